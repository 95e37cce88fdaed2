"""The public version of an adopted report: plain values in, plain values out."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from monitor.models import EditionStage, SectionKind
from monitor.reporting.content import Content, Section

S = SectionKind

# What sections tell of another one: it goes where the public version does not have that other section.
TRACES: dict[SectionKind, dict[SectionKind, tuple[str, ...]]] = {
    S.QUESTIONS: {S.SUMMARY: ("asked", "to_discuss")},
    S.REQUESTS: {S.MEETINGS: ("answers",)},
    S.MONITOR: {S.DEFINITIONS: ("indicators",)},
}


def public_content(content: Content, internal: Collection[str]) -> Content:
    """What was adopted, without the sections that are internal and without what other sections tell of them."""
    kept = [section for section in content.sections if section.kind not in internal]
    gone = [kind for kind in SectionKind if kind not in {section.kind for section in kept}]
    stage = EditionStage.PUBLIC
    cover = replace(content.cover, stage=stage.value, version=str(stage.label).capitalize())
    return Content(cover, tuple(_without_traces(section, gone) for section in kept))


def _without_traces(section: Section, gone: Collection[SectionKind]) -> Section:
    names = [name for kind in gone for name in TRACES.get(kind, {}).get(S(section.kind), ())]
    body = replace(section.body, **{name: () for name in names if hasattr(section.body, name)})
    return replace(section, body=_without_bottlenecks(body) if S.REQUESTS in gone else body)


def _without_bottlenecks(body: Any) -> Any:
    """Decisions tell which knelpunt they answer."""
    decisions = getattr(body, "decisions", ())
    if not any(getattr(decision, "about", "") for decision in decisions):
        return body
    return replace(body, decisions=tuple(replace(decision, about="") for decision in decisions))


def says_something(content: Content) -> bool:
    """Whether anything is left: words are explained for the sake of the rest."""
    return any(section.kind != S.DEFINITIONS for section in content.sections)


def titles_named_in(text: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Which sections a text of people names; what they wrote was adopted, so it isn't changed for them."""
    return tuple(title for title in titles if title.lower() in text.lower())

"""The public version of an adopted report: plain values in, plain values out."""

from collections.abc import Collection, Iterable, Set
from dataclasses import replace
from typing import Any

from monitor.models import EditionStage, SectionKind
from monitor.reporting.content import Content, Section
from monitor.reporting.parts.services import ChangedEntry

S = SectionKind

# Sections that tell the same as another one, in short or in other words: they stay with the network along with it.
REPEATS: dict[SectionKind, Set[SectionKind]] = {
    S.SUMMARY: {S.SINCE, S.BUILDING_BLOCKS, S.ACTIONS, S.MILESTONES},
    S.SINCE: {S.ACTIONS, S.MILESTONES, S.FINANCE, S.DECISIONS},
    S.QUESTIONS: {S.ACTIONS, S.MILESTONES, S.REQUESTS, S.FINANCE, S.NETWORK, S.SERVICES, S.DECISIONS},
    S.BUILDING_BLOCKS: {S.ACTIONS},
    S.REQUESTS: {S.DECISIONS},
    S.MEETINGS: {S.DECISIONS},
    S.GAPS: {S.EXTENT, S.OFFER, S.LOCAL_ACTIONS},
}

# What a section tells of another one and can do without.
TRACES: dict[SectionKind, dict[SectionKind, dict[str, Any]]] = {
    S.SUMMARY: {S.QUESTIONS: {"asked": (), "to_discuss": ()}},
    S.BUILDING_BLOCKS: {S.MILESTONES: {"milestones": None}, S.NETWORK: {"network": None}},
    S.MEETINGS: {S.REQUESTS: {"answers": ()}},
    S.EXTENT: {kind: {"conclusion": ""} for kind in (S.OFFER, S.LOCAL_ACTIONS, S.GAPS)},
    S.DEFINITIONS: {S.MONITOR: {"indicators": ()}, S.EXTENT: {"indicators": ()}},
}


def public_content(content: Content, internal: Collection[str]) -> Content:
    """What was adopted, without the sections that are internal and without what other sections tell of them."""
    inside = {S(section.kind) for section in content.sections if section.kind in internal}
    kept = [section for section in content.sections if section.kind not in internal and not repeated(section, inside)]
    # What is discussed with the stuurgroep is asked of it, in reports from before that had a section of its own too.
    unsaid = inside if any(section.kind == S.QUESTIONS for section in kept) else {*inside, S.QUESTIONS}
    stage = EditionStage.PUBLIC
    cover = replace(content.cover, stage=stage.value, version=str(stage.label).capitalize())
    return Content(cover, tuple(_without_traces(section, unsaid) for section in kept))


def repeated(section: Section, inside: Set[SectionKind]) -> Set[SectionKind]:
    """Which internal sections this one tells again."""
    return REPEATS.get(S(section.kind), set()) & inside


def _without_traces(section: Section, inside: Set[SectionKind]) -> Section:
    body = section.body
    for kind, fields in TRACES.get(S(section.kind), {}).items():
        if kind in inside:
            body = replace(body, **{name: value for name, value in fields.items() if hasattr(body, name)})
    if section.kind == S.MEETINGS and S.REQUESTS in inside:  # decisions tell which knelpunt they answer
        body = replace(body, decisions=tuple(replace(decision, about="") for decision in body.decisions))
    if section.kind == S.SERVICES:
        body = replace(body, **{name: tuple(map(_unnamed, getattr(body, name))) for name in _ENTRIES})
    return replace(section, body=body)


_ENTRIES = ("added", "closed", "withdrawn")


def _unnamed(entry: ChangedEntry) -> ChangedEntry:
    """Help for professionals alone stands in the portal only: that there is some is told, not what it is called."""
    return replace(entry, short_id="", name="hulp voor professionals") if entry.for_professionals else entry


def says_something(content: Content) -> bool:
    """Whether anything is left: words are explained for the sake of the rest."""
    return any(section.kind != S.DEFINITIONS for section in content.sections)


def titles_named_in(text: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Which sections a text of people names; what they wrote was adopted, so it isn't changed for them."""
    return tuple(title for title in titles if title.lower() in text.lower())

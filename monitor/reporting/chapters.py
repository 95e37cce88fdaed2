"""The side list of a report: its chapters, and for who writes it how far each of them is."""

from dataclasses import dataclass

from monitor.models import Report, ReportKind, SectionKind
from monitor.reporting.blockers import PersonalData, blockers_for
from monitor.reporting.content import Content, Section
from monitor.reporting.kinds import KINDS


@dataclass(frozen=True)
class Chapter:
    """One line of the side list. A reader gets no state: then there is nothing to do."""

    kind: str
    title: str
    icon: str = "document"  # ok: done, open: still to do, stop: in the way of adoption
    words: str = ""


def chapters_to_read(content: Content) -> list[Chapter]:
    return [Chapter(section.kind, section.title) for section in content.sections]


def chapters_to_write(content: Content, report: Report, found: PersonalData) -> list[Chapter]:
    return [_state_of(section, report, number=len(blockers_for(found[section.kind]))) for section in content.sections]


def _state_of(section: Section, report: Report, *, number: int) -> Chapter:
    """`number` is how many places with personal data stand in it."""
    chapter = (section.kind, section.title)
    if number:
        return Chapter(*chapter, "stop", f"{number} {'blokkade' if number == 1 else 'blokkades'}")
    if section.kind == SectionKind.QUESTIONS:
        asked = len(section.body.asked)
        chosen = f"{asked} {'vraag' if asked == 1 else 'vragen'} gekozen"
        return Chapter(*chapter, "ok", chosen) if asked else Chapter(*chapter, "open", "nog geen vraag gekozen")
    if section.text.strip():
        return Chapter(*chapter, "ok", "klaar, met uw tekst")
    if section.kind == SectionKind.SUMMARY and KINDS[ReportKind(report.kind)].asks_for_a_summary:
        return Chapter(*chapter, "open", "nog te schrijven")
    return Chapter(*chapter, "ok", "klaar, alleen cijfers")

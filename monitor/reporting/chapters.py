"""The side list of a report: its chapters, and for who writes it how far each of them is."""

from dataclasses import dataclass

from monitor.models import Report, ReportKind, SectionKind
from monitor.reporting.blockers import personal_data_in
from monitor.reporting.content import Content, Section
from monitor.reporting.kinds import KINDS


@dataclass(frozen=True)
class Chapter:
    """One line of the side list. A reader gets no state: then there is nothing to do."""

    kind: str
    title: str
    icon: str = "document"  # ok: done, open: still to do, stop: in the way of adoption
    words: str = ""


@dataclass(frozen=True)
class Proposals:
    """What the portal proposed to ask the stuurgroep, and how much of it was picked."""

    chosen: int
    total: int

    @classmethod
    def of(cls, report: Report) -> "Proposals":
        picked = list(report.questions.values_list("is_chosen", flat=True))
        return cls(sum(picked), len(picked))


def chapters_to_read(content: Content) -> list[Chapter]:
    return [Chapter(section.kind, section.title) for section in content.sections]


def chapters_to_write(content: Content, report: Report, proposals: Proposals) -> list[Chapter]:
    return [_state_of(section, content, report, proposals) for section in content.sections]


def _state_of(section: Section, content: Content, report: Report, proposals: Proposals) -> Chapter:
    chapter = (section.kind, section.title)
    if number := len(list(personal_data_in(Content(content.cover, (section,)), report))):
        return Chapter(*chapter, "stop", f"{number} {'blokkade' if number == 1 else 'blokkades'}")
    if section.kind == SectionKind.QUESTIONS and proposals.total:
        icon = "ok" if proposals.chosen else "open"
        return Chapter(*chapter, icon, f"{proposals.chosen} van {proposals.total} voorstellen gekozen")
    if section.text.strip():
        return Chapter(*chapter, "ok", "klaar, met uw tekst")
    if section.kind == SectionKind.SUMMARY and KINDS[ReportKind(report.kind)].asks_for_a_summary:
        return Chapter(*chapter, "open", "nog te schrijven")
    return Chapter(*chapter, "ok", "klaar, alleen cijfers")

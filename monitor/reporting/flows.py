"""What is done with a draft: making one, writing in it, choosing what it tells. Its PDFs: edition_flows.py."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from monitor.models import (
    Report,
    ReportKind,
    ReportSection,
    SectionKind,
)
from monitor.reporting.edition_flows import NotNowError, clear_what_broke_off, is_being_offered
from monitor.reporting.half_years import Period
from monitor.reporting.kinds import KINDS
from monitor.reporting.parts import PARTS
from monitor.reporting.section_choices import SectionChoice, mark_of
from network.guarded import mark_of as mark_of_text
from network.models import Municipality, Person
from partners.models import Meeting, Organisation


@transaction.atomic
def create_report(
    *,
    period: Period,
    reference_date: date,
    by: Person,
    kind: ReportKind = ReportKind.PROGRESS,
    municipality: Municipality | None = None,
    organisation: Organisation | None = None,
    meeting: Meeting | None = None,
    without: Collection[SectionKind] = (),
) -> Report:
    """A draft with every section of its kind; those that are left out can be taken in later.

    Its number is the next one of its kind and year. IntegrityError when there is such a report already.
    """
    same_year = Report.objects.of_kind(kind).filter(year=period.year)
    highest = same_year.aggregate(highest=Max("number"))["highest"] or 0
    report = Report.objects.create(
        kind=kind,
        year=period.year,
        number=highest + 1,
        period_start=period.start,
        period_end=period.end,
        reference_date=reference_date,
        municipality=municipality,
        organisation=organisation,
        meeting=meeting,
        made_by=by,
    )
    ReportSection.objects.bulk_create(
        ReportSection(
            report=report,
            kind=section,
            position=position,
            is_included=section not in without,
            is_internal=section in KINDS[kind].internal,
        )
        for position, section in enumerate(sections_of(kind), start=1)
    )
    return report


def sections_of(kind: ReportKind) -> list[SectionKind]:
    """What a report of this kind can have, in its order."""
    return [section for section in KINDS[kind].sections if section in PARTS]


@transaction.atomic
def write_section(section: ReportSection, *, text: str, seen: str = "") -> ReportSection:
    """The coordinator's own words; figures are none of it, so nothing else ever changes them.

    `seen` is the mark of the text that they began with: NotNowError when a colleague wrote another one meanwhile.
    """
    _open(section.report_id)
    stored = ReportSection.objects.get(pk=section.pk).text
    if seen and seen != mark_of_text([stored]):
        raise NotNowError(f"Een collega schreef hier intussen: «{stored}». Sla nog eens op als uw tekst ervoor komt.")
    section.text = text
    section.save(update_fields=["text"])
    return section


@transaction.atomic
def refresh_figures(report: Report, *, reference_date: date) -> Report:
    """Show the figures as they were on another day. What the coordinator wrote stays."""
    report = _open(report.pk)
    report.reference_date = reference_date
    report.save(update_fields=["reference_date"])
    return report


def choices_of(report: Report) -> tuple[SectionChoice, ...]:
    return tuple(
        SectionChoice(section.kind, section.is_included, section.is_internal, bool(section.text.strip()))
        for section in report.sections.order_by("position")
    )


@transaction.atomic
def choose_sections(report: Report, choices: Sequence[SectionChoice], *, seen: str) -> Report:
    """Which sections the report has, in this order. A section that is taken out keeps its text.

    `seen` is the mark of the choices that the person started from; NotNowError when a colleague made others meanwhile.
    """
    report = _open(report.pk)
    if mark_of(choices_of(report)) != seen:
        raise NotNowError("Een collega heeft de onderdelen intussen gewijzigd. Kijk eerst hoe zij nu staan.")
    sections = {section.kind: section for section in report.sections.all()}
    for position, choice in enumerate(choices, start=1):
        section = sections[choice.kind]
        section.position = position
        section.is_included, section.is_internal = choice.is_included, choice.is_internal
    ReportSection.objects.bulk_update(sections.values(), ["position", "is_included", "is_internal"])
    return report


def _open(pk: int) -> Report:
    """The draft, locked until the end of the transaction: it can't be offered meanwhile. NotNowError otherwise."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=pk)
    if not report.is_draft:
        raise NotNowError("Deze rapportage is geen concept meer. Uw wijziging is niet opgeslagen.")
    if is_being_offered(report):
        raise NotNowError("Deze rapportage wordt nu ter vaststelling aangeboden. Uw wijziging is niet opgeslagen.")
    clear_what_broke_off(report)
    return report

"""What is done with a draft: making one, writing in it, choosing what it tells. Its PDFs: edition_flows.py."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from monitor.models import (
    EditionStage,
    Report,
    ReportKind,
    ReportSection,
)
from monitor.reporting.edition_flows import NotNowError, clear_what_broke_off
from monitor.reporting.half_years import HalfYear
from monitor.reporting.kinds import KINDS
from monitor.reporting.parts import PARTS
from network.models import Person


@transaction.atomic
def create_report(*, half_year: HalfYear, reference_date: date, by: Person) -> Report:
    """A draft with every section; its number is the next one of that year. IntegrityError when it is there already."""
    same_year = Report.objects.filter(kind=ReportKind.PROGRESS, year=half_year.year)
    highest = same_year.aggregate(highest=Max("number"))["highest"] or 0
    report = Report.objects.create(
        kind=ReportKind.PROGRESS,
        year=half_year.year,
        number=highest + 1,
        period_start=half_year.start,
        period_end=half_year.end,
        reference_date=reference_date,
        made_by=by,
    )
    kind = KINDS[ReportKind.PROGRESS]
    ReportSection.objects.bulk_create(
        ReportSection(report=report, kind=section, position=position, is_internal=section in kind.internal)
        for position, section in enumerate(kind.sections, start=1)
        if section in PARTS
    )
    return report


@transaction.atomic
def write_section(section: ReportSection, *, text: str) -> ReportSection:
    """The coordinator's own words; figures are none of it, so nothing else ever changes them."""
    _open(section.report_id)
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


def _open(pk: int) -> Report:
    """The draft, locked until the end of the transaction: it can't be offered meanwhile. NotNowError otherwise."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=pk)
    if not report.is_draft:
        raise NotNowError("Deze rapportage is geen concept meer. Uw wijziging is niet opgeslagen.")
    if report.editions.being_made().filter(stage=EditionStage.OFFERED).exists():
        raise NotNowError("Deze rapportage wordt nu ter vaststelling aangeboden. Uw wijziging is niet opgeslagen.")
    clear_what_broke_off(report)
    return report

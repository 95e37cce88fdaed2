"""What is done with reports: making one, writing in it, making its PDF, and adopting it."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from monitor.models import (
    EditionStage,
    JobStatus,
    Report,
    ReportDownload,
    ReportEdition,
    ReportKind,
    ReportSection,
    ReportStatus,
    SectionKind,
    Step,
)
from monitor.reporting.content import Content, Section
from monitor.reporting.half_years import HalfYear
from monitor.reporting.kinds import KINDS
from monitor.reporting.live import content_of
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import Meetings, Requests, Successes
from network.dates import today
from network.models import Person
from network.pdf import Paper, PdfError, make_paper
from network.personal_data import find_personal_data
from network.policy import Permission, may

FOLDER = "rapportages"
BROKEN_OFF = "Het maken is afgebroken."


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
    section.text = text
    section.save(update_fields=["text"])
    return section


@transaction.atomic
def refresh_figures(report: Report, *, reference_date: date) -> Report:
    """Show the figures as they were on another day. What the coordinator wrote stays."""
    report.reference_date = reference_date
    report.save(update_fields=["reference_date"])
    return report


# --- before adoption -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Blocker:
    """Why a report can't be adopted yet, and where that is put right."""

    text: str
    url: str
    label: str


def blockers_of(report: Report) -> list[Blocker]:
    """What has to be done first; empty when the report can be adopted."""
    page = report.get_absolute_url()
    if report.is_adopted:
        return [Blocker("Deze rapportage is al vastgesteld.", page, "Bekijk de rapportage")]
    if report.editions.being_made().exists():
        return [Blocker("Er wordt nu een PDF van deze rapportage gemaakt.", page, "Wacht tot die klaar is")]
    content = content_of(report, version="", made_on=today())
    return [*_missing_text(report, content), *_missing_plan(content, page), *_personal_data(report, content)]


def _missing_text(report: Report, content: Content) -> Iterator[Blocker]:
    summary = next((each for each in content.sections if each.kind == SectionKind.SUMMARY), None)
    if summary and not summary.text.strip():
        yield Blocker("De samenvatting heeft nog geen tekst.", _address_of(report, summary), "Schrijf de samenvatting")


def _missing_plan(content: Content, page: str) -> Iterator[Blocker]:
    if not content.actions:
        yield Blocker("Er is op de peildatum geen plan met acties.", page, "Kies een andere peildatum")


def _personal_data(report: Report, content: Content) -> Iterator[Blocker]:
    for place in _places(report, content):
        for finding in find_personal_data(place.text):
            what = f"{place.where} staat {finding.what}: {finding.excerpt}."
            yield Blocker(what, place.url, "Haal het weg uit de tekst")


@dataclass(frozen=True)
class _Place:
    where: str
    text: str
    url: str


def _places(report: Report, content: Content) -> Iterator[_Place]:
    """Every text of people that the report prints."""
    for section in content.sections:
        yield _Place(f"In uw tekst bij «{section.title}»", section.text, _address_of(report, section))
    for pk, line in content.actions.items():
        url = reverse("actionplan:action-detail", args=[pk])
        texts = [line.title, line.result, *(note.text for note in line.notes)]
        yield from (_Place(f"In de toelichting van actie {line.code}", text, url) for text in texts)
    for kind in (SectionKind.SUCCESSES, SectionKind.REQUESTS, SectionKind.MEETINGS):
        if body := content.body(kind):
            yield from _PLACES[kind](body)


def _of_successes(body: Successes) -> Iterator[_Place]:
    for line in body.lines:
        url = reverse("actionplan:success-edit", args=[line.pk])
        yield from (_Place(f"In het succes «{line.title}»", text, url) for text in (line.title, line.text))


def _of_requests(body: Requests) -> Iterator[_Place]:
    for line in body.lines:
        url = reverse("partners:bottleneck-detail", args=[line.pk])
        texts = [line.title, line.description, line.asked, *(step.note for step in line.steps)]
        yield from (_Place(f"In het knelpunt «{line.title}»", text, url) for text in texts)


def _of_meetings(body: Meetings) -> Iterator[_Place]:
    for line in body.decisions:
        url = reverse("partners:decision-detail", args=[line.pk])
        yield from (_Place(f"In besluit {line.name.number}", text, url) for text in (line.name.title, line.text))
    for answer in body.answers:
        url = reverse("partners:bottleneck-detail", args=[answer.pk])
        yield _Place(f"In het knelpunt «{answer.title}»", answer.words, url)


_PLACES: dict[SectionKind, Callable[[Any], Iterator[_Place]]] = {
    SectionKind.SUCCESSES: _of_successes,
    SectionKind.REQUESTS: _of_requests,
    SectionKind.MEETINGS: _of_meetings,
}


def _address_of(report: Report, section: Section) -> str:
    return reverse("monitor:section-edit", args=[report.pk, section.kind])


# --- making a PDF --------------------------------------------------------------------------------------------------


@transaction.atomic
def order_edition(report: Report, *, adopted_on: date | None = None) -> tuple[ReportEdition, bool]:
    """Ask for a PDF: a draft, or with a date the one that is adopted.

    Gives the edition, and whether it is new: the one that is already being made comes first. Its file has a name
    that can't be guessed and that is known from now on, so that whatever breaks off can be cleared away.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if under_way := report.editions.being_made().first():
        return under_way, False
    _clear_what_broke_off(report)
    highest = report.editions.aggregate(highest=Max("version"))["highest"] or 0
    edition = ReportEdition.objects.create(
        report=report,
        version=highest + 1,
        stage=EditionStage.ADOPTED if adopted_on else EditionStage.DRAFT,
        adopted_on=adopted_on,
        file=f"{FOLDER}/{uuid4()}.pdf",
    )
    if adopted_on:
        report.status = ReportStatus.FOR_ADOPTION
        report.save(update_fields=["status"])
    return edition, True


def _clear_what_broke_off(report: Report) -> None:
    for edition in report.editions.unfinished():
        _fail(edition, edition.problem or BROKEN_OFF)


def make_edition(edition: ReportEdition, *, by: Person | None) -> ReportEdition:
    """Make the PDF that was ordered. Whatever goes wrong is told to the maker, and leaves nothing half."""
    if edition.is_finished:
        return edition
    try:
        _require_still_may(edition, by)
        _at(edition, Step.GATHERING)
        content = content_of(edition.report, version=edition.title, made_on=today(), adopted_on=edition.adopted_on)
        _at(edition, Step.TYPESETTING)
        paper = make_paper("pdf/report.html", {"content": content})
        _refuse_missing_characters(edition, paper)
        _at(edition, Step.STORING)
        _finish(edition, content, paper)
    except PdfError as problem:
        _fail(edition, str(problem))
    except Exception:
        _fail(edition, "Er ging iets mis dat wij niet kennen. Probeer het nog een keer, of meld het de beheerder.")
        raise
    return edition


def _require_still_may(edition: ReportEdition, by: Person | None) -> None:
    """Rights can be withdrawn between asking and making."""
    permission = Permission.REPORT_ADOPT if edition.adopted_on else Permission.REPORT_MAKE
    if not may(by, permission, edition.report):
        raise PdfError("Wie dit vroeg, mag deze rapportage niet meer maken.")


def _refuse_missing_characters(edition: ReportEdition, paper: Paper) -> None:
    """A draft shows an empty box and says so; what is kept for ever has none."""
    if not paper.missing_characters:
        return
    shown = " ".join(f"«{each}» (U+{ord(each):04X})" for each in paper.missing_characters)
    edition.remark = f"Deze tekens kan de PDF niet afdrukken: {shown}. Vervang ze in de tekst."
    if edition.adopted_on:
        raise PdfError(edition.remark)


def _at(edition: ReportEdition, step: Step) -> None:
    """Tell how far it is; stops when it took so long that it was given up meanwhile."""
    edition.job_status, edition.step = JobStatus.RUNNING, step
    edition.started_at = edition.started_at or timezone.now()
    going_on = ReportEdition.objects.unfinished().filter(pk=edition.pk)
    if not going_on.update(job_status=JobStatus.RUNNING, step=step, started_at=edition.started_at):
        raise PdfError(BROKEN_OFF)


def _finish(edition: ReportEdition, content: Content, paper: Paper) -> None:
    """Keep the bytes and say so in one go; adopt the report when that was asked."""
    with transaction.atomic():
        if not ReportEdition.objects.unfinished().select_for_update().filter(pk=edition.pk).exists():
            raise PdfError(BROKEN_OFF)
        _write_once(Path(edition.file.path), paper.content)
        edition.content = content.freeze()
        edition.size, edition.pages = len(paper.content), paper.pages
        edition.sha256 = hashlib.sha256(paper.content).hexdigest()
        edition.job_status, edition.problem = JobStatus.DONE, ""
        edition.is_adopted = edition.adopted_on is not None
        edition.save()
        if edition.is_adopted:
            edition.report.status = ReportStatus.ADOPTED
            edition.report.save(update_fields=["status"])


def _write_once(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over a file that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o440)
    os.link(part, path)
    part.unlink()


@transaction.atomic
def _fail(edition: ReportEdition, problem: str) -> None:
    """Say why there is no PDF, take away what was written of it, and let the report be a draft again.

    Does nothing to a PDF that is there: somebody else may have finished it.
    """
    if ReportEdition.objects.finished().select_for_update().filter(pk=edition.pk).exists():
        return
    path = Path(edition.file.path)
    for leftover in (path, path.with_suffix(".part")):
        with suppress(OSError):
            leftover.unlink()
    ReportEdition.objects.filter(pk=edition.pk).update(
        job_status=JobStatus.FAILED, problem=problem, remark=edition.remark
    )
    Report.objects.filter(pk=edition.report_id, status=ReportStatus.FOR_ADOPTION).update(status=ReportStatus.DRAFT)
    edition.refresh_from_db()


def note_download(edition: ReportEdition, *, by: Person) -> ReportDownload:
    return ReportDownload.objects.create(edition=edition, person=by)

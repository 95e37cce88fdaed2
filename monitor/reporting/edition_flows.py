"""From draft to adopted: a PDF is ordered, made in the background, and with it the report gets its next state.

    concept → «aanbieden» → ter vaststelling → «vaststellen» → vastgesteld
       ↑__________ «terugnemen» _____|

Offering freezes what the report says in an edition of its own; adopting typesets that same content again, with only
another cover. A report gets its next state in the transaction that keeps the finished PDF: never before, never half.
While a PDF to offer is being made nobody writes in the report (flows.py).
"""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from monitor.models import EditionStage, JobStatus, Report, ReportEdition, ReportStatus, Step
from monitor.reporting import mails
from monitor.reporting.blockers import lacking_in_words, personal_data_in_words
from monitor.reporting.content import Content
from monitor.reporting.drawings import DrawingError, check_drawings
from monitor.reporting.failures import tell_failed
from monitor.reporting.live import content_of
from monitor.reporting.paper import style_sheet_of
from monitor.reporting.public import public_content
from monitor.reporting.style import style_of_today
from network.dates import today
from network.history import because
from network.models import Person
from network.pdf import Paper, PdfError, make_paper
from network.policy import Permission, may

FOLDER = "rapportages"
JOB = "monitor.make_report_edition"
BROKEN_OFF = "Het maken is afgebroken. Vraag de PDF opnieuw."

# What a PDF of each stage is made of, and who may ask for it.
MADE_WHILE = {
    EditionStage.DRAFT: ReportStatus.DRAFT,
    EditionStage.OFFERED: ReportStatus.DRAFT,
    EditionStage.ADOPTED: ReportStatus.FOR_ADOPTION,
    EditionStage.PUBLIC: ReportStatus.ADOPTED,
}
BECOMES = {EditionStage.OFFERED: ReportStatus.FOR_ADOPTION, EditionStage.ADOPTED: ReportStatus.ADOPTED}
ASKS_FOR = {
    EditionStage.DRAFT: Permission.REPORT_MAKE,
    EditionStage.OFFERED: Permission.REPORT_ADOPT,
    EditionStage.ADOPTED: Permission.REPORT_ADOPT,
    EditionStage.PUBLIC: Permission.REPORT_PUBLISH,
}
_IS_NOW = {
    ReportStatus.DRAFT: "Deze rapportage is nog een concept. Bied haar eerst aan ter vaststelling.",
    ReportStatus.FOR_ADOPTION: "Deze rapportage ligt ter vaststelling. Neem haar eerst terug om haar te wijzigen.",
    ReportStatus.ADOPTED: "Deze rapportage is vastgesteld en verandert niet meer.",
}


class NotNowError(RuntimeError):
    """Asked of a report whose state does not allow it (any more). The message is Dutch and says what to do."""


# --- what somebody asks ---------------------------------------------------------------------------------------------


def offer_report(report: Report, *, by: Person) -> tuple[ReportEdition, bool]:
    """Freeze what it says for the stuurgroep. It lies ter vaststelling as soon as that PDF is there."""
    return ask_for_edition(report, stage=EditionStage.OFFERED, by=by)


def adopt_report(report: Report, *, adopted_on: date, by: Person) -> tuple[ReportEdition, bool]:
    """Typeset what was offered as adopted; with that PDF the report is adopted for good."""
    return ask_for_edition(report, stage=EditionStage.ADOPTED, adopted_on=adopted_on, by=by)


@transaction.atomic
def take_back(report: Report, *, by: Person) -> Report:
    """A draft again. What was offered stays among its versions, and with whoever it was shared with."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.status != ReportStatus.FOR_ADOPTION:
        raise NotNowError("Deze rapportage ligt niet ter vaststelling. Er is niets teruggenomen.")
    if report.editions.being_made().exists():
        raise NotNowError("Deze rapportage wordt nu vastgesteld. Er is niets teruggenomen.")
    clear_what_broke_off(report)
    report.status = ReportStatus.DRAFT
    with because("Teruggenomen van de stuurgroep.", by=by):
        report.save(update_fields=["status"])
    return report


@transaction.atomic
def ask_for_edition(
    report: Report, *, stage: EditionStage, by: Person, adopted_on: date | None = None
) -> tuple[ReportEdition, bool]:
    """Order a PDF and leave it to the worker, both or neither."""
    edition, is_new = order_edition(report, stage=stage, adopted_on=adopted_on)
    if is_new:
        app.configure_task(JOB).defer(edition_id=edition.pk, person_id=by.pk)
    return edition, is_new


@transaction.atomic
def order_edition(
    report: Report, *, stage: EditionStage = EditionStage.DRAFT, adopted_on: date | None = None
) -> tuple[ReportEdition, bool]:
    """Ask for a PDF of this stage; `adopted_on` belongs to the adopted one.

    Gives the edition, and whether it is new: the one that is being made already comes first. NotNowError when the state
    of the report does not allow it. Its file has a name that can't be guessed and that is known from now on, so that
    whatever breaks off can be cleared away.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if under_way := report.editions.being_made().first():
        if (under_way.stage, under_way.adopted_on) == (stage, adopted_on):
            return under_way, False
        raise NotNowError("Er wordt nu een PDF van deze rapportage gemaakt. Wacht tot die klaar is.")
    if report.status != MADE_WHILE[stage]:
        raise NotNowError(_IS_NOW[ReportStatus(report.status)])
    clear_what_broke_off(report)
    highest = report.editions.aggregate(highest=Max("version"))["highest"] or 0
    edition = ReportEdition.objects.create(
        report=report, version=highest + 1, stage=stage, adopted_on=adopted_on, file=f"{FOLDER}/{uuid4()}.pdf"
    )
    return edition, True


def is_being_offered(report: Report) -> bool:
    """The version for the stuurgroep is being made: until it is there, or failed, the report stays as it is."""
    return report.editions.being_made().filter(stage=EditionStage.OFFERED).exists()


def clear_what_broke_off(report: Report) -> None:
    """What is given up can't come back and keep something that was changed in the meantime."""
    for edition in report.editions.unfinished():
        give_up(edition, edition.problem or BROKEN_OFF)


# --- what the worker does -------------------------------------------------------------------------------------------


def make_edition(edition: ReportEdition, *, by: Person | None) -> ReportEdition:
    """Make the PDF that was ordered. Whatever goes wrong is told to the maker, and leaves nothing half."""
    if edition.is_finished:
        return edition
    try:
        _require_still_may(edition, by)
        _clear_what_a_killed_worker_left(edition)
        _at(edition, Step.GATHERING)
        content = _content_for(edition)
        _refuse_what_is_blocked(edition, content)
        _at(edition, Step.DRAWING)
        check_drawings(content)
        _at(edition, Step.TYPESETTING)
        style = style_of_today()
        paper = make_paper("pdf/report.html", {"content": content, "style": style}, style_sheet=style_sheet_of(style))
        _refuse_missing_characters(edition, paper)
        _at(edition, Step.STORING)
        _finish(edition, content, paper)
    except PdfError as problem:
        give_up(edition, str(problem), tell=by)
    except DrawingError as problem:
        give_up(edition, f"{problem} Daarom is er geen PDF gemaakt. Meld het de beheerder.", tell=by)
    except Exception as problem:
        give_up(edition, _reason(problem, Step(edition.step)), tell=by)
        raise
    return edition


_WHAT_FAILED = {
    Step.WAITING: "Het maken kon niet beginnen.",
    Step.GATHERING: "De cijfers konden niet worden opgehaald.",
    Step.DRAWING: "De grafieken konden niet worden gecontroleerd.",
    Step.TYPESETTING: "De bladzijden konden niet worden opgemaakt.",
    Step.STORING: "De PDF kon niet worden bewaard.",
}


def _reason(problem: Exception, step: Step) -> str:
    """What the maker reads when we did not see it coming; the log has the rest."""
    if isinstance(problem, DatabaseError):
        return f"{_WHAT_FAILED[step]} De database gaf een fout. Probeer het over een paar minuten nog een keer."
    if isinstance(problem, OSError) and step == Step.STORING:
        return f"{_WHAT_FAILED[step]} Misschien is de schijf vol. Meld het de beheerder."
    return f"{_WHAT_FAILED[step]} Probeer het nog een keer, of meld het de beheerder."


def _clear_what_a_killed_worker_left(edition: ReportEdition) -> None:
    """Its file, whole or half, when the row that tells of it was not kept."""
    with transaction.atomic():
        if ReportEdition.objects.unfinished().select_for_update().filter(pk=edition.pk).exists():
            edition.file.storage.forget(edition.file.name)  # type: ignore[attr-defined]  # of both our storages


def _require_still_may(edition: ReportEdition, by: Person | None) -> None:
    """Rights can be withdrawn between asking and making."""
    if not may(by, ASKS_FOR[EditionStage(edition.stage)], edition.report):
        raise PdfError("Wie dit vroeg, mag deze rapportage niet meer maken.")


def _content_for(edition: ReportEdition) -> Content:
    """What is typeset: the portal of today, or what was frozen before; the cover tells for what."""
    report = edition.report
    if edition.stage == EditionStage.ADOPTED:
        content = Content.thaw(_newest(report.editions.offered()).content)
    elif edition.stage == EditionStage.PUBLIC:
        internal = report.sections.filter(is_internal=True).values_list("kind", flat=True)
        content = public_content(Content.thaw(_newest(report.editions.adopted()).content), set(internal))
    else:
        content = content_of(report, version="", made_on=today())
    adopted_on = edition.adopted_on or content.cover.adopted_on
    cover = replace(
        content.cover, version=edition.title, made_on=today(), adopted_on=adopted_on, stage=str(edition.stage)
    )
    return replace(content, cover=cover)


def _newest(editions: QuerySet[ReportEdition]) -> ReportEdition:
    found = editions.order_by("-version").first()
    if found is None:
        raise PdfError("De versie waarvan deze PDF wordt gemaakt, is er niet meer.")
    return found


def _refuse_what_is_blocked(edition: ReportEdition, content: Content) -> None:
    """Asked again of what is really going to be printed: somebody may have written something since the page asked."""
    if found := personal_data_in_words(content, edition.report):
        raise PdfError(found)
    if edition.stage == EditionStage.OFFERED and (lacking := lacking_in_words(content, edition.report)):
        raise PdfError(lacking)


def _refuse_missing_characters(edition: ReportEdition, paper: Paper) -> None:
    """A draft shows an empty box and says so; what others read and what is kept for ever has none."""
    if not paper.missing_characters:
        return
    shown = " ".join(f"«{each}» (U+{ord(each):04X})" for each in paper.missing_characters)
    edition.remark = f"Deze tekens kan de PDF niet afdrukken: {shown}. Vervang ze in de tekst."
    if not edition.is_draft:
        raise PdfError(edition.remark)


def _at(edition: ReportEdition, step: Step) -> None:
    """Tell how far it is; stops when it took so long that it was given up meanwhile."""
    edition.job_status, edition.step = JobStatus.RUNNING, step
    edition.started_at = edition.started_at or timezone.now()
    going_on = ReportEdition.objects.unfinished().filter(pk=edition.pk)
    if not going_on.update(job_status=JobStatus.RUNNING, step=step, started_at=edition.started_at):
        raise PdfError(BROKEN_OFF)


def _finish(edition: ReportEdition, content: Content, paper: Paper) -> None:
    """Keep the bytes, say so, and give the report its next state, in one go."""
    stage = EditionStage(edition.stage)
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=edition.report_id)
        if not ReportEdition.objects.unfinished().select_for_update().filter(pk=edition.pk).exists():
            raise PdfError(BROKEN_OFF)
        if report.status != MADE_WHILE[stage]:
            raise PdfError(f"{BROKEN_OFF} De rapportage is intussen {report.get_status_display()}.")
        edition.file.storage.keep_once(edition.file.name, paper.content)  # type: ignore[attr-defined]  # of both our storages
        edition.report = report
        edition.content = content.freeze()
        edition.size, edition.pages = len(paper.content), paper.pages
        edition.sha256 = hashlib.sha256(paper.content).hexdigest()
        edition.job_status, edition.problem = JobStatus.DONE, ""
        edition.is_adopted = stage == EditionStage.ADOPTED
        edition.save()
        if becomes := BECOMES.get(stage):
            report.status = becomes
            report.save(update_fields=["status"])
            mails.tell_adopted(report)


@transaction.atomic
def give_up(edition: ReportEdition, problem: str, *, tell: Person | None = None) -> bool:
    """Say why there is no PDF, and take away what was written of it; the report keeps its state.

    Does nothing, and says so, to a PDF that is there or that was given up before: somebody else may have finished it.
    """
    unfinished = ReportEdition.objects.unfinished().filter(pk=edition.pk)
    if not unfinished.update(job_status=JobStatus.FAILED, problem=problem, remark=edition.remark):
        return False
    edition.file.storage.forget(edition.file.name)  # type: ignore[attr-defined]  # of both our storages
    if tell:
        tell_failed(tell)
    edition.refresh_from_db()
    return True

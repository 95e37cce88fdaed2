"""What the reports put on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import BooleanField, Func, QuerySet
from django.urls import reverse

from monitor.models import EditionStage, JobStatus, Report, ReportEdition, ReportKind, ReportStatus
from monitor.reporting.archive import adopted_editions, reports_under_way, shared_with
from monitor.reporting.half_years import HalfYear
from monitor.reporting.mails import todo_key
from network import overview
from network.dutch import long_date
from network.models import Person
from network.overview import Todo
from network.policy import Permission, may
from network.together import Fetch, fetch

TIME_TO_MAKE = timedelta(days=31)  # after the end of a half-year


@overview.source
def report_to_read(person: Person, on: date) -> Iterator[Todo]:
    """The newest adopted report, until this member of the stuurgroep has downloaded it."""
    if not may(person, Permission.REPORT_RECEIVE):
        return
    edition = adopted_editions(person).first()
    if edition and not edition.downloads.filter(person=person).exists():
        why = f"De stuurgroep stelde haar vast op {long_date(edition.adopted_on)}. U heeft de PDF nog niet gedownload."
        yield Todo(
            None, f"{edition.report} lezen", why, edition.get_absolute_url(), "PDF downloaden", key=todo_key(edition)
        )


class _AsksForDecisions(Func):
    """Whether the version itself, as it was frozen, asks the stuurgroep something."""

    template = """jsonb_path_exists(%(expressions)s, '$.sections[*] ? (@.kind == "questions").body.asked[*]')"""
    output_field = BooleanField()


@overview.source
def shared_to_read(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """What was shared before it is adopted, by the day on which it is discussed; until it was downloaded."""
    unread = shared_with(person).exclude(edition__downloads__person=person)
    unread = unread.annotate(asks_for_decisions=_AsksForDecisions("edition__content"))
    yield fetch(unread)
    for reader in unread:
        edition, meeting = reader.edition, reader.edition.report.meeting
        asks = reader.asks_for_decisions and may(person, Permission.REPORT_RECEIVE)
        words = [f"Op {long_date(reader.shared_at)} met u gedeeld, nog niet vastgesteld."]
        words += ["De stuurgroep wordt gevraagd te besluiten."] if asks else []
        words += [f"Bespreking: {meeting}."] if meeting else []
        yield Todo(
            due=meeting.day if meeting and meeting.day >= on else None,
            title=f"{edition.report} lezen{' en besluiten' if asks else ''}",
            why=" ".join(words),
            url=f"{edition.report.get_absolute_url()}?versie={edition.version}",
            action="Rapportage lezen",
            key=todo_key(edition),
        )


@overview.source
def reports_to_make(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """A half-year that ended without a report, reports that are under way, and PDFs that failed."""
    if not may(person, Permission.REPORT_MAKE):
        return
    ended = HalfYear.of(on).previous
    due = ended.end + TIME_TO_MAKE
    starts = Report.objects.of_kind(ReportKind.PROGRESS).values_list("period_start", flat=True)
    unmade, under_way = newest_editions().exclude(job_status=JobStatus.DONE), reports_under_way(person)
    yield fetch(starts, unmade, under_way)
    if starts and ended.start not in set(starts):
        why = f"De {ended.label} is voorbij en heeft nog geen rapportage."
        url, key = f"{reverse('monitor:report-create')}?soort=progress", f"report-to-make:{ended.start}"
        yield Todo(due, "Nieuwe rapportage maken", why, url, "Rapportage maken", on > due, key=key)
    failed = [edition for edition in unmade if edition.has_failed]
    for edition in failed:
        why, key = edition.problem or "Het maken is afgebroken. Vraag de PDF opnieuw.", f"edition-failed:{edition.pk}"
        url = _where_it_is_made(edition)
        yield Todo(None, f"De PDF van {edition.report} is mislukt", why, url, "Rapportage openen", True, key=key)
    told = {edition.report_id for edition in failed}
    yield from (_to_finish(report) for report in under_way if report.pk not in told)


def newest_editions() -> QuerySet[ReportEdition]:
    """Of each report the PDF that was asked for last."""
    newest = ReportEdition.objects.order_by("report_id", "-version").distinct("report_id").values("pk")
    near = ("report__municipality", "report__organisation")
    return ReportEdition.objects.filter(pk__in=newest).select_related(*near).defer("content").order_by("pk")


def _where_it_is_made(edition: ReportEdition) -> str:
    if edition.stage == EditionStage.PUBLIC:
        return reverse("monitor:report-publish", args=[edition.report_id])
    return edition.report.get_absolute_url()


def _to_finish(report: Report) -> Todo:
    """By the day on which the stuurgroep has it on the table."""
    url, due = report.get_absolute_url(), report.meeting.day if report.meeting else None
    if report.status == ReportStatus.FOR_ADOPTION:
        why = "Ligt ter vaststelling. Leg vast op welke dag de stuurgroep haar vaststelde, of neem haar terug."
        return Todo(due, f"{report} vaststellen", why, url, "Rapportage openen", key=f"report-to-adopt:{report.pk}")
    why = "Een concept. Schrijf uw teksten en bied haar aan ter vaststelling."
    return Todo(due, f"{report} afmaken", why, url, "Rapportage openen", key=f"report:{report.pk}")

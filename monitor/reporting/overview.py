"""What the reports put on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from monitor.models import Report
from monitor.reporting.archive import adopted_editions, shared_with
from monitor.reporting.half_years import HalfYear
from monitor.reporting.mails import todo_key
from network import overview
from network.dutch import long_date
from network.models import Person
from network.overview import Todo
from network.policy import Permission, may

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


@overview.source
def shared_to_read(person: Person, on: date) -> Iterator[Todo]:
    """What was shared before it is adopted, by the day on which it is discussed; until it was downloaded."""
    for reader in shared_with(person).exclude(edition__downloads__person=person):
        edition, meeting = reader.edition, reader.edition.report.meeting
        asks = reader.asks_for_decisions and may(person, Permission.REPORT_RECEIVE)
        words = [f"Op {long_date(reader.shared_at)} met u gedeeld, nog niet vastgesteld."]
        words += ["De stuurgroep wordt gevraagd te besluiten."] if asks else []
        words += [f"Bespreking: {meeting}."] if meeting else []
        yield Todo(
            due=meeting.day if meeting else None,
            title=f"{edition.report} lezen{' en besluiten' if asks else ''}",
            why=" ".join(words),
            url=f"{edition.report.get_absolute_url()}?versie={edition.version}",
            action="Rapportage lezen",
            key=todo_key(edition),
        )


@overview.source
def reports_to_make(person: Person, on: date) -> Iterator[Todo]:
    """A half-year that ended without a report, and reports that are under way."""
    if not may(person, Permission.REPORT_MAKE):
        return
    ended = HalfYear.of(on).previous
    due = ended.end + TIME_TO_MAKE
    starts = set(Report.objects.values_list("period_start", flat=True))
    if starts and ended.start not in starts:
        why = f"De {ended.label} is voorbij en heeft nog geen rapportage."
        url, key = reverse("monitor:report-create"), f"report-to-make:{ended.start}"
        yield Todo(due, "Nieuwe rapportage maken", why, url, "Rapportage maken", on > due, key=key)
    for report in Report.objects.editable_by(person).newest_first():
        failed, url = report.editions.newest_first().first(), report.get_absolute_url()
        if failed and failed.has_failed:
            why, key = failed.problem or "Het maken is afgebroken.", f"edition-failed:{failed.pk}"
            yield Todo(None, f"De PDF van {report} is mislukt", why, url, "Rapportage openen", True, key=key)
        else:
            why, key = "Een concept. Schrijf uw teksten en laat de stuurgroep haar vaststellen.", f"report:{report.pk}"
            yield Todo(None, f"{report} afmaken", why, url, "Rapportage openen", key=key)

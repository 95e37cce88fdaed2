"""What the reports put on «Mijn overzicht», and for whom."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from monitor.models import JobStatus, Report, ReportEdition
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.overview import report_to_read, reports_to_make, shared_to_read
from monitor.reporting.sharing import share_edition
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import MeetingFactory, report_edition

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


def test_the_stuurgroep_is_offered_the_newest_report_until_it_was_downloaded(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    edition = report_edition(report, adopted_on=date(2026, 9, 17))

    (todo,) = report_to_read(cast.steering_member, ON)
    assert todo.title == "Voortgangsrapportage 2026-1 lezen"
    assert "17 september 2026" in todo.why
    assert todo.url == edition.get_absolute_url()

    client_of(cast.steering_member).get(todo.url)
    assert list(report_to_read(cast.steering_member, ON)) == []


def test_a_draft_is_offered_to_nobody_to_read(report: Report, cast: Cast) -> None:
    report_edition(report)

    assert [list(report_to_read(person, ON)) for person in cast.people.values()] == [[]] * len(cast.people)


def test_a_shared_version_is_to_be_read_by_the_day_it_is_discussed_until_it_was_downloaded(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    report.meeting = MeetingFactory()
    report.save()
    report.questions.create(key="own:1", reason="own", is_chosen=True, title="Dek het tekort", position=1)
    edition = report_edition(report)
    share_edition(edition, with_=[cast.steering_member, cast.reader], by=cast.coordinator)

    (of_the_stuurgroep,), (of_a_reader,) = (
        shared_to_read(person, today()) for person in (cast.steering_member, cast.reader)
    )
    assert of_the_stuurgroep.title == "Voortgangsrapportage 2026-1 lezen en besluiten"
    assert "De stuurgroep wordt gevraagd te besluiten." in of_the_stuurgroep.why
    assert of_a_reader.title == "Voortgangsrapportage 2026-1 lezen"
    assert of_the_stuurgroep.due == of_a_reader.due == report.meeting.day
    assert client_of(cast.reader).get(of_a_reader.url).status_code == 200

    client_of(cast.reader).get(edition.get_absolute_url())
    assert list(shared_to_read(cast.reader, today())) == []
    assert len(list(shared_to_read(cast.steering_member, today()))) == 1


def test_what_is_asked_later_is_not_told_to_who_reads_an_earlier_version(report: Report, cast: Cast) -> None:
    edition = report_edition(report)
    share_edition(edition, with_=[cast.steering_member], by=cast.coordinator)
    report.questions.create(key="own:1", reason="own", is_chosen=True, title="Dek het tekort", position=1)

    (todo,) = shared_to_read(cast.steering_member, ON)

    assert todo.title == "Voortgangsrapportage 2026-1 lezen"


def test_the_coordinator_sees_which_half_year_still_lacks_a_report(report: Report, cast: Cast) -> None:
    titles = [todo.title for todo in reports_to_make(cast.coordinator, date(2027, 1, 10))]
    (late,) = [todo for todo in reports_to_make(cast.coordinator, date(2027, 2, 10)) if todo.due]

    assert titles == ["Nieuwe rapportage maken", "Voortgangsrapportage 2026-1 afmaken"]
    assert (late.due, late.late) == (date(2027, 1, 31), True)


def test_a_pdf_that_failed_comes_back_with_its_reason(report: Report, cast: Cast) -> None:
    report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.FAILED, problem="Een grafiek kon niet worden getekend.")

    (todo,) = reports_to_make(cast.coordinator, ON)

    assert todo.title == "De PDF van Voortgangsrapportage 2026-1 is mislukt"
    assert (todo.why, todo.late) == ("Een grafiek kon niet worden getekend.", True)


def test_an_adopted_report_asks_nothing_of_the_coordinator(report: Report, cast: Cast) -> None:
    report_edition(report, adopted_on=date(2026, 9, 17))

    assert list(reports_to_make(cast.coordinator, ON)) == []


def test_only_who_makes_reports_is_asked_to(report: Report, cast: Cast) -> None:
    create_report(period=HalfYear(2025, 2), reference_date=date(2026, 1, 10), by=cast.coordinator)

    asked = {name for name, person in cast.people.items() if list(reports_to_make(person, ON))}

    assert asked == {"coordinator"}

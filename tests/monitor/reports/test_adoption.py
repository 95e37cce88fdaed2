"""Adopting a report freezes it: the bytes, the figures and the database say so."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from actionplan.models import Light
from monitor.models import AlteredFileError, JobStatus, Report, ReportEdition, ReportStatus
from monitor.reporting.content import Content
from monitor.reporting.flows import make_edition, order_edition
from monitor.reporting.jobs import make_report_edition
from network.models import Person, RoleGrant
from tests.cast import Cast
from tests.factories import report_edition
from tests.monitor.reports.conftest import Situation, change_light
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

ADOPTED_ON = date(2026, 9, 17)


def adopt(report: Report, by: Person) -> ReportEdition:
    """As the page and the worker do it together."""
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)
    make_report_edition(edition_id=edition.pk, person_id=by.pk)
    return ReportEdition.objects.get(pk=edition.pk)


def test_adopting_keeps_the_pdf_the_figures_and_a_checksum(report: Report, cast: Cast) -> None:
    edition = adopt(report, cast.coordinator)

    report.refresh_from_db()
    content = edition.read()
    assert report.status == ReportStatus.ADOPTED
    assert (edition.is_adopted, edition.adopted_on, edition.job_status) == (True, ADOPTED_ON, JobStatus.DONE)
    assert content.startswith(b"%PDF-1.7")
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (edition.sha256, edition.size)
    assert Content.thaw(edition.content).cover.status == "Vastgesteld op 17 september 2026"
    assert Content.thaw(edition.content).lights.red == 1


def test_a_change_afterwards_changes_not_one_byte(
    report: Report, situation: Situation, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    edition = adopt(report, cast.coordinator)
    client = client_of(cast.steering_member)
    before = client.get(edition.get_absolute_url()).content

    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    situation.on_course.title = "Anders"
    situation.on_course.save()
    situation.source.lines.all().delete()
    report.sections.update(text="Anders")

    assert client.get(edition.get_absolute_url()).content == before
    assert hashlib.sha256(before).hexdigest() == edition.sha256


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitor_reportedition SET sha256 = repeat('0', 64)",
        "UPDATE monitor_reportedition SET content = '{}'",
        "UPDATE monitor_reportedition SET file = 'rapportages/ander.pdf'",
        "UPDATE monitor_reportedition SET is_adopted = false",
        "DELETE FROM monitor_reportedition",
        "UPDATE monitor_report SET status = 'draft'",
        "UPDATE monitor_report SET period_end = '2026-12-31'",
        "DELETE FROM monitor_report",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_adopted(statement: str, report: Report) -> None:
    report_edition(report, adopted_on=ADOPTED_ON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_web",)
        with pytest.raises(ProgrammingError, match="pgtrigger: Cannot update"):
            cursor.execute(statement)


def test_a_second_adoption_is_refused_by_the_page_and_by_the_database(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    report_edition(report, adopted_on=ADOPTED_ON)
    client = client_of(cast.coordinator)

    response = client.post(f"{report.get_absolute_url()}vaststellen/", {"adopted_on": "18 september 2026"})

    assert response.status_code == 422
    assert "Deze rapportage is al vastgesteld." in Page.of(response).words
    assert report.editions.count() == 1


def test_the_account_of_who_made_an_adopted_report_can_still_be_deleted(report: Report) -> None:
    report_edition(report, adopted_on=ADOPTED_ON)

    Report.objects.filter(pk=report.pk).update(made_by=None)

    report.refresh_from_db()
    assert report.made_by is None
    assert report.is_adopted


def test_altered_bytes_are_noticed_and_not_handed_out(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    Path(edition.file.path).write_bytes(b"%PDF-1.7 iets anders")

    response = client_of(cast.steering_member).get(edition.get_absolute_url())

    assert response.status_code == 500
    assert "Dit bestand is veranderd" in Page.of(response).words
    with pytest.raises(AlteredFileError):
        edition.read()


def test_the_stored_file_is_written_once_and_can_only_be_read(report: Report, cast: Cast) -> None:
    edition = adopt(report, cast.coordinator)
    path = Path(edition.file.path)

    assert path.stat().st_mode & 0o777 == 0o440
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]
    again = make_edition(edition, by=cast.coordinator)
    assert again.sha256 == edition.sha256


# --- when it goes wrong -------------------------------------------------------------------------------------------


def failed(edition: ReportEdition) -> str:
    """The reason that the maker reads; and that nothing half is left."""
    edition = ReportEdition.objects.get(pk=edition.pk)
    assert edition.job_status == JobStatus.FAILED
    assert (edition.is_adopted, edition.content, edition.sha256) == (False, {}, "")
    assert not Path(edition.file.path).exists()
    assert edition.report.status == ReportStatus.DRAFT
    return edition.problem


def test_a_character_that_can_not_be_printed_keeps_a_report_a_draft(report: Report, cast: Cast) -> None:
    report.sections.filter(kind="summary").update(text="Dit teken \U00013000 bestaat in geen letter.")

    edition = adopt(report, cast.coordinator)

    assert failed(edition) == "Deze tekens kan de PDF niet afdrukken: «\U00013000» (U+13000). Vervang ze in de tekst."


def test_a_concept_with_such_a_character_is_made_and_says_so(report: Report, cast: Cast) -> None:
    report.sections.filter(kind="summary").update(text="Dit teken \U00013000 bestaat in geen letter.")
    edition, _ = order_edition(report)

    make_edition(edition, by=cast.coordinator)

    assert edition.job_status == JobStatus.DONE
    assert "U+13000" in edition.remark


def test_rights_that_ended_in_between_stop_the_work(report: Report, cast: Cast) -> None:
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)
    RoleGrant.objects.filter(person=cast.coordinator).update(ends_on=date(2026, 1, 1))

    make_report_edition(edition_id=edition.pk, person_id=cast.coordinator.pk)

    assert failed(edition) == "Wie dit vroeg, mag deze rapportage niet meer maken."


def test_an_account_that_went_in_between_stops_the_work(report: Report) -> None:
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)

    make_report_edition(edition_id=edition.pk, person_id=0)

    assert failed(edition) == "Wie dit vroeg, mag deze rapportage niet meer maken."


def test_a_full_disk_leaves_nothing_half(report: Report, cast: Cast) -> None:
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)
    Path(edition.file.path).parent.parent.mkdir(parents=True, exist_ok=True)
    Path(edition.file.path).parent.write_text("hier kan geen map komen")

    with pytest.raises(FileExistsError):
        make_edition(edition, by=cast.coordinator)

    Path(edition.file.path).parent.unlink()
    assert "Er ging iets mis dat wij niet kennen." in failed(edition)


def test_work_that_broke_off_can_be_asked_again_and_leaves_no_file(report: Report, cast: Cast) -> None:
    broken, _ = order_edition(report, adopted_on=ADOPTED_ON)
    path = Path(broken.file.path)
    path.parent.mkdir(parents=True)
    path.with_suffix(".part").write_bytes(b"%PDF-1.7 half")
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, started_at=long_ago)

    again, is_new = order_edition(report)

    assert is_new
    assert again.version == 2
    assert failed(broken) == "Het maken is afgebroken."
    assert list(path.parent.iterdir()) == []


def test_work_that_comes_back_after_it_was_given_up_adopts_nothing(report: Report, cast: Cast) -> None:
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)
    asleep = ReportEdition.objects.get(pk=edition.pk)
    ReportEdition.objects.update(job_status=JobStatus.FAILED)

    make_edition(asleep, by=cast.coordinator)

    assert failed(edition) == "Het maken is afgebroken."


def test_a_second_worker_on_the_same_edition_leaves_the_adopted_pdf_alone(report: Report, cast: Cast) -> None:
    ordered, _ = order_edition(report, adopted_on=ADOPTED_ON)
    late = ReportEdition.objects.get(pk=ordered.pk)
    make_edition(ordered, by=cast.coordinator)

    make_edition(late, by=cast.coordinator)

    adopted = ReportEdition.objects.get(pk=ordered.pk)
    assert adopted.is_adopted
    assert hashlib.sha256(adopted.read()).hexdigest() == ordered.sha256

"""Offering a report freezes it, and adopting it keeps exactly that: the bytes, the figures and the database say so."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from actionplan.models import Light
from monitor.models import AlteredFileError, EditionStage, JobStatus, Report, ReportEdition, ReportStatus
from monitor.reporting import edition_flows
from monitor.reporting.content import Content
from monitor.reporting.edition_flows import (
    NotNowError,
    adopt_report,
    make_edition,
    offer_report,
    order_edition,
    take_back,
)
from monitor.reporting.flows import refresh_figures, write_section
from monitor.reporting.jobs import make_report_edition
from network.models import Person, RoleGrant
from network.pdf import Paper
from tests.cast import Cast
from tests.factories import report_edition
from tests.monitor.reports.conftest import Situation, change_light
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADOPTED_ON = date(2026, 9, 17)


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF in no time, for what is not about paper."""
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-1.7 snel", 1, ()))


def offer(report: Report, by: Person) -> ReportEdition:
    """As the page and the worker do it together."""
    edition, _ = offer_report(report, by=by)
    make_report_edition(edition_id=edition.pk, person_id=by.pk)
    return ReportEdition.objects.get(pk=edition.pk)


def adopt(report: Report, by: Person) -> ReportEdition:
    edition, _ = adopt_report(report, adopted_on=ADOPTED_ON, by=by)
    make_report_edition(edition_id=edition.pk, person_id=by.pk)
    return ReportEdition.objects.get(pk=edition.pk)


# --- from concept to adopted ----------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_what_was_adopted_is_what_was_offered_and_no_change_moves_a_byte(
    report: Report, situation: Situation, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    """R03, all the way and on real paper: changes before and after adoption change nothing of it."""
    offered = offer(report, cast.coordinator)
    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    edition = adopt(report, cast.coordinator)
    client = client_of(cast.steering_member)
    before = client.get(edition.get_absolute_url()).content

    situation.on_course.title = "Anders"
    situation.on_course.save()
    situation.source.lines.all().delete()
    report.sections.update(text="Anders")

    assert client.get(edition.get_absolute_url()).content == before
    assert before.startswith(b"%PDF-1.7")
    assert (hashlib.sha256(before).hexdigest(), len(before)) == (edition.sha256, edition.size)
    content, then = Content.thaw(edition.content), Content.thaw(offered.content)
    assert content.sections == then.sections
    assert content.lights.red == 1
    assert content.cover.status == "Vastgesteld op 17 september 2026"
    as_it_was = {"stage": then.cover.stage, "version": then.cover.version, "adopted_on": None}
    assert replace(content.cover, **as_it_was) == then.cover
    path = Path(edition.file.path)
    assert path.stat().st_mode & 0o777 == 0o440
    names = {Path(each.file.path).name for each in (offered, edition)}
    assert {each.name for each in path.parent.iterdir()} == names


def test_a_report_lies_for_adoption_only_when_its_pdf_is_there(report: Report, cast: Cast, quick_paper: None) -> None:
    edition, is_new = offer_report(report, by=cast.coordinator)
    report.refresh_from_db()
    assert is_new
    assert report.status == ReportStatus.DRAFT

    make_edition(edition, by=cast.coordinator)

    report.refresh_from_db()
    assert report.status == ReportStatus.FOR_ADOPTION
    assert report.editions.offered().get() == edition


def test_nobody_writes_while_it_is_offered_nor_after(report: Report, cast: Cast, quick_paper: None) -> None:
    summary = report.sections.get(kind="summary")
    edition, _ = offer_report(report, by=cast.coordinator)
    for _ in ("while it is made", "when it is there"):
        with pytest.raises(NotNowError, match="Uw wijziging is niet opgeslagen"):
            write_section(summary, text="Toch anders.")
        with pytest.raises(NotNowError):
            refresh_figures(report, reference_date=date(2026, 8, 1))
        make_edition(edition, by=cast.coordinator)

    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."


def test_taking_back_makes_it_a_draft_and_keeps_the_version(report: Report, cast: Cast, quick_paper: None) -> None:
    edition = offer(report, cast.coordinator)

    take_back(report, by=cast.coordinator)
    write_section(report.sections.get(kind="summary"), text="Toch anders.")
    again = offer(report, cast.coordinator)

    assert [each.pk for each in report.editions.offered().order_by("version")] == [edition.pk, again.pk]
    assert Content.thaw(adopt(report, cast.coordinator).content).sections[0].text == "Toch anders."
    assert Content.thaw(edition.content).sections[0].text == "Eén actie staat op rood."


def test_two_coordinators_who_adopt_at_once_adopt_once(report: Report, cast: Cast, quick_paper: None) -> None:
    offer(report, cast.coordinator)
    first, is_new = adopt_report(report, adopted_on=ADOPTED_ON, by=cast.coordinator)
    same, is_new_too = adopt_report(report, adopted_on=ADOPTED_ON, by=cast.coordinator)
    with pytest.raises(NotNowError, match="Er wordt nu een PDF van deze rapportage gemaakt"):
        adopt_report(report, adopted_on=date(2026, 9, 18), by=cast.coordinator)
    with pytest.raises(NotNowError, match="wordt nu vastgesteld"):
        take_back(report, by=cast.coordinator)

    assert (first, is_new, is_new_too) == (same, True, False)
    assert ProcrastinateJob.objects.filter(args__edition_id=first.pk).count() == 1
    make_edition(first, by=cast.coordinator)
    with pytest.raises(NotNowError, match="is vastgesteld en verandert niet meer"):
        adopt_report(report, adopted_on=ADOPTED_ON, by=cast.coordinator)


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        (ReportStatus.DRAFT, {EditionStage.DRAFT, EditionStage.OFFERED}),
        (ReportStatus.FOR_ADOPTION, {EditionStage.ADOPTED}),
        (ReportStatus.ADOPTED, {EditionStage.PUBLIC}),
    ],
)
def test_each_state_knows_which_versions_can_be_made(
    status: ReportStatus, possible: set[EditionStage], report: Report
) -> None:
    Report.objects.filter(pk=report.pk).update(status=status)

    for stage in set(EditionStage) - possible:
        with pytest.raises(NotNowError):
            order_edition(report, stage=stage, adopted_on=ADOPTED_ON if stage == EditionStage.ADOPTED else None)
    for stage in possible:
        edition, _ = order_edition(report, stage=stage)
        assert edition.stage == stage
        ReportEdition.objects.update(job_status=JobStatus.FAILED)


def test_adopting_tells_the_stuurgroep_by_mail(report: Report, cast: Cast, quick_paper: None) -> None:
    offer(report, cast.coordinator)
    assert not cast.steering_member.mailings.exists()

    adopt(report, cast.coordinator)

    assert [mailing.kind for mailing in cast.steering_member.mailings.all()] == ["report_adopted"]


def test_the_public_version_is_made_of_what_was_adopted(report: Report, cast: Cast, quick_paper: None) -> None:
    report.sections.filter(kind="finance").update(is_internal=True)
    offer(report, cast.coordinator)
    adopted = adopt(report, cast.coordinator)

    edition, _ = order_edition(report, stage=EditionStage.PUBLIC)
    make_edition(edition, by=cast.coordinator)

    content, of_all = Content.thaw(edition.content), Content.thaw(adopted.content)
    internal = set(report.sections.filter(is_internal=True).values_list("kind", flat=True))
    internal.add("since")  # which tells the money again
    assert [each.kind for each in content.sections] == [e.kind for e in of_all.sections if e.kind not in internal]
    assert (content.cover.stage, content.cover.adopted_on) == ("public", ADOPTED_ON)
    assert (edition.job_status, edition.is_adopted) == (JobStatus.DONE, False)


# --- what the database keeps ----------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("stage", [EditionStage.OFFERED, EditionStage.PUBLIC])
@pytest.mark.parametrize(
    "statement", ["UPDATE monitor_reportedition SET content = '{}'", "DELETE FROM monitor_reportedition"]
)
def test_the_database_itself_refuses_to_change_what_was_offered_or_made_public(
    stage: EditionStage, statement: str, report: Report
) -> None:
    report_edition(report, stage=stage)

    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="pgtrigger: Cannot"):
        cursor.execute(statement)


def test_a_second_adoption_is_refused_by_the_page_and_by_the_database(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    report_edition(report, adopted_on=ADOPTED_ON)
    client = client_of(cast.coordinator)

    response = client.post(f"{report.get_absolute_url()}vaststellen/", {"adopted_on": "18 september 2026"})

    assert response.status_code == 409
    assert "Deze rapportage is vastgesteld en verandert niet meer." in Page.of(response).words
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


# --- when it goes wrong -------------------------------------------------------------------------------------------


def failed(edition: ReportEdition) -> str:
    """The reason that the maker reads; and that nothing half is left."""
    edition = ReportEdition.objects.get(pk=edition.pk)
    assert edition.job_status == JobStatus.FAILED
    assert (edition.is_adopted, edition.content, edition.sha256) == (False, {}, "")
    assert not Path(edition.file.path).exists()
    return edition.problem


def test_rights_that_ended_in_between_stop_the_work(report: Report, cast: Cast) -> None:
    edition, _ = offer_report(report, by=cast.coordinator)
    RoleGrant.objects.filter(person=cast.coordinator).update(ends_on=date(2026, 1, 1))

    make_report_edition(edition_id=edition.pk, person_id=cast.coordinator.pk)

    assert failed(edition) == "Wie dit vroeg, mag deze rapportage niet meer maken."
    assert Report.objects.get().status == ReportStatus.DRAFT


def test_an_account_that_went_in_between_stops_the_work(report: Report) -> None:
    edition, _ = order_edition(report)

    make_report_edition(edition_id=edition.pk, person_id=0)

    assert failed(edition) == "Wie dit vroeg, mag deze rapportage niet meer maken."


def test_an_adoption_that_fails_leaves_the_report_with_the_stuurgroep(
    report: Report, cast: Cast, quick_paper: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(report, cast.coordinator)
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-", 1, ("\U00013000",)))

    edition = adopt(report, cast.coordinator)

    assert failed(edition) == "Deze tekens kan de PDF niet afdrukken: «\U00013000» (U+13000). Vervang ze in de tekst."
    assert Report.objects.get().status == ReportStatus.FOR_ADOPTION


def test_work_that_broke_off_can_be_asked_again_and_leaves_no_file(report: Report, cast: Cast) -> None:
    broken, _ = offer_report(report, by=cast.coordinator)
    path = Path(broken.file.path)
    path.parent.mkdir(parents=True)
    path.with_suffix(".part").write_bytes(b"%PDF-1.7 half")
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, started_at=long_ago)

    again, is_new = order_edition(report)

    assert is_new
    assert again.version == 2
    assert failed(broken) == "Het maken is afgebroken. Vraag de PDF opnieuw."
    assert list(path.parent.iterdir()) == []


def test_work_that_comes_back_after_somebody_wrote_on_offers_nothing(report: Report, cast: Cast) -> None:
    """It was taken for broken off, so the text could change: what it had read is no longer what stands there."""
    edition, _ = offer_report(report, by=cast.coordinator)
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, started_at=long_ago)
    asleep = ReportEdition.objects.get(pk=edition.pk)

    write_section(report.sections.get(kind="summary"), text="Nieuw.")
    make_edition(asleep, by=cast.coordinator)

    assert failed(edition) == "Het maken is afgebroken. Vraag de PDF opnieuw."
    assert Report.objects.get().status == ReportStatus.DRAFT


def test_a_second_worker_on_the_same_edition_leaves_the_adopted_pdf_alone(
    report: Report, cast: Cast, quick_paper: None
) -> None:
    offer(report, cast.coordinator)
    ordered, _ = order_edition(report, stage=EditionStage.ADOPTED, adopted_on=ADOPTED_ON)
    late = ReportEdition.objects.get(pk=ordered.pk)
    make_edition(ordered, by=cast.coordinator)

    make_edition(late, by=cast.coordinator)

    adopted = ReportEdition.objects.get(pk=ordered.pk)
    assert adopted.is_adopted
    assert hashlib.sha256(adopted.read()).hexdigest() == ordered.sha256

"""R04: a version is shared with members by name, who read exactly that version until it is taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.models import Light
from monitor.models import EditionStage, JobStatus, Report, ReportDownload, ReportEdition, ReportReader, SectionKind
from monitor.reporting.flows import write_section
from monitor.reporting.mails import tell_adopted
from monitor.reporting.sharing import NotToShareError, share_edition, stop_sharing
from network.history import because
from network.history_list import kinds_for
from network.models import Mailing, Notification, Person, Role
from network.overview import todos_of
from network.reminders import _occasions
from tests.cast import Cast
from tests.factories import RoleGrantFactory, report_edition
from tests.monitor.reports.conftest import Situation, change_light
from tests.reading import Page
from tests.signing_in import mails_to

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def concept(report: Report) -> ReportEdition:
    return report_edition(report, content=b"%PDF-1.7 concept")


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def address_of_sharing(report: Report) -> str:
    return reverse("monitor:report-share", args=[report.pk])


def files_of(edition: ReportEdition) -> list[str]:
    return [edition.get_absolute_url(), reverse("monitor:report-csv", args=[edition.report_id, edition.version])]


def test_an_offered_version_asks_to_be_shared_until_it_is(report: Report, cast: Cast, coordinator: Client) -> None:
    share_edition(report_edition(report), with_=[cast.steering_member], by=cast.coordinator)
    offered = report_edition(report, stage=EditionStage.OFFERED)
    link = f'.making a[href="{address_of_sharing(report)}"]'

    assert Page.of(coordinator.get(report.get_absolute_url())).texts(link) == ["Deel haar met de stuurgroep"]
    share_edition(offered, with_=[cast.steering_member], by=cast.coordinator)
    assert Page.of(coordinator.get(report.get_absolute_url())).texts(link) == []


# --- the reader -----------------------------------------------------------------------------------------------------


def test_a_member_reads_page_pdf_and_csv_of_exactly_the_version_that_was_shared(
    report: Report, concept: ReportEdition, situation: Situation, cast: Cast, client_of: ClientOf
) -> None:
    share_edition(concept, with_=[cast.steering_member], by=cast.coordinator)
    client = client_of(cast.steering_member)
    before = Page.of(client.get(report.get_absolute_url())).words

    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    write_section(report.sections.get(kind=SectionKind.SUMMARY), text="Intussen anders geschreven.")
    later = report_edition(report)

    assert Page.of(client.get(report.get_absolute_url())).words == before
    assert "Eén actie staat op rood." in before
    assert "Intussen anders" not in before
    assert [client.get(url).status_code for url in files_of(concept)] == [200, 200]
    assert [client.get(url).status_code for url in files_of(later)] == [404, 404]
    assert client.get(report.get_absolute_url(), {"versie": later.version}).status_code == 404


def test_a_reader_of_a_draft_gets_neither_its_history_nor_who_downloaded_it(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    RoleGrantFactory(person=cast.steering_member, role=Role.ADMINISTRATOR)  # who may read the history of the portal
    share_edition(concept, with_=[cast.steering_member], by=cast.coordinator)
    client = client_of(cast.steering_member)
    client.get(concept.get_absolute_url())

    page = Page.of(client.get(report.get_absolute_url()))

    assert [summary for summary in page.texts("summary") if "Geschiedenis" in summary or "download" in summary] == []
    assert "Wie leest mee" not in page.words
    assert "Tekst wijzigen" not in page.words


def test_the_history_of_what_was_written_before_it_was_adopted_is_for_who_makes_reports(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    summary = report.sections.get(kind=SectionKind.SUMMARY)
    with because("Eerste poging", by=cast.coordinator):
        write_section(summary, text="Het ging helemaal mis.")
    write_section(summary, text="Eén actie staat op rood.")
    report_edition(report, adopted_on=date(2026, 9, 17))

    kept = {f"monitor.report{name}" for name in ("", "edition", "section", "question", "reader", "publication")}
    assert kept.isdisjoint(kinds_for(cast.administrator))
    assert kept <= kinds_for(cast.coordinator).keys()
    for person, reads_it in ((cast.administrator, False), (cast.coordinator, True)):
        page = client_of(person).get(report.get_absolute_url())
        assert ("helemaal mis" in page.content.decode()) is reads_it


def test_nobody_else_gets_to_see_what_was_shared_with_one(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    share_edition(concept, with_=[cast.reader], by=cast.coordinator)

    for name in ("steering_member", "lead_editor", "municipal_coordinator", "data_steward"):
        client = client_of(cast.people[name])
        answers = [client.get(url).status_code for url in [report.get_absolute_url(), *files_of(concept)]]
        assert answers == [404, 404, 404], name


def test_taking_it_back_works_at_the_next_request(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    (reader,) = share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    client = client_of(cast.reader)
    assert client.get(concept.get_absolute_url()).status_code == 200

    stop_sharing(reader, by=cast.coordinator)

    answers = [client.get(url).status_code for url in [report.get_absolute_url(), *files_of(concept)]]
    assert answers == [404, 404, 404]
    assert ReportDownload.objects.count() == 1


def test_whoever_leaves_the_network_reads_nothing_more(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    client = client_of(cast.reader)

    cast.reader.memberships.update(ends_on=date(2026, 1, 1))

    assert client.get(concept.get_absolute_url())["Location"].startswith("/account/login/")


def test_a_shared_version_stands_on_the_list_with_one_press_to_its_pdf(
    report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf
) -> None:
    share_edition(concept, with_=[cast.steering_member], by=cast.coordinator)

    page = Page.of(client_of(cast.steering_member).get(reverse("monitor:report-list")))

    assert "Met u gedeeld" in page.texts("h2")
    (primary,) = page.all("main .utrecht-button--primary-action")
    assert primary.get("href") == concept.get_absolute_url()
    assert "In de maak" not in page.words


# --- the coordinator ------------------------------------------------------------------------------------------------


def test_the_whole_stuurgroep_is_one_tick(
    report: Report, concept: ReportEdition, coordinator: Client, cast: Cast
) -> None:
    second = RoleGrantFactory(role=Role.STEERING_MEMBER, person__name="Wim Vos").person

    coordinator.post(address_of_sharing(report), {"edition": concept.version, "whole_group": "on"})

    shared = {reader.person for reader in concept.readers.all()}
    assert shared == {cast.steering_member, second}
    page = Page.of(coordinator.get(address_of_sharing(report)))
    assert page.texts("tbody th") == ["Hester Kramer", "Wim Vos"]


def test_somebody_else_is_found_by_name(
    report: Report, concept: ReportEdition, coordinator: Client, cast: Cast
) -> None:
    searched = f"{address_of_sharing(report)}?zoek=lotte"
    offered = Page.of(coordinator.get(searched)).all("input[name=people]")
    coordinator.post(searched, {"edition": concept.version, "people": [cast.reader.pk]})

    assert [field.get("value") for field in offered] == [str(cast.reader.pk)]
    assert [reader.person for reader in concept.readers.all()] == [cast.reader]


def test_somebody_who_left_or_never_signed_in_is_not_offered(
    report: Report, concept: ReportEdition, coordinator: Client, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.other_editor.pk).update(is_active=False)

    for name, person in (("kees", cast.former_editor), ("noor", cast.other_editor)):
        searched = f"{address_of_sharing(report)}?zoek={name}"
        assert "Niemand in het netwerk heet" in Page.of(coordinator.get(searched)).words
        response = coordinator.post(searched, {"edition": concept.version, "people": [person.pk]})
        assert response.status_code == 422


def test_sharing_asks_with_whom(report: Report, concept: ReportEdition, coordinator: Client) -> None:
    response = coordinator.post(address_of_sharing(report), {"edition": concept.version})

    assert response.status_code == 422
    assert "Kies met wie u deze versie deelt." in Page.of(response).words


def test_what_is_not_finished_or_not_of_this_report_can_not_be_shared(
    report: Report, concept: ReportEdition, coordinator: Client, cast: Cast
) -> None:
    ReportEdition.objects.filter(pk=concept.pk).update(job_status=JobStatus.RUNNING)

    response = coordinator.post(address_of_sharing(report), {"edition": concept.version, "whole_group": "on"})

    assert response.status_code == 422
    with pytest.raises(NotToShareError):
        share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    assert ReportReader.objects.count() == 0


def test_a_version_with_personal_data_in_it_is_not_shared(report: Report, cast: Cast) -> None:
    write_section(report.sections.get(kind=SectionKind.SUMMARY), text="Bel Anna: anna@voorbeeld.example.")
    edition = report_edition(report)

    with pytest.raises(NotToShareError, match="e-mailadres"):
        share_edition(edition, with_=[cast.reader], by=cast.coordinator)


def test_an_adopted_report_needs_no_sharing(report: Report, coordinator: Client) -> None:
    edition = report_edition(report, adopted_on=date(2026, 9, 17))

    assert coordinator.get(address_of_sharing(report)).status_code == 200
    response = coordinator.post(address_of_sharing(report), {"edition": edition.version, "whole_group": "on"})
    assert response.status_code == 422


def test_not_sharing_any_more_keeps_that_it_was_shared(
    report: Report, concept: ReportEdition, coordinator: Client, cast: Cast
) -> None:
    (reader,) = share_edition(concept, with_=[cast.reader], by=cast.coordinator)

    coordinator.post(reverse("monitor:report-share-stop", args=[report.pk, reader.pk]))

    page = Page.of(coordinator.get(address_of_sharing(report)))
    assert page.all("tbody th") == []
    assert "Lotte Visser: Concept 1, van" in page.words


def test_sharing_anew_counts_from_then(concept: ReportEdition, cast: Cast) -> None:
    (reader,) = share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    stop_sharing(reader, by=cast.coordinator)

    (anew,) = share_edition(concept, with_=[cast.reader], by=cast.coordinator)

    assert anew.pk == reader.pk
    assert anew.withdrawn_at is None
    assert anew.shared_at > reader.shared_at


def test_only_the_coordinator_shares(report: Report, concept: ReportEdition, cast: Cast, client_of: ClientOf) -> None:
    (reader,) = share_edition(concept, with_=[cast.steering_member], by=cast.coordinator)

    for name in ("steering_member", "municipal_coordinator", "lead_editor", "reader", "data_steward"):
        client = client_of(cast.people[name])
        answers = [
            client.get(address_of_sharing(report)),
            client.post(address_of_sharing(report), {"edition": concept.version, "whole_group": "on"}),
            client.post(reverse("monitor:report-share-stop", args=[report.pk, reader.pk])),
        ]
        expected = 403 if name == "steering_member" else 404
        assert [answer.status_code for answer in answers] == [expected] * 3, name
    assert ReportReader.objects.filter(withdrawn_at=None).count() == 1


def test_the_page_of_sharing_stays_within_its_budget(
    report: Report,
    concept: ReportEdition,
    coordinator: Client,
    cast: Cast,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    members = [RoleGrantFactory(role=Role.STEERING_MEMBER).person for _ in range(8)]
    share_edition(concept, with_=members, by=cast.coordinator)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        coordinator.get(address_of_sharing(report))


# --- the mail -------------------------------------------------------------------------------------------------------


def test_a_reader_gets_one_mail_with_a_link_and_no_reminder_of_the_same(concept: ReportEdition, cast: Cast) -> None:
    share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    share_edition(concept, with_=[cast.reader], by=cast.coordinator)

    (text,) = mails_to(cast.reader.email)
    assert "/rapportages/" in text
    assert "Voortgangsrapportage" not in text
    told = set(Notification.objects.filter(person=cast.reader).values_list("key", flat=True))
    assert {key for key, _ in _occasions(todos_of(cast.reader, date(2026, 11, 26)), date(2026, 11, 26))} == told


def test_what_was_taken_back_before_the_mail_went_out_is_not_mailed(concept: ReportEdition, cast: Cast) -> None:
    (reader,) = share_edition(concept, with_=[cast.reader], by=cast.coordinator)
    stop_sharing(reader, by=cast.coordinator)

    assert mails_to(cast.reader.email) == []


def test_the_stuurgroep_is_told_when_a_report_is_adopted_and_nobody_else(report: Report, cast: Cast) -> None:
    assert tell_adopted(report) == 0
    report_edition(report, adopted_on=date(2026, 9, 17))

    assert tell_adopted(report) == 1
    assert tell_adopted(report) == 0  # the first one still waits

    assert [mailing.person for mailing in Mailing.objects.all()] == [cast.steering_member]
    (text,) = mails_to(cast.steering_member.email)
    assert "/rapportages/" in text

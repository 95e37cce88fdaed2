"""R12, R14 and the archive of R15: reading adopted reports, by what a person reads and takes along."""

import itertools
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from actionplan.models import Light
from monitor.models import DownloadedAs, Report, ReportDownload, ReportKind, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from network.models import Person
from network.search import asked, search
from network.spreadsheets import from_csv
from tests.cast import Cast
from tests.factories import ReportFactory, report_edition
from tests.monitor.reports.conftest import Situation, change_light
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
ADOPTED_ON = date(2026, 9, 17)
LIST = "/rapportages/"
OTHERS = ("steering_member", "municipal_coordinator", "lead_editor", "reader", "data_steward")


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def steering_member(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.steering_member)


def csv_address(report: Report, version: int) -> str:
    return reverse("monitor:report-csv", args=[report.pk, version])


# --- the archive ----------------------------------------------------------------------------------------------------


def test_the_stuurgroep_finds_the_newest_pdf_with_one_press(report: Report, steering_member: Client) -> None:
    older = ReportFactory(period_start=date(2025, 1, 1))
    report_edition(older, adopted_on=date(2025, 9, 18))
    newest = report_edition(report, adopted_on=ADOPTED_ON)

    page = Page.of(steering_member.get(LIST))

    assert page.texts("h3") == ["Voortgangsrapportage 2026-1", "Voortgangsrapportage 2025-1"]
    (primary,) = page.all("main .utrecht-button--primary-action")
    assert "PDF downloaden" in primary.text_content()
    assert primary.get("href") == newest.get_absolute_url()


def test_a_draft_is_listed_for_who_makes_it_and_for_nobody_else(
    report: Report, cast: Cast, client_of: ClientOf
) -> None:
    for name, person in cast.people.items():
        response = client_of(person).get(LIST)
        shown = b"2026-1" in response.content
        assert shown == (name == "coordinator"), name


def test_an_empty_archive_says_what_belongs_there(steering_member: Client) -> None:
    page = Page.of(steering_member.get(LIST))

    assert "Er is nog geen vastgestelde rapportage." in page.words
    assert page.all("main .utrecht-button--primary-action") == []


def test_the_archive_is_narrowed_down_by_kind_year_and_subject_in_its_address(
    cast: Cast, steering_member: Client
) -> None:
    of_tiel = ReportFactory(kind=ReportKind.PICTURE, municipality=cast.tiel, period_start=date(2025, 1, 1))
    of_mee = ReportFactory(kind=ReportKind.ACCOUNT, organisation=cast.lead_organisation, period_start=date(2025, 1, 1))
    progress = ReportFactory(period_start=date(2026, 1, 1))
    for each in (of_tiel, of_mee, progress):
        report_edition(each, adopted_on=ADOPTED_ON)

    def found(**choice: str) -> list[str]:
        return Page.of(steering_member.get(LIST, choice)).texts("h3")

    assert len(found()) == 3
    assert found(soort="picture") == [str(of_tiel)]
    assert found(jaar="2026") == [str(progress)]
    assert found(over=f"gemeente-{cast.tiel.pk}") == [str(of_tiel)]
    assert found(over=f"partner-{cast.lead_organisation.pk}", jaar="2025") == [str(of_mee)]
    assert found(soort="picture", jaar="2026") == []
    assert len(found(soort="bestaat-niet", over="gemeente-x", jaar="';--")) == 3


def test_the_sheet_of_a_partner_is_in_the_archive_of_who_may_read_it(cast: Cast, client_of: ClientOf) -> None:
    of_mee = ReportFactory(kind=ReportKind.ACCOUNT, organisation=cast.lead_organisation, period_start=date(2025, 1, 1))
    edition = report_edition(of_mee, adopted_on=ADOPTED_ON)

    def sees(person: Person) -> list[bool]:
        client = client_of(person)
        files = [of_mee.get_absolute_url(), edition.get_absolute_url(), csv_address(of_mee, edition.version)]
        listed = str(of_mee) in Page.of(client.get(LIST)).texts("h3")
        return [listed, *(client.get(url).status_code == 200 for url in files)]

    assert sees(cast.steering_member) == sees(cast.lead_editor) == sees(cast.reader) == [True] * 4
    assert sees(cast.coordinator) == [True] * 4
    assert sees(cast.other_editor) == sees(cast.municipal_coordinator) == [False] * 4


def test_the_archive_costs_the_same_for_two_reports_and_for_hundreds(
    steering_member: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    first = ReportFactory(period_start=date(2005, 1, 1))
    report_edition(first, adopted_on=date(2005, 9, 1))
    for year in range(2006, 2046):
        report_edition(ReportFactory(period_start=date(year, 1, 1)), adopted_on=date(year, 9, 1))

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = Page.of(steering_member.get(LIST))

    assert len(page.all(".report-list__item")) == 25
    assert len(Page.of(steering_member.get(LIST, {"pagina": "2"})).all(".report-list__item")) == 16


# --- one report -----------------------------------------------------------------------------------------------------


def test_the_page_says_the_same_as_the_pdf(report: Report, coordinator: Client) -> None:
    page = Page.of(coordinator.get(report.get_absolute_url()))

    assert "3 acties: groen 1, oranje 0, rood 1, grijs 1, niet bijgewerkt 0." in page.words
    assert "Gevraagd is € 28.943,50. Beschikbaar is € 20.000. Het tekort is € 8.943,50." in page.words
    assert "Trajecten: binnen bandbreedte" in page.words
    assert "Eén actie staat op rood." in page.words
    kinds = [SectionKind(section.kind).label for section in report.sections.order_by("position")]
    assert page.texts(".report-part > h2") == kinds


def test_headings_never_skip_a_level(report: Report, coordinator: Client) -> None:
    page = Page.of(coordinator.get(report.get_absolute_url()))

    levels = [int(element.tag[1]) for element in page.all("main h1, main h2, main h3, main h4")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_an_adopted_report_reads_as_it_was_adopted_on_page_and_in_its_csv(
    report: Report, situation: Situation, steering_member: Client
) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    figures = csv_address(report, edition.version)
    before = Page.of(steering_member.get(report.get_absolute_url())).words
    file_before = steering_member.get(figures).content

    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    situation.on_course.title = "Anders genoemd"
    situation.on_course.save()
    report.sections.update(text="Andere woorden.")

    assert Page.of(steering_member.get(report.get_absolute_url())).words == before
    assert steering_member.get(figures).content == file_before


def test_everybody_reads_an_adopted_report_in_the_same_order_with_one_primary_button(
    report: Report, cast: Cast, client_of: ClientOf
) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    pages = {
        name: Page.of(client_of(cast.people[name]).get(report.get_absolute_url()))
        for name in ("coordinator", "steering_member", "reader")
    }

    for page in pages.values():
        (primary,) = page.all("main .utrecht-button--primary-action")
        assert primary.get("href") == edition.get_absolute_url()
        assert csv_address(report, edition.version) in [link.get("href") for link in page.all(".page-title__actions a")]
        assert page.texts(".badge")[:1] == ["vastgesteld"]
    chapters = {name: page.texts(".steps a") for name, page in pages.items()}
    assert chapters["steering_member"] == chapters["reader"] == chapters["coordinator"]
    assert chapters["reader"][0] == "Samenvatting"


def test_who_writes_a_draft_sees_how_far_each_chapter_is(report: Report, coordinator: Client) -> None:
    report.sections.filter(kind="finance").update(text="Bel Anna: anna@voorbeeld.example.")

    def states() -> dict[str, str]:
        steps = Page.of(coordinator.get(report.get_absolute_url())).all(".steps li")
        return {step.get("id"): " ".join(Page(step).texts(".row-meta")) for step in steps}

    before = states()
    report.sections.filter(kind="summary").update(text="")

    assert before["stap-summary"] == "klaar, met uw tekst"
    assert before["stap-finance"] == "1 blokkade"
    assert before["stap-monitor"] == "klaar, alleen cijfers"
    assert before["stap-questions"] == "nog geen vraag gekozen"
    assert states()["stap-summary"] == "nog te schrijven"


def test_who_writes_a_draft_hears_that_actions_moved_on_after_the_reference_date(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    def words() -> str:
        return Page.of(coordinator.get(report.get_absolute_url())).words

    assert "de stand van" not in words()
    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 11))
    assert "Na die dag is de stand van 1 actie bijgewerkt." in words()


def test_the_maker_reads_an_earlier_version_as_it_was(report: Report, coordinator: Client) -> None:
    edition = report_edition(report)
    report.sections.filter(kind="summary").update(text="Later geschreven.")

    page = Page.of(coordinator.get(report.get_absolute_url(), {"versie": str(edition.version)}))

    assert "Eén actie staat op rood." in page.words
    assert "Later geschreven." not in " ".join(page.texts(".report-part"))
    assert "Tekst wijzigen" not in page.words
    assert coordinator.get(report.get_absolute_url(), {"versie": "99"}).status_code == 404


def test_a_draft_does_not_exist_for_others(report: Report, cast: Cast, client_of: ClientOf) -> None:
    edition = report_edition(report)
    urls = [report.get_absolute_url(), edition.get_absolute_url(), csv_address(report, edition.version)]
    urls.append(reverse("monitor:edition-status", args=[report.pk, edition.version]))

    for name in OTHERS:
        client = client_of(cast.people[name])
        assert [client.get(url).status_code for url in urls] == [404] * 4, name


def test_reading_stays_within_its_budget(
    report: Report,
    coordinator: Client,
    steering_member: Client,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    with django_assert_max_num_queries(47):  # type: ignore[attr-defined]  # the whole portal on one day
        coordinator.get(report.get_absolute_url())
    report_edition(report, adopted_on=ADOPTED_ON)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        steering_member.get(report.get_absolute_url())


# --- its files ------------------------------------------------------------------------------------------------------


def test_a_download_is_written_down_and_has_a_neutral_name(report: Report, steering_member: Client, cast: Cast) -> None:
    edition = report_edition(report, content=b"%PDF-1.7 inhoud", adopted_on=ADOPTED_ON)

    response = steering_member.get(edition.get_absolute_url())

    download = ReportDownload.objects.get()
    assert (download.edition, download.person, download.file_kind) == (edition, cast.steering_member, DownloadedAs.PDF)
    assert response.content == b"%PDF-1.7 inhoud"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="voortgangsrapportage-2026-1.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


def test_the_csv_holds_the_figures_of_that_version_and_its_download_is_written_down(
    report: Report, steering_member: Client, cast: Cast
) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)

    response = steering_member.get(csv_address(report, edition.version))

    download = ReportDownload.objects.get()
    assert (download.edition, download.person, download.file_kind) == (edition, cast.steering_member, DownloadedAs.CSV)
    assert response.content == csv_of(Content.thaw(edition.content))
    assert response.headers["Content-Disposition"] == 'attachment; filename="voortgangsrapportage-2026-1.csv"'
    rows = [" ".join(row) for row in from_csv(response.content.decode())]
    assert any("4.2 Begeleiding" in row for row in rows)
    assert any("Eén actie staat op rood." in row for row in rows)


def test_looking_whether_a_file_is_there_is_no_download(report: Report, steering_member: Client) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)

    for url in (edition.get_absolute_url(), csv_address(report, edition.version)):
        assert steering_member.head(url).status_code == 200

    assert ReportDownload.objects.count() == 0


def test_the_coordinator_sees_who_downloaded_which_version_as_what(
    report: Report, coordinator: Client, steering_member: Client
) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    steering_member.get(edition.get_absolute_url())
    steering_member.get(csv_address(report, edition.version))

    words = "Wie heeft wat gedownload"
    page = Page.of(coordinator.get(report.get_absolute_url()))
    rows = [Page(row).texts("th, td")[:3] for row in page.all("details tbody tr")]
    assert words in page.words
    assert ["Hester Kramer", "Vastgesteld", "CSV"] in rows
    assert ["Hester Kramer", "Vastgesteld", "PDF"] in rows
    assert words not in Page.of(steering_member.get(report.get_absolute_url())).words


def test_whoever_left_the_network_can_not_use_an_old_link(report: Report, cast: Cast, client_of: ClientOf) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    client = client_of(cast.steering_member)
    urls = [edition.get_absolute_url(), csv_address(report, edition.version)]
    assert [client.get(url).status_code for url in urls] == [200, 200]

    cast.steering_member.role_grants.update(ends_on=date(2026, 1, 1))

    assert all(urlsplit(client.get(url)["Location"]).path == "/account/login/" for url in urls)


def test_bytes_that_were_altered_are_not_handed_out(report: Report, steering_member: Client) -> None:
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    edition.file.storage.delete(edition.file.name)
    edition.file.storage.save(edition.file.name, ContentFile(b"%PDF-1.7 anders"))

    response = steering_member.get(edition.get_absolute_url())

    assert response.status_code == 500
    assert "Dit bestand is veranderd" in Page.of(response).words
    assert ReportDownload.objects.count() == 0

    edition.file.storage.delete(edition.file.name)
    assert "Dit bestand is veranderd" in Page.of(steering_member.get(edition.get_absolute_url())).words


# --- finding it -----------------------------------------------------------------------------------------------------


def test_search_finds_adopted_reports_by_title_and_no_drafts(report: Report, cast: Cast) -> None:
    def found(person: Person, words: str) -> list[str]:
        groups = search(person, asked(words))
        return [each.title for group in groups if group.key == "rapportages" for each in group.finds.best]

    assert found(cast.coordinator, "voortgangsrapportage") == []
    of_tiel = ReportFactory(kind=ReportKind.PICTURE, municipality=cast.tiel, period_start=date(2025, 1, 1))
    of_mee = ReportFactory(kind=ReportKind.ACCOUNT, organisation=cast.lead_organisation, period_start=date(2025, 1, 1))
    for each in (report, of_tiel, of_mee):
        report_edition(each, adopted_on=ADOPTED_ON)

    assert found(cast.reader, "voortgangsrapportage 2026") == ["Voortgangsrapportage 2026-1"]
    assert found(cast.other_editor, "regiobeeld tiel") == [str(of_tiel)]
    assert found(cast.reader, "verantwoordingsblad") == [str(of_mee)]
    assert found(cast.other_editor, "verantwoordingsblad") == []

"""The pages of the reports, by what a person reads and may do there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from monitor.models import JobStatus, Report, ReportEdition, ReportStatus, SectionKind, Step
from network.models import Person
from tests.cast import Cast
from tests.factories import report_edition
from tests.monitor.reports.conftest import Situation
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def steering_member(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.steering_member)


def address(name: str, report: Report, *more: object) -> str:
    return reverse(f"monitor:{name}", args=[report.pk, *more])


# --- making one ---------------------------------------------------------------------------------------------------


def test_the_newest_half_year_without_a_report_is_proposed(report: Report, coordinator: Client) -> None:
    page = Page.of(coordinator.get(reverse("monitor:report-create")))

    offered = page.texts("select[name=half_year] option")
    assert offered[0].startswith(("Tweede helft van", "Eerste helft van"))
    assert "Eerste helft van 2026" not in offered


def test_a_new_report_has_the_next_number_of_its_year_and_every_section(coordinator: Client, cast: Cast) -> None:
    for half_year in ("2026-1", "2025-2"):
        answers = {"half_year": half_year, "reference_date": "10 juli 2026"}
        coordinator.post(reverse("monitor:report-create"), answers)

    reports = Report.objects.newest_first()
    assert [str(report) for report in reports] == ["Voortgangsrapportage 2026-1", "Voortgangsrapportage 2025-1"]
    assert [section.kind for section in reports[0].sections.all()] == SectionKind.values
    assert reports[0].made_by == cast.coordinator
    assert (reports[0].period_start, reports[0].period_end) == (date(2026, 1, 1), date(2026, 6, 30))


def test_a_period_that_was_reported_on_can_not_be_chosen_again(report: Report, coordinator: Client) -> None:
    response = coordinator.post(
        reverse("monitor:report-create"), {"half_year": "2026-1", "reference_date": "10 juli 2026"}
    )

    assert response.status_code == 422
    assert Report.objects.count() == 1


def test_a_reference_date_before_the_period_is_refused_with_the_first_day(coordinator: Client) -> None:
    answers = {"half_year": "2026-1", "reference_date": "31-12-2025"}

    page = Page.of(coordinator.post(reverse("monitor:report-create"), answers))

    assert "Deze dag ligt voor de periode. Kies 1 januari 2026 of later." in page.words


# --- writing in one -----------------------------------------------------------------------------------------------


def test_what_the_coordinator_wrote_survives_refreshing_the_figures(report: Report, coordinator: Client) -> None:
    address_of_text = address("section-edit", report, "finance")
    coordinator.post(address_of_text, {"text": "Het tekort bespreken wij in oktober."})

    coordinator.post(address("report-refresh", report), {"reference_date": "1 oktober 2026"})

    report.refresh_from_db()
    assert report.reference_date == date(2026, 10, 1)
    assert report.sections.get(kind="finance").text == "Het tekort bespreken wij in oktober."
    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."


def test_a_text_opens_and_saves_in_place(report: Report, coordinator: Client) -> None:
    in_place = {"HX-Request": "true"}
    opened = Page.of(coordinator.get(address("section-edit", report, "finance"), headers=in_place))
    saved = Page.of(coordinator.post(address("section-edit", report, "finance"), {"text": "Nieuw."}, headers=in_place))

    assert opened.one("textarea").get("name") == "text"
    assert "Nieuw." in saved.words
    assert "Opgeslagen" in saved.words


def test_a_summary_that_does_not_fit_its_page_is_kept_and_explained(report: Report, coordinator: Client) -> None:
    response = coordinator.post(address("section-edit", report, "summary"), {"text": "woord " * 160})

    page = Page.of(response)
    assert response.status_code == 422
    assert "De samenvatting past op één bladzijde met 120 woorden; dit zijn er 160." in page.words
    assert page.one("textarea").text_content().count("woord") == 160


def test_what_somebody_types_is_shown_and_never_run(report: Report, coordinator: Client) -> None:
    coordinator.post(address("section-edit", report, "summary"), {"text": "<script>alert(1)</script> & <b>vet</b>"})

    content = coordinator.get(report.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<b>vet</b>" not in content


# --- getting it on paper ------------------------------------------------------------------------------------------


def test_making_a_concept_answers_at_once_and_leaves_the_work_to_the_worker(
    report: Report, coordinator: Client, cast: Cast
) -> None:
    response = coordinator.post(address("edition-create", report))

    edition = report.editions.get()
    job = ProcrastinateJob.objects.get(task_name="monitor.make_report_edition")
    assert response.status_code == 302
    assert (edition.job_status, edition.version) == (JobStatus.WAITING, 1)
    assert job.args == {"edition_id": edition.pk, "person_id": cast.coordinator.pk}


def test_pressing_twice_makes_one_concept(report: Report, coordinator: Client) -> None:
    coordinator.post(address("edition-create", report))
    coordinator.post(address("edition-create", report))

    assert report.editions.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="monitor.make_report_edition").count() == 1


def test_the_maker_sees_how_far_it_is_with_and_without_script(report: Report, coordinator: Client) -> None:
    edition = report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, step=Step.TYPESETTING, started_at=edition.made_at)

    part = Page.of(coordinator.get(address("edition-status", report, 1), headers={"HX-Request": "true"}))
    page = Page.of(coordinator.get(report.get_absolute_url()))

    for shown in (part, page):
        assert "Stap 2 van 3: bladzijden opmaken" in shown.words
        (block,) = shown.all("[hx-trigger='every 2s']")
        assert block.get("hx-get") == address("edition-status", report, 1)
        assert "Vernieuwen" in shown.texts("[hx-trigger='every 2s'] a")


def test_a_concept_that_failed_says_why_and_asks_no_further(report: Report, coordinator: Client) -> None:
    report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.FAILED, problem="Een grafiek kon niet worden getekend.")

    part = Page.of(coordinator.get(address("edition-status", report, 1), headers={"HX-Request": "true"}))

    assert "Een grafiek kon niet worden getekend." in part.words
    assert part.all("[hx-trigger]") == []


# --- adoption, as far as pages go -----------------------------------------------------------------------------------


def test_adopting_can_always_be_asked_and_answers_with_what_blocks_it(report: Report, coordinator: Client) -> None:
    report.sections.filter(kind="summary").update(text="Bel Anna (anna@voorbeeld.example), geboren op 3-5-2010.")
    report.sections.filter(kind="finance").update(text="BSN 111222333.")

    response = coordinator.post(address("report-adopt", report), {"adopted_on": "17 september 2026"})

    page = Page.of(response)
    assert response.status_code == 422
    assert "Vaststellen kan nog niet: 3 blokkades" in page.words
    assert "In uw tekst bij «Samenvatting» staat een e-mailadres: anna@voorbeeld.example." in page.words
    assert "In uw tekst bij «Financiën» staat een nummer dat op een burgerservicenummer lijkt: 111222333." in page.words
    links = [link.get("href") for link in page.all(".utrecht-alert a")]
    assert links[0] == address("section-edit", report, "summary")
    assert report.editions.count() == 0


def test_personal_data_in_an_explanation_block_adoption_and_point_to_the_action(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    situation.in_trouble.status_reports.update(cause="Mail p.deboer@voorbeeld.example voor meer.")

    page = Page.of(coordinator.get(address("report-adopt", report)))

    assert "In de toelichting van actie 2.5 staat een e-mailadres: p.deboer@voorbeeld.example." in page.words
    (link,) = page.all(".utrecht-alert a")
    assert link.get("href") == situation.in_trouble.get_absolute_url()


def test_a_report_without_a_written_summary_is_not_adopted(report: Report, coordinator: Client) -> None:
    report.sections.update(text="")

    assert "De samenvatting heeft nog geen tekst." in Page.of(coordinator.get(address("report-adopt", report))).words


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("", "Vul de dag van het overleg in"),
        ("9 juli 2026", "De cijfers zijn van 10 juli 2026."),
        ("1 januari 2100", "Deze dag is nog niet geweest."),
    ],
)
def test_the_day_of_adoption_has_to_be_possible(day: str, answer: str, report: Report, coordinator: Client) -> None:
    response = coordinator.post(address("report-adopt", report), {"adopted_on": day})

    assert response.status_code == 422
    assert answer in Page.of(response).words


def test_while_a_report_is_being_adopted_nobody_writes_in_it(report: Report, coordinator: Client) -> None:
    coordinator.post(address("report-adopt", report), {"adopted_on": "17 september 2026"})

    report.refresh_from_db()
    assert report.status == ReportStatus.FOR_ADOPTION
    assert coordinator.post(address("section-edit", report, "summary"), {"text": "Toch anders."}).status_code == 403
    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."


@pytest.mark.parametrize("name", ["steering_member", "municipal_coordinator", "lead_editor", "reader"])
def test_nobody_else_makes_writes_or_adopts(name: str, report: Report, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.people[name])

    refusals = [
        client.post(reverse("monitor:report-create"), {"half_year": "2025-2", "reference_date": "1-2-2026"}),
        client.post(address("section-edit", report, "summary"), {"text": "Niet van mij."}),
        client.post(address("report-refresh", report), {"reference_date": "1-8-2026"}),
        client.post(address("edition-create", report)),
        client.post(address("report-adopt", report), {"adopted_on": "17-9-2026"}),
    ]

    assert [response.status_code for response in refusals] == [403, 404, 404, 404, 404]
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."

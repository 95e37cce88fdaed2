"""Making a report: a new one, its texts and sections, what stands in its way, and its PDF in the background."""

import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from actionplan.models import Light
from monitor.models import EditionStage, JobStatus, Report, ReportEdition, ReportKind, ReportStatus, SectionKind, Step
from monitor.reporting import edition_flows
from monitor.reporting.changes import Changes
from monitor.reporting.content import Section
from monitor.reporting.drawings import DrawingError, check_drawings
from monitor.reporting.edition_flows import NotNowError, make_edition, order_edition
from monitor.reporting.edition_progress import EditionProgress, how_long_still, usual_seconds
from monitor.reporting.flows import choices_of, choose_sections, sections_of
from monitor.reporting.jobs import make_report_edition, note_broken_off
from monitor.reporting.overview import reports_to_make
from monitor.reporting.parts import PARTS
from monitor.reporting.parts.questions import EarlierQuestion, Questions
from monitor.reporting.parts.since import Since
from monitor.reporting.section_choices import mark_of
from monitor.reporting.sections import (
    ActionName,
    DecisionLine,
    DecisionName,
    Ending,
    Figure,
    Finance,
    Measure,
    Meetings,
    MoneyEnding,
    Monitor,
    Request,
    Requests,
)
from network.models import Person
from network.pdf import Paper, PdfError
from network.personal_data import find_personal_data
from tests.cast import Cast
from tests.factories import ActionFactory, BodyFactory, MeetingFactory, MilestoneFactory, report_edition
from tests.monitor.reports.conftest import Situation, change_light
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
NEW = "/rapportages/nieuw/"


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-1.7 snel", 1, ()))


def address(name: str, report: Report, *more: object) -> str:
    return reverse(f"monitor:{name}", args=[report.pk, *more])


# --- a new one ----------------------------------------------------------------------------------------------------


def answers(kind: ReportKind, cast: Cast, **other: Any) -> dict[str, Any]:
    about = {
        ReportKind.PICTURE: {"municipality": cast.tiel.pk},
        ReportKind.SERVICES: {"municipality": cast.tiel.pk},
        ReportKind.ACCOUNT: {"organisation": cast.lead_organisation.pk},
    }
    kinds = [section.value for section in sections_of(kind)]
    return {"period": "2025", "reference_date": "10-7-2026", "sections": kinds, **about.get(kind, {}), **other}


def test_making_one_begins_with_the_kind_and_needs_no_script(coordinator: Client) -> None:
    page = Page.of(coordinator.get(NEW))

    assert [link.get("href") for link in page.all("main h2 a")] == [f"?soort={kind}" for kind in ReportKind]
    assert coordinator.post(NEW).status_code == 422
    assert page.texts("main h2") == list(ReportKind.labels)


@pytest.mark.parametrize("kind", ReportKind)
def test_each_kind_asks_what_it_needs_and_numbers_its_own(kind: ReportKind, cast: Cast, coordinator: Client) -> None:
    asked = {field.get("name") for field in Page.of(coordinator.get(f"{NEW}?soort={kind}")).all("main [name]")}
    for period in ("2025", "2024"):
        coordinator.post(f"{NEW}?soort={kind}", answers(kind, cast, period=period))
    again = coordinator.post(f"{NEW}?soort={kind}", answers(kind, cast))

    assert ("municipality" in asked) == (kind in {ReportKind.PICTURE, ReportKind.SERVICES})
    assert ("organisation" in asked) == (kind == ReportKind.ACCOUNT)
    made = Report.objects.order_by("pk")
    assert [(each.kind, each.year, each.number) for each in made] == [(kind, 2025, 1), (kind, 2024, 1)]
    assert [section.kind for section in made[0].sections.all()] == sections_of(kind)
    assert made[0].made_by == cast.coordinator
    assert f"Over deze periode is er al {made[0]}." in Page.of(again).words


def test_the_first_half_of_a_year_is_one_press_away(report: Report, coordinator: Client, cast: Cast) -> None:
    """R01; a half-year with a report is not offered again."""
    offered = Page.of(coordinator.get(f"{NEW}?soort=progress")).texts("select[name=period] option")
    coordinator.post(f"{NEW}?soort=progress", answers(ReportKind.PROGRESS, cast, period="2025-2"))

    assert "Eerste helft van 2026" not in offered
    assert {"Tweede helft van 2025", "Heel 2025", "Een andere periode"} <= set(offered)
    made = Report.objects.get(year=2025)
    assert (made.period_start, made.period_end) == (date(2025, 7, 1), date(2025, 12, 31))


def test_a_new_report_is_filled_as_of_its_reference_date(report: Report, coordinator: Client) -> None:
    """R01: lights, milestones, figures and finances."""
    words = Page.of(coordinator.get(report.get_absolute_url())).words

    assert "3 acties: groen 1, oranje 0, rood 1, grijs 1, niet bijgewerkt 0." in words
    assert "Gestart" in words
    assert "Gevraagd is € 28.943,50. Beschikbaar is € 20.000. Het tekort is € 8.943,50." in words
    assert "Trajecten: binnen bandbreedte" in words


def test_another_period_a_meeting_and_sections_of_ones_own_choice(cast: Cast, coordinator: Client) -> None:
    meeting = MeetingFactory(body=BodyFactory(name="Stuurgroep"))
    chosen = answers(ReportKind.PROGRESS, cast, period="anders", first_day="1-4-2026", last_day="30-6-2026")
    kept = [each for each in chosen["sections"] if each != "finance"]

    coordinator.post(f"{NEW}?soort=progress", {**chosen, "meeting": meeting.pk, "sections": kept})

    made = Report.objects.get()
    assert (made.period_start, made.period_end, made.year) == (date(2026, 4, 1), date(2026, 6, 30), 2026)
    assert made.meeting == meeting
    assert [each.kind for each in made.sections.filter(is_included=False)] == ["finance"]


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"reference_date": "31-12-2024"}, "Deze dag ligt voor de periode. Kies 1 januari 2025 of later."),
        ({"reference_date": "1-1-2100"}, "Deze dag is nog niet geweest."),
        ({"period": "anders"}, "Vul deze dag in, bijvoorbeeld 1 april 2026."),
        ({"period": "anders", "first_day": "2-2-2026", "last_day": "1-2-2026"}, "Kies 2 februari 2026 of later."),
        ({"period": ""}, "Kies een periode."),
        ({"sections": []}, "Kies minstens één onderdeel."),
        ({"municipality": ""}, "Kies een gemeente."),
    ],
)
def test_what_is_not_right_says_what_to_do(wrong: dict[str, Any], answer: str, cast: Cast, coordinator: Client) -> None:
    response = coordinator.post(f"{NEW}?soort=picture", answers(ReportKind.PICTURE, cast, **wrong))

    assert response.status_code == 422
    assert answer in Page.of(response).words
    assert Report.objects.count() == 0


# --- its texts and figures ----------------------------------------------------------------------------------------


def test_refreshing_never_overwrites_a_text_in_any_section(report: Report, coordinator: Client) -> None:
    """R02."""
    texts = {section.kind: f"Eigen woorden: {section}.\n\n«{n}» & <b>niet vet</b>" for n, section in _sections(report)}
    for kind, text in texts.items():
        coordinator.post(address("section-edit", report, kind), {"text": text})

    for day in ("1-8-2026", "11 juli 2026", "1-8-2026"):
        coordinator.post(address("report-refresh", report), {"reference_date": day})

    report.refresh_from_db()
    assert report.reference_date == date(2026, 8, 1)
    assert {section.kind: section.text for _, section in _sections(report)} == texts


def _sections(report: Report) -> Iterator[tuple[int, Any]]:
    return enumerate(report.sections.all())


def test_before_refreshing_is_told_what_would_change(report: Report, situation: Situation, coordinator: Client) -> None:
    report_edition(report)
    situation.in_trouble.status_reports.update(cause="De trainer is weg.")
    change_light(situation.on_course, Light.AMBER, on=date(2026, 7, 20))

    page = Page.of(coordinator.get(address("report-refresh", report), {"reference_date": "1 augustus 2026"}))

    assert page.texts("main li")[-3:][:2] == [
        "1 stand is sinds 10 juli 2026 veranderd.",
        "1 toelichting is sinds 10 juli 2026 veranderd.",
    ]
    report.refresh_from_db()
    assert report.reference_date == date(2026, 7, 10)
    assert page.one("main form[method=post] [name=reference_date]").get("value") == "2026-08-01"


def test_without_a_pdf_to_compare_with_the_new_day_is_told(report: Report, coordinator: Client) -> None:
    page = Page.of(coordinator.get(address("report-refresh", report), {"reference_date": "1 augustus 2026"}))

    assert "Er is nog geen PDF van dit concept om mee te vergelijken." in page.words


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


def test_a_text_of_more_than_some_pages_is_kept_on_the_page_and_explained(report: Report, coordinator: Client) -> None:
    response = coordinator.post(address("section-edit", report, "finance"), {"text": "woord " * 4000})

    assert response.status_code == 422
    assert "Maak de tekst korter: er passen hoogstens 20.000 tekens in." in Page.of(response).words
    assert report.sections.get(kind="finance").text == ""


def test_what_somebody_types_is_shown_and_never_run(report: Report, coordinator: Client) -> None:
    coordinator.post(address("section-edit", report, "summary"), {"text": "<script>alert(1)</script> & <b>vet</b>"})

    content = coordinator.get(report.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<b>vet</b>" not in content


def test_a_text_that_comes_too_late_is_kept_on_the_page_and_not_saved(
    report: Report, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody offers the report between opening the text and saving it."""

    def offered(*_: Any, **__: Any) -> None:
        raise NotNowError("Deze rapportage is geen concept meer. Uw wijziging is niet opgeslagen.")

    monkeypatch.setattr("monitor.views.reports.write_section", offered)
    response = coordinator.post(address("section-edit", report, "finance"), {"text": "Mijn woorden."})

    page = Page.of(response)
    assert response.status_code == 409
    assert "Uw wijziging is niet opgeslagen." in page.words
    assert page.one("textarea").text_content().strip() == "Mijn woorden."


def test_two_who_write_in_one_section_read_each_other_before_one_of_them_wins(
    report: Report, coordinator: Client
) -> None:
    url = address("section-edit", report, "finance")
    seen = Page.of(coordinator.get(url)).one("main [name=seen]").get("value")
    coordinator.post(url, {"text": "Van de eerste.", "seen": seen})

    refused = coordinator.post(url, {"text": "Van de tweede.", "seen": seen})
    page = Page.of(refused)
    assert refused.status_code == 409
    assert "Een collega schreef hier intussen: «Van de eerste.»." in page.words
    assert page.one("main textarea").text_content().strip() == "Van de tweede."
    assert report.sections.get(kind="finance").text == "Van de eerste."

    coordinator.post(url, {"text": "Van beiden.", "seen": page.one("main [name=seen]").get("value")})
    assert report.sections.get(kind="finance").text == "Van beiden."


# --- its sections -------------------------------------------------------------------------------------------------


def sent(report: Report, **more: Any) -> dict[str, Any]:
    current = choices_of(report)
    return {
        "gezien": mark_of(current),
        "erin": [each.kind for each in current if each.is_included],
        "intern": [each.kind for each in current if each.is_internal],
        **more,
    }


def test_a_section_that_is_taken_out_keeps_its_text(report: Report, coordinator: Client) -> None:
    report.sections.filter(kind="finance").update(text="Het tekort bespreken wij.")
    kept = [each.kind for each in choices_of(report) if each.kind != "finance"]

    coordinator.post(address("report-sections", report), sent(report, erin=kept, intern=["monitor"], opslaan="1"))

    finance = report.sections.get(kind="finance")
    assert (finance.is_included, finance.text) == (False, "Het tekort bespreken wij.")
    assert [each.kind for each in report.sections.filter(is_internal=True)] == ["monitor"]
    assert Page.of(coordinator.get(report.get_absolute_url())).all("section#finance") == []


def test_sections_go_up_and_down_without_script(report: Report, coordinator: Client) -> None:
    first, second, *_, last = (each.kind for each in choices_of(report))

    coordinator.post(address("report-sections", report), sent(report, omhoog=second))
    assert [each.kind for each in choices_of(report)][:2] == [second, first]
    coordinator.post(address("report-sections", report), sent(report, omlaag=second))
    coordinator.post(address("report-sections", report), sent(report, omlaag=last))

    order = [each.kind for each in choices_of(report)]
    assert (order[:2], order[-1]) == ([first, second], last)
    page = Page.of(coordinator.get(address("report-sections", report)))
    assert len(page.all("button[name=omhoog]")) == len(page.all("button[name=omlaag]")) == len(order) - 1


def test_a_report_keeps_one_section_and_the_choices_of_a_colleague(report: Report, coordinator: Client) -> None:
    seen = sent(report, opslaan="1")
    nothing = coordinator.post(address("report-sections", report), {**seen, "erin": []})
    choices = [replace(each, is_internal=True) for each in choices_of(report)]
    choose_sections(report, choices, seen=mark_of(choices_of(report)))
    late = coordinator.post(address("report-sections", report), seen)

    assert (nothing.status_code, late.status_code) == (422, 409)
    assert "Kies minstens één onderdeel." in Page.of(nothing).words
    assert "Een collega heeft de onderdelen intussen gewijzigd." in Page.of(late).words
    assert all(each.is_internal for each in choices_of(report))


# --- what stands in its way ---------------------------------------------------------------------------------------


def test_offering_can_always_be_asked_and_answers_with_what_blocks_it(report: Report, coordinator: Client) -> None:
    """R11: a list of places, each with its link."""
    report.sections.filter(kind="summary").update(text="Bel Anna (anna@voorbeeld.example), geboren op 3-5-2010.")
    report.sections.filter(kind="finance").update(text="BSN 111222333.")

    response = coordinator.post(address("report-offer", report))

    page = Page.of(response)
    assert response.status_code == 422
    assert "Aanbieden kan nog niet: 3 blokkades" in page.words
    assert "In uw tekst bij «Samenvatting» staat een e-mailadres: anna@voorbeeld.example." in page.words
    assert "In uw tekst bij «Financiën» staat een nummer dat op een burgerservicenummer lijkt: 111222333." in page.words
    links = [link.get("href") for link in page.all(".utrecht-alert a")]
    assert links[0] == address("section-edit", report, "summary")
    assert report.editions.count() == 0


def test_personal_data_in_an_explanation_block_it_and_point_to_the_action(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    situation.in_trouble.status_reports.update(cause="Mail p.deboer@voorbeeld.example voor meer.")

    page = Page.of(coordinator.get(address("report-offer", report)))

    assert "In de toelichting van actie 2.5 staat een e-mailadres: p.deboer@voorbeeld.example." in page.words
    (link,) = page.all(".utrecht-alert a")
    assert link.get("href").startswith(situation.in_trouble.get_absolute_url())


PERSON = "Over p.deboer@voorbeeld.example"
DECIDED = DecisionName("2026-001", PERSON, "Stuurgroep", date(2026, 5, 1), carried_out_on=date(2026, 6, 1))
NAMED = ActionName("2.5", PERSON)


@pytest.mark.parametrize(
    "body",
    [
        Since("Vorige", date(2026, 1, 1), Changes(carried_out=(DECIDED,))),
        Since("Vorige", date(2026, 1, 1), Changes(dropped=(NAMED,))),
        Questions(1, (), (), (EarlierQuestion(1, 1, "Stemt u in?", DECIDED),), "Vorige"),
        Requests((Request(1, "Geld", "Er is te weinig", "", "Stuurgroep", date(2026, 5, 1), (), DECIDED),)),
        Meetings((DecisionLine(1, replace(DECIDED, title="Akkoord"), "", PERSON),), (), (), (), 0, "Vorige"),
        Finance((), Ending("Er stopt geld.", (MoneyEnding(NAMED, "Partner", date(2026, 12, 31)),))),
    ],
    ids=["since", "dropped", "earlier", "request", "about", "ending"],
)
def test_a_name_that_a_section_only_mentions_goes_past_the_guard_too(body: Any) -> None:
    """The section that tells it in full may be left out."""
    [part] = [each for each in PARTS.values() if each.body is type(body)]
    assert PERSON in " ".join(f"{row.subject} {row.what} {row.value} {row.note}" for row in part.rows(body))
    assert any(find_personal_data(place.text) for place in part.places(body))


@pytest.mark.parametrize("stage", [EditionStage.DRAFT, EditionStage.OFFERED])
def test_no_pdf_is_made_with_personal_data_written_after_the_page_asked(
    stage: EditionStage, report: Report, situation: Situation, cast: Cast, quick_paper: None
) -> None:
    """R11: drafts too, since others read them; and the reason that is kept repeats none of it."""
    edition, _ = order_edition(report, stage=stage)
    situation.in_trouble.status_reports.update(cause="Mail p.deboer@voorbeeld.example, BSN 111222333.")

    make_edition(edition, by=cast.coordinator)

    reason = told(edition, cast)
    assert "In de toelichting van actie 2.5 staat een e-mailadres." in reason
    assert "burgerservicenummer" in reason
    assert "deboer" not in reason
    assert "111222333" not in reason


def test_a_report_without_a_summary_or_a_plan_is_not_offered(report: Report, coordinator: Client) -> None:
    report.sections.update(text="")
    Report.objects.update(reference_date=date(2019, 1, 1))

    words = Page.of(coordinator.get(address("report-offer", report))).words

    assert "De samenvatting heeft nog geen tekst." in words
    assert "Er is op de peildatum geen plan met acties." in words


def test_a_kind_without_a_summary_asks_for_none(coordinator: Client, cast: Cast) -> None:
    coordinator.post(f"{NEW}?soort=picture", answers(ReportKind.PICTURE, cast))

    response = coordinator.post(address("report-offer", Report.objects.get()))

    assert response.status_code == 302
    assert Report.objects.get().editions.get().stage == EditionStage.OFFERED


# --- states, as far as pages go -------------------------------------------------------------------------------------


def test_one_button_at_a_time_leads_from_draft_to_adopted(report: Report, coordinator: Client, cast: Cast) -> None:
    found = []
    for stage in (None, EditionStage.OFFERED, EditionStage.ADOPTED):
        if stage:
            report_edition(report, stage=stage, adopted_on=date(2026, 9, 17) if stage == "adopted" else None)
        page = Page.of(coordinator.get(report.get_absolute_url()))
        found.append((page.texts("main .making [aria-current]"), page.texts(".making .utrecht-button--primary-action")))

    assert found == [
        (["Concept"], ["Ter vaststelling aanbieden"]),
        (["Ter vaststelling"], ["Rapportage vaststellen"]),
        (["Vastgesteld"], []),
    ]


def test_while_it_is_offered_nothing_can_be_written(report: Report, coordinator: Client) -> None:
    coordinator.post(address("report-offer", report))

    page = Page.of(coordinator.get(report.get_absolute_url()))
    assert page.all(".making .utrecht-button") == []
    assert page.all("a[href*='/tekst/']") == []
    assert coordinator.post(address("section-edit", report, "summary"), {"text": "Toch anders."}).status_code == 403
    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."


def test_taking_back_asks_first_and_opens_the_texts(report: Report, coordinator: Client) -> None:
    report_edition(report, stage=EditionStage.OFFERED)
    asked = Page.of(coordinator.get(address("report-take-back", report)))
    report.refresh_from_db()
    assert report.status == ReportStatus.FOR_ADOPTION

    coordinator.post(address("report-take-back", report))
    again = coordinator.post(address("report-take-back", report))

    assert "De versie die u aanbood, blijft bewaard." in asked.words
    assert again.status_code == 409
    assert coordinator.get(address("section-edit", report, "summary")).status_code == 200


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("", "Vul de dag van het overleg in"),
        ("9 juli 2026", "De cijfers zijn van 10 juli 2026."),
        ("1 januari 2100", "Deze dag is nog niet geweest."),
    ],
)
def test_the_day_of_adoption_has_to_be_possible(day: str, answer: str, report: Report, coordinator: Client) -> None:
    report_edition(report, stage=EditionStage.OFFERED)

    response = coordinator.post(address("report-adopt", report), {"adopted_on": day})

    assert response.status_code == 422
    assert answer in Page.of(response).words


def test_a_draft_of_what_lies_for_adoption_is_refused_where_it_was_asked(report: Report, coordinator: Client) -> None:
    report_edition(report, stage=EditionStage.OFFERED)

    response = coordinator.post(address("edition-create", report), headers={"HX-Request": "true"})

    part = Page.of(response)
    assert response.status_code == 409
    assert "Deze rapportage ligt ter vaststelling." in part.words
    assert part.all("h1") == []


def test_a_draft_can_not_be_adopted_before_it_was_offered(report: Report, coordinator: Client) -> None:
    page = Page.of(coordinator.get(address("report-adopt", report)))
    response = coordinator.post(address("report-adopt", report), {"adopted_on": "17 september 2026"})

    assert "Bied haar eerst aan." in page.words
    assert response.status_code == 409
    assert report.editions.count() == 0


@pytest.mark.parametrize("name", ["steering_member", "municipal_coordinator", "lead_editor", "reader"])
def test_nobody_else_makes_writes_offers_or_adopts(name: str, report: Report, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.people[name])

    refusals = [
        client.post(f"{NEW}?soort=progress", answers(ReportKind.PROGRESS, cast)),
        client.post(address("section-edit", report, "summary"), {"text": "Niet van mij."}),
        client.post(address("report-refresh", report), {"reference_date": "1-8-2026"}),
        client.post(address("report-sections", report), sent(report)),
        client.post(address("edition-create", report)),
        client.post(address("report-offer", report)),
        client.post(address("report-adopt", report), {"adopted_on": "17-9-2026"}),
    ]

    assert [response.status_code for response in refusals] == [403, *[404] * 6]
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert report.sections.get(kind="summary").text == "Eén actie staat op rood."


@pytest.mark.parametrize("name", ["report-create", "report-sections", "report-take-back"])
def test_the_pages_of_making_stay_within_their_budget(
    name: str, report: Report, coordinator: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    url = f"{NEW}?soort=progress" if name == "report-create" else address(name, report)
    with django_assert_max_num_queries(12):
        assert coordinator.get(url).status_code == 200


# --- in the background --------------------------------------------------------------------------------------------


def test_making_a_concept_answers_at_once_and_leaves_the_work_to_the_worker(
    report: Report, coordinator: Client, cast: Cast
) -> None:
    """R18; pressing twice makes one."""
    response = coordinator.post(address("edition-create", report))
    coordinator.post(address("edition-create", report))

    edition = report.editions.get()
    job = ProcrastinateJob.objects.get(task_name="monitor.make_report_edition")
    assert response.status_code == 302
    assert (edition.job_status, edition.version) == (JobStatus.WAITING, 1)
    assert job.args == {"edition_id": edition.pk, "person_id": cast.coordinator.pk}


def test_the_maker_sees_how_far_it_is_with_and_without_script(report: Report, coordinator: Client) -> None:
    edition = report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, step=Step.TYPESETTING, started_at=edition.made_at)

    part = Page.of(coordinator.get(address("edition-status", report, 1), headers={"HX-Request": "true"}))
    page = Page.of(coordinator.get(report.get_absolute_url()))

    for shown in (part, page):
        assert "Stap 3 van 4: bladzijden opmaken" in shown.words
        (block,) = shown.all("[hx-trigger='every 2s']")
        assert block.get("hx-get") == f"{address('edition-status', report, 1)}?stap=3"
        assert "Vernieuwen" in shown.texts("[hx-trigger='every 2s'] a")


def test_a_screen_reader_hears_each_step_once(report: Report, coordinator: Client) -> None:
    edition = report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, step=Step.DRAWING, started_at=edition.made_at)
    ask = address("edition-status", report, 1)
    in_place = {"HX-Request": "true"}

    page = Page.of(coordinator.get(report.get_absolute_url()))
    new, same = (Page.of(coordinator.get(f"{ask}?stap={step}", headers=in_place)) for step in (1, 2))

    assert page.one("#stap-gesproken").get("role") == "status"
    assert page.one(".making progress").getparent().get("role") is None
    assert new.texts("#stap-gesproken") == ["Stap 2 van 4: grafieken controleren"]
    assert same.all("#stap-gesproken") == []


def test_the_page_is_read_anew_when_the_report_got_its_next_state(report: Report, coordinator: Client) -> None:
    report_edition(report, stage=EditionStage.OFFERED)
    report_edition(report)

    for version, refreshes in ((1, "true"), (2, None)):
        response = coordinator.get(address("edition-status", report, version), headers={"HX-Request": "true"})
        assert response.headers.get("HX-Refresh") == refreshes


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (17.2, "Nog ongeveer 20 seconden."),
        (55, "Nog ongeveer 55 seconden."),
        (56, "Nog ongeveer 1 minuut."),
        (90, "Nog ongeveer 2 minuten."),
        (0, "Het duurt nu langer dan de vorige keren."),
        (-3, "Het duurt nu langer dan de vorige keren."),
    ],
)
def test_how_long_it_still_takes_is_said_in_words(seconds: float | None, words: str) -> None:
    assert how_long_still(seconds) == words


def test_how_long_it_takes_is_learned_from_the_ones_before(report: Report, cast: Cast, quick_paper: None) -> None:
    edition, _ = order_edition(report)
    assert usual_seconds() is None
    ReportEdition.objects.update(started_at=timezone.now() - timedelta(seconds=60))

    make_edition(ReportEdition.objects.get(pk=edition.pk), by=cast.coordinator)

    usual = usual_seconds()
    assert usual is not None
    assert 40 < usual < 120
    now = timezone.now()
    next_one = ReportEdition(report=report, job_status=JobStatus.RUNNING, step=Step.GATHERING, started_at=now)
    assert EditionProgress.of(next_one, now).text.startswith("Stap 1 van 4: cijfers ophalen. Nog ongeveer ")


# --- failing loudly -------------------------------------------------------------------------------------------------


def told(edition: ReportEdition, cast: Cast) -> str:
    """The reason, which is nowhere contradicted: no PDF, no file, on the overview, and a mail to the maker."""
    edition = ReportEdition.objects.get(pk=edition.pk)
    assert (edition.job_status, edition.content, edition.sha256) == (JobStatus.FAILED, {}, "")
    folder = Path(edition.file.path).parent
    assert not folder.exists() or list(folder.iterdir()) == []
    todos = list(reports_to_make(cast.coordinator, date(2026, 11, 25)))
    assert [(todo.why, todo.late) for todo in todos if "mislukt" in todo.title] == [(edition.problem, True)]
    assert [mailing.kind for mailing in cast.coordinator.mailings.all()] == ["report_failed"]
    assert edition.report.status == ReportStatus.DRAFT
    return edition.problem


FIGURE = Figure(
    indicator="Meldingen",
    definition="",
    area="Tiel",
    category="",
    period="2025",
    status="definitief",
    measures=(Measure("aantal", "12"),),
    source_line="",
    notes=(),
    drawing='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 1 2 3"/></svg>',
    columns=("Jaar", "Aantal"),
    rows=(("vanaf hier anders geteld",), ("2025", "12")),
)
NO_GLYPH = Paper(b"%PDF-", 1, ("\U00013000",))


def raising(problem: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise problem

    return fail


@pytest.mark.parametrize(
    ("what", "broken", "reason"),
    [
        ("edition_flows.content_of", raising(OperationalError("weg")), "De database gaf een fout."),
        ("edition_flows.content_of", raising(KeyError("een vraag")), "De cijfers konden niet worden opgehaald."),
        ("edition_flows.check_drawings", raising(DrawingError("De grafiek bij «X» kon niet.")), "De grafiek bij «X»"),
        ("edition_flows.make_paper", raising(PdfError("Een lettertype ontbreekt.")), "Een lettertype ontbreekt."),
        ("edition_flows.make_paper", raising(PdfError("Het vroeg te veel geheugen.")), "te veel geheugen"),
        ("edition_flows.make_paper", raising(PdfError("Het duurde te lang.")), "duurde te lang"),
        (
            "edition_flows.make_paper",
            raising(ValueError("een sjabloon")),
            "De bladzijden konden niet worden opgemaakt.",
        ),
        ("edition_flows.make_paper", lambda *_, **__: NO_GLYPH, "Deze tekens kan de PDF niet afdrukken"),
        ("network.private_files.os.fsync", raising(OSError(errno.ENOSPC, "vol")), "Misschien is de schijf vol."),
    ],
    ids=["database", "query", "chart", "font", "memory", "time", "template", "glyph", "disk"],
)
def test_whatever_breaks_there_is_no_report_and_its_maker_is_told_why(
    what: str,
    broken: Any,
    reason: str,
    report: Report,
    cast: Cast,
    quick_paper: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R18. That paper itself refuses a font, a glyph, too much time and too much memory: tests/network/test_pdf.py."""
    monkeypatch.setattr(what if what.startswith("network.") else f"monitor.reporting.{what}", broken)
    edition, _ = order_edition(report, stage=EditionStage.OFFERED)

    with suppress(OperationalError, KeyError, ValueError, OSError):  # what goes on to the log as well
        make_report_edition(edition_id=edition.pk, person_id=cast.coordinator.pk)

    assert reason in told(edition, cast)


def test_a_worker_that_was_killed_is_told_about_and_leaves_no_file(report: Report, cast: Cast) -> None:
    edition, _ = order_edition(report, stage=EditionStage.OFFERED)
    half = Path(edition.file.path).with_suffix(".part")
    half.parent.mkdir(parents=True)
    half.write_bytes(b"%PDF-1.7 half")
    ReportEdition.objects.update(job_status=JobStatus.RUNNING, started_at=timezone.now())

    note_broken_off(edition_id=edition.pk, person_id=cast.coordinator.pk)
    note_broken_off(edition_id=edition.pk, person_id=cast.coordinator.pk)

    assert told(edition, cast) == "Het maken is afgebroken. Vraag de PDF opnieuw."


def test_the_page_says_why_it_failed_and_asks_no_further(report: Report, coordinator: Client) -> None:
    report_edition(report)
    ReportEdition.objects.update(job_status=JobStatus.FAILED, problem="Een grafiek kon niet worden getekend.")

    for url, headers in (
        (address("edition-status", report, 1), {"HX-Request": "true"}),
        (report.get_absolute_url(), {}),
    ):
        part = Page.of(coordinator.get(url, headers=headers))
        assert "Een grafiek kon niet worden getekend." in part.words
        assert part.all("[hx-trigger='every 2s']") == []


def test_a_draft_with_a_character_that_no_font_has_is_made_and_says_so(
    report: Report, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: NO_GLYPH)
    edition, _ = order_edition(report)

    make_edition(edition, by=cast.coordinator)

    assert edition.job_status == JobStatus.DONE
    assert "U+13000" in edition.remark


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"drawing": "<svg"}, "De grafiek bij «Meldingen» kon niet worden getekend."),
        ({"drawing": FIGURE.drawing.replace("M0", "MNaN")}, "De grafiek bij «Meldingen» kon niet worden getekend."),
        ({"drawing": "<!DOCTYPE svg><svg/>"}, "De grafiek bij «Meldingen» kon niet worden getekend."),
        ({"drawing": "<p/>"}, "De grafiek bij «Meldingen» kon niet worden getekend."),
        ({"rows": (), "measures": ()}, "Bij de grafiek van «Meldingen» ontbreekt de tabel met dezelfde cijfers."),
        ({"rows": (("2025", "12", "x"),)}, "De tabel bij «Meldingen» klopt niet"),
    ],
)
def test_every_chart_and_its_table_are_looked_at_before_the_pages(changed: dict[str, Any], problem: str) -> None:
    section = Section(SectionKind.MONITOR, "", Monitor((FIGURE, replace(FIGURE, **changed))))

    check_drawings(Monitor((FIGURE,)))
    with pytest.raises(DrawingError, match=problem):
        check_drawings((section,))


def test_the_page_of_a_draft_asks_the_database_as_often_for_sixty_actions_as_for_three(
    report: Report, situation: Situation, coordinator: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for n in range(57):
        action = ActionFactory(plan=situation.plan, code=f"3.{n}")
        change_light(action, Light.AMBER, date(2026, 6, 1))
        MilestoneFactory(action=action)
    with django_assert_max_num_queries(17):
        coordinator.get(report.get_absolute_url())

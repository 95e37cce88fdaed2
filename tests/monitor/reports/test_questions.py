"""«Wat vragen wij de stuurgroep»: what the portal proposes, what the coordinator makes of it, and what was decided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplan.models import ActionOrigin, BudgetLine, FundingType, Light
from monitor.models import EditionStage, QuestionReason, Report, ReportEdition, ReportQuestion, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.edition_flows import take_back
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.live import Live, content_of
from monitor.reporting.parts import PARTS
from monitor.reporting.parts.questions import Questions
from monitor.reporting.proposals import Proposal, fitting, proposals_of
from monitor.reporting.question_flows import record_answer
from monitor.reporting.sharing import share_edition
from network.models import Person
from partners import bottleneck_decisions, bottleneck_flows
from partners.models import AgreementParty, Body, BodyKind, Bottleneck, Decision, SeatKind
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    BodyFactory,
    BottleneckFactory,
    CareServiceFactory,
    DecisionFactory,
    MeetingFactory,
    MilestoneFactory,
    ReportFactory,
    SeatFactory,
    StatusReportFactory,
    report_edition,
)
from tests.monitor.reports.conftest import EXPLAINED, REFERENCE_DATE, Situation, change_light, lights
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
ADOPTED_ON = date(2026, 9, 17)


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def steering_group(cast: Cast) -> Body:
    """Hester presides."""
    body = BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    return body


def proposed(report: Report) -> dict[str, Proposal]:
    """By key, with plain spaces in amounts."""
    return {
        each.key: replace(each, title=each.title.replace("\xa0", " "), why=each.why.replace("\xa0", " "))
        for each in proposals_of(Live(report))
    }


def questions_in(report: Report) -> Questions:
    body = content_of(report, version="Concept", made_on=REFERENCE_DATE).body(SectionKind.QUESTIONS)
    assert isinstance(body, Questions)
    return body


def page_of(report: Report) -> str:
    return reverse("monitor:question-list", args=[report.pk])


def form_of(response: HttpResponse) -> dict[str, Any]:
    """What a browser sends back when nobody touches anything."""
    page = Page.of(response)
    sent: dict[str, Any] = {"vraag": [each.get("value") for each in page.all("main input[name=vraag]")]}
    for each in page.all("main form input, main form textarea"):
        name = each.get("name")
        if not name or name in ("vraag", "csrfmiddlewaretoken"):
            continue
        if each.get("type") not in ("checkbox", "radio"):
            sent[name] = (each.get("value") if each.tag == "input" else (each.text or "").removeprefix("\n")) or ""
        elif each.get("checked") is not None:
            sent[name] = each.get("value") or "on"
    return sent


def question(report: Report, title: str = "Stemt u in?", **fields: Any) -> ReportQuestion:
    number = report.questions.count() + 1
    given = {"key": f"own:{number}", "reason": QuestionReason.OWN, "is_chosen": True, "position": number, **fields}
    return ReportQuestion.objects.create(report=report, title=title, **given)


# --- what the portal proposes ---------------------------------------------------------------------------------------


def test_every_red_action_is_proposed_and_most_urgent(report: Report, situation: Situation) -> None:
    change_light(situation.on_course, Light.RED, on=date(2026, 7, 1))

    found = list(proposed(report).values())

    assert [each.title for each in found[:2]] == [
        "Besluiten hoe het verder gaat met 2.5 Politie aansluiten",
        "Besluiten hoe het verder gaat met 4.2 Begeleiding",
    ]
    assert {each.reason for each in found[:2]} == {QuestionReason.RED}
    assert found[0].url == situation.in_trouble.get_absolute_url()


def test_an_amber_action_is_proposed_when_a_bottleneck_is_open_or_it_was_amber_before(
    report: Report, situation: Situation, cast: Cast
) -> None:
    stuck, still = situation.on_course, situation.not_started
    for action in (stuck, still):
        change_light(action, Light.AMBER, on=date(2026, 6, 29))
    report_edition(report, adopted_on=ADOPTED_ON)
    change_light(stuck, Light.GREEN, on=date(2026, 9, 20))
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 9, 25), by=cast.coordinator)
    assert {key for key, each in proposed(later).items() if each.reason == QuestionReason.BLOCKED} == {
        f"action:{still.pk}"
    }

    change_light(stuck, Light.AMBER, on=date(2026, 9, 21))
    bottleneck = BottleneckFactory(title="Geen trainer", raised_on=date(2026, 9, 1))
    ActionOrigin.objects.create(action=stuck, bottleneck=bottleneck)
    assert proposed(later)[f"action:{stuck.pk}"].why == "Oranje. Knelpunt: Geen trainer."


def test_what_is_late_or_missed_a_milestone_is_proposed_once(report: Report, situation: Situation) -> None:
    late = ActionFactory(plan=situation.plan, code="4.5", title="Groep", ends_on=date(2026, 7, 1))
    missed = ActionFactory(plan=situation.plan, code="4.6", title="Werk")
    MilestoneFactory(action=missed, title="Plek gevonden", planned_on=date(2026, 5, 1))
    MilestoneFactory(action=late, title="Gestart", planned_on=date(2026, 5, 1))
    done = ActionFactory(plan=situation.plan, ends_on=date(2026, 7, 1), completed_on=date(2026, 7, 5))

    found = proposed(report)

    assert found[f"action:{late.pk}"].title == "Kennisnemen van de vertraging bij 4.5 Groep"
    assert found[f"action:{late.pk}"].why == "De actie moest klaar zijn op 1 juli 2026."
    assert found[f"action:{missed.pk}"].why == "Mijlpaal «Plek gevonden» stond gepland op 1 mei 2026."
    assert f"action:{done.pk}" not in found


def test_a_shortfall_money_that_was_refused_and_money_that_stops_are_proposed(
    report: Report, situation: Situation, cast: Cast
) -> None:
    ends = ActionFactory(plan=situation.plan, code="4.5", title="Groep")
    line = {"organisation": cast.lead_organisation, "year": 2026, "funding_type": FundingType.GRANT}
    BudgetLine.objects.create(action=ends, description="Groep", ends_on=date(2026, 12, 31), **line)
    less = ActionFactory(plan=situation.plan, code="4.6", title="Werk")
    BudgetLine.objects.create(action=less, description="Werk", amount_requested=900, amount_granted=300, **line)

    found = proposed(report)

    short = found[f"source:{situation.source.pk}"]
    assert short.title == "Besluiten over het tekort van € 8.943,50"
    assert short.why == "DUUP 2026: gevraagd is € 28.943,50, beschikbaar is € 20.000."
    assert found[f"action:{ends.pk}"].why == "Het geld stopt op 31 december 2026, en er is niets geborgd."
    assert found[f"action:{less.pk}"].why == "Gevraagd is € 900, toegekend is € 300."
    situation.source.amount_available = Decimal(30000)
    situation.source.save()
    assert f"source:{situation.source.pk}" not in proposed(report)


def test_what_nobody_updated_for_ninety_days_is_asked_of_its_lead(report: Report, situation: Situation) -> None:
    action = ActionFactory(plan=situation.plan, code="4.9", title="Aanbod")
    StatusReportFactory(action=action, reported_on=REFERENCE_DATE - timedelta(days=112))

    found = proposed(report)[f"action:{action.pk}"]

    assert found.title == f"{action.lead_organisation} vragen om 4.9 Aanbod bij te werken"
    assert found.why == "112 dagen niet bijgewerkt."


def test_an_escalated_bottleneck_is_proposed_until_it_is_decided(
    report: Report, steering_group: Body, cast: Cast
) -> None:
    bottleneck = escalated(steering_group, cast)
    assert proposed(report)[f"bottleneck:{bottleneck.pk}"].title == "Besluiten over het knelpunt «Geen plek»"
    assert proposed(report)[f"bottleneck:{bottleneck.pk}"].text == "Betaal een avonddienst."

    asked = question(report, key=f"bottleneck:{bottleneck.pk}", reason=QuestionReason.BOTTLENECK)
    report_edition(report, stage=EditionStage.OFFERED)
    decide(asked, cast.coordinator, steering_group, on=date(2026, 7, 8))

    bottleneck.refresh_from_db()
    assert bottleneck.status == "decided"
    assert f"bottleneck:{bottleneck.pk}" not in proposed(report)


def escalated(body: Body, cast: Cast) -> Bottleneck:
    bottleneck = BottleneckFactory(title="Geen plek", raised_on=date(2026, 2, 3))
    bottleneck_flows.escalate(
        bottleneck, to=body, by=cast.coordinator, on=date(2026, 3, 12), asked="Betaal een avonddienst."
    )
    return bottleneck


def test_agreements_that_run_out_or_wait_for_signatures_are_proposed_unless_they_are_confidential(
    report: Report, cast: Cast
) -> None:
    parties = [cast.lead_organisation]
    until = {"starts_on": date(2024, 1, 1), "ends_on": date(2026, 9, 30), "parties": parties}
    AgreementFactory(title="Convenant", **until)
    AgreementFactory(title="Geheim", is_confidential=True, **until)
    AgreementParty.objects.update(signed_on=date(2024, 1, 1), representative="Wethouder")
    AgreementFactory(title="Protocol", offered_on=date(2026, 6, 1), sign_by=date(2026, 10, 1), parties=parties)

    found = [each for each in proposed(report).values() if each.reason == QuestionReason.AGREEMENT]

    assert [(each.title, each.why) for each in found] == [
        ("Besluiten of «Convenant» verder loopt", "De overeenkomst loopt af op 30 september 2026."),
        ("De ondertekening van «Protocol» bespreken", "0 van 1 ondertekend, streefdatum 1 oktober 2026."),
    ]


def test_unconfirmed_entries_are_proposed_once_per_partner_with_their_number(report: Report, cast: Cast) -> None:
    for _ in range(3):
        CareServiceFactory(organisation=cast.lead_organisation, last_verified_on=date(2025, 11, 1))
    CareServiceFactory(organisation=cast.other_organisation, last_verified_on=date(2026, 7, 1))

    found = {key: each for key, each in proposed(report).items() if each.reason == QuestionReason.ENTRY}

    assert [each.why for each in found.values()] == ["3 keer aanbod is niet op tijd bevestigd."]
    assert list(found) == [f"entries:{cast.lead_organisation.pk}"]


def test_a_long_name_still_makes_a_question() -> None:
    assert len(fitting("Besluiten over het knelpunt «", "x" * 400, "»")) == 200


def test_proposing_costs_the_same_for_three_actions_and_for_sixty(
    report: Report, situation: Situation, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for n in range(60):
        action = ActionFactory(plan=situation.plan, code=f"3.{n}", ends_on=date(2026, 5, 1) if n % 2 else None)
        StatusReportFactory(action=action, reported_on=date(2026, 6, 1), **lights(Light.AMBER), **EXPLAINED)

    with django_assert_max_num_queries(15):
        found = proposals_of(Live(report))
    assert len(found) > 30


# --- picking and wording ----------------------------------------------------------------------------------------------


def test_the_coordinator_picks_a_proposal_and_words_it(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    key = f"action-{situation.in_trouble.pk}"
    sent = form_of(coordinator.get(page_of(report)))
    assert sent[f"{key}-title"] == "Besluiten hoe het verder gaat met 2.5 Politie aansluiten"

    sent |= {f"{key}-is_chosen": "on", f"{key}-title": "Nodig de politie uit", "nieuw-title": "Stem in met het plan"}
    assert coordinator.post(page_of(report), sent).status_code == 302

    body = questions_in(report)
    assert [(each.number, each.title) for each in body.asked] == [
        (1, "Nodig de politie uit"),
        (2, "Stem in met het plan"),
    ]
    page = Page.of(coordinator.get(report.get_absolute_url()))
    assert "Nodig de politie uit" in page.words


def test_typed_words_are_never_overwritten_and_a_question_whose_reason_is_gone_stays_and_says_so(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    key = f"action-{situation.in_trouble.pk}"
    sent = form_of(coordinator.get(page_of(report)))
    coordinator.post(page_of(report), sent | {f"{key}-is_chosen": "on", f"{key}-title": "Mijn woorden"})

    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    situation.in_trouble.milestones.all().delete()
    coordinator.post(reverse("monitor:report-refresh", args=[report.pk]), {"reference_date": "9 juli 2026"})

    page = Page.of(coordinator.get(page_of(report)))
    assert "Dit speelt niet meer" in page.words
    assert page.one(f"textarea[name={key}-title]").text_content().strip() == "Mijn woorden"
    assert [each.title for each in questions_in(report).asked] == ["Mijn woorden"]


def test_the_buttons_move_a_question_without_losing_what_was_typed(report: Report, coordinator: Client) -> None:
    for title in ("Een", "Twee", "Drie"):
        question(report, title)
    sent = form_of(coordinator.get(page_of(report)))

    coordinator.post(page_of(report), sent | {"own-3-title": "Drie, beter", "omhoog": "own:3"})

    assert [each.title for each in questions_in(report).asked] == ["Een", "Drie, beter", "Twee"]
    sent = form_of(coordinator.get(page_of(report)))
    coordinator.post(page_of(report), sent | {"omlaag": "own:2"})
    assert [each.title for each in questions_in(report).asked] == ["Een", "Drie, beter", "Twee"]


def test_two_tabs_get_both_texts_and_nothing_of_the_second_is_saved_before_a_choice(
    report: Report, coordinator: Client
) -> None:
    question(report, "Zoals het was")
    first, second = (form_of(coordinator.get(page_of(report))) for _ in range(2))
    coordinator.post(page_of(report), first | {"own-1-title": "Van de eerste"})

    response = coordinator.post(
        page_of(report), second | {"own-1-title": "Van de tweede", "nieuw-title": "En nog iets"}
    )

    assert response.status_code == 409
    page = Page.of(response)
    assert "Van de eerste" in page.words
    assert page.one("textarea[name=own-1-title]").text_content().strip() == "Van de tweede"
    assert page.one("input[name=nieuw-title]").get("value") == "En nog iets"
    assert [each.title for each in questions_in(report).asked] == ["Van de eerste"]

    coordinator.post(page_of(report), form_of(response))
    assert [each.title for each in questions_in(report).asked] == ["Van de tweede", "En nog iets"]


def test_what_is_wrong_is_told_and_everything_typed_is_kept(report: Report, coordinator: Client) -> None:
    question(report, "Zoals het was")
    sent = form_of(coordinator.get(page_of(report)))

    wrong = {"own-1-title": "", "own-1-text": "Bel jan@voorbeeld.nl", "nieuw-text": "Zonder vraag"}
    response = coordinator.post(page_of(report), sent | wrong)

    assert response.status_code == 422
    page = Page.of(response)
    assert "Schrijf in één zin wat u vraagt." in page.words
    assert "een e-mailadres" in page.words
    assert "Zonder vraag" in page.words
    assert [each.title for each in questions_in(report).asked] == ["Zoals het was"]


def test_what_was_worded_while_its_reason_went_is_kept(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    key = f"action-{situation.in_trouble.pk}"
    sent = form_of(coordinator.get(page_of(report)))
    change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1))
    situation.in_trouble.milestones.all().delete()

    coordinator.post(page_of(report), sent | {f"{key}-is_chosen": "on", f"{key}-title": "Mijn woorden"})

    assert [each.title for each in questions_in(report).asked] == ["Mijn woorden"]


def test_a_form_with_more_than_a_page_of_things_that_are_not_there_is_not_worked_through(
    report: Report, coordinator: Client
) -> None:
    picked = question(report, "Van ons")
    made_up = [f"action:{number}" for number in range(900_000, 900_300)]
    filled = {f"{key.replace(':', '-')}-title": "" for key in made_up}

    response = coordinator.post(page_of(report), {"vraag": [*made_up, picked.key], "own-1-title": "", **filled})

    shown = [each.get("value") for each in Page.of(response).all("main input[name=vraag]")]
    assert (len(shown), picked.key in shown) == (26, True)
    assert [each.title for each in questions_in(report).asked] == ["Van ons"]


def test_pressing_twice_adds_a_question_once(report: Report, coordinator: Client) -> None:
    sent = form_of(coordinator.get(page_of(report))) | {"nieuw-title": "Stem in"}
    for _ in range(2):
        coordinator.post(page_of(report), sent)
    assert report.questions.count() == 1


def test_a_thousand_proposals_come_a_page_at_a_time_and_by_reason(
    report: Report, situation: Situation, coordinator: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for n in range(40):
        ActionFactory(plan=situation.plan, code=f"3.{n}", ends_on=date(2026, 5, 1))

    with django_assert_max_num_queries(24):
        page = Page.of(coordinator.get(page_of(report)))
    assert len(page.all("main input[name=vraag]")) == 25
    assert "Te laat (41)" in page.words or "Te laat (40)" in page.words

    only = Page.of(coordinator.get(f"{page_of(report)}?waarom=red"))
    assert len(only.all("main input[name=vraag]")) == 1


# --- in the report ----------------------------------------------------------------------------------------------------


def test_every_red_action_stands_under_ter_bespreking_with_lead_and_cause(
    report: Report, situation: Situation, coordinator: Client
) -> None:
    for n in range(5):
        action = ActionFactory(plan=situation.plan, code=f"3.{n}", title=f"Rood {n}")
        change_light(action, Light.RED, on=date(2026, 7, 1))

    body = questions_in(report)
    page = Page.of(coordinator.get(report.get_absolute_url()))

    assert [each.name.code for each in body.red] == ["2.5", "3.0", "3.1", "3.2", "3.3", "3.4"]
    assert {each.cause for each in body.red} == {"De trainer is ziek."}
    assert len(page.all("#questions tbody tr")) == 6
    assert str(situation.in_trouble.lead_organisation) in " ".join(page.texts("#questions tbody tr"))


def test_the_summary_begins_with_what_is_asked_and_a_report_tells_all_of_it_to_a_spreadsheet(
    report: Report, coordinator: Client
) -> None:
    for title in ("Een", "Twee", "Drie", "Vier"):
        question(report, title, text="Omdat het moet.")
    page = Page.of(coordinator.get(report.get_absolute_url()))

    assert page.texts("#summary .asks strong") == ["Een", "Twee", "Drie"]
    assert "En nog 1 vraag." in page.words
    assert page.texts("#questions .asks strong") == ["Een", "Twee", "Drie", "Vier"]
    part = PARTS[SectionKind.QUESTIONS]
    assert [row.value for row in part.rows(questions_in(report))] == ["Een", "Twee", "Drie", "Vier", "rood"]
    assert {place.url for place in part.places(questions_in(report))} >= {page_of(report)}


# --- the decision -----------------------------------------------------------------------------------------------------


def decide(asked: ReportQuestion, by: Person, body: Body, on: date, title: str = "Het tekort wordt gedekt") -> Decision:
    asked.refresh_from_db()
    return record_answer(
        asked, by=by, version=asked.version, body=body, meeting=None, decided_on=on, title=title, text=""
    )


@pytest.fixture
def offered(report: Report) -> ReportQuestion:
    asked = question(report, "Dek het tekort", text="Er is te weinig.")
    report_edition(report, stage=EditionStage.OFFERED)
    return asked


def test_the_chair_records_a_decision_with_its_date_and_the_next_report_tells_it(
    report: Report, steering_group: Body, cast: Cast, client_of: ClientOf
) -> None:
    asked, open_still = question(report, "Dek het tekort"), question(report, "Nodig de politie uit")
    edition = report_edition(report, adopted_on=ADOPTED_ON)
    begun = datetime.combine(date(2026, 10, 8), time(10), tzinfo=timezone.get_current_timezone())
    report.meeting = MeetingFactory(body=steering_group, starts_at=begun)
    report.save(update_fields=["meeting"])
    chair = client_of(cast.steering_member)
    url = reverse("monitor:question-decision", args=[report.pk, asked.pk])

    sent = form_of(chair.get(url))
    assert (sent["title"], sent["decided_on"]) == ("Dek het tekort", "8 oktober 2026")
    sent |= {"meeting": report.meeting_id, "title": "Het tekort wordt gedekt", "decision": ""}
    assert chair.post(url, sent).status_code == 302

    decision = Decision.objects.get()
    assert (decision.meeting, decision.body) == (report.meeting, steering_group)
    page = Page.of(chair.get(page_of(report)))
    assert f"besluit {decision.number} , 8 oktober 2026: Het tekort wordt gedekt" in page.words
    edition.refresh_from_db()
    frozen = Content.thaw(edition.content).body(SectionKind.QUESTIONS)
    assert [each.title for each in frozen.asked] == ["Dek het tekort", "Nodig de politie uit"]
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 11, 20), by=cast.coordinator)
    assert [(each.title, each.answer) for each in questions_in(later).earlier] == [
        ("Dek het tekort", f"Besluit {decision.number} van 8 oktober 2026: Het tekort wordt gedekt."),
        (open_still.title, "Nog geen besluit."),
    ]
    assert questions_in(later).previous == "Voortgangsrapportage 2026-1"
    reader = Page.of(client_of(cast.reader).get(decision.get_absolute_url()))
    assert "Dek het tekort" in reader.words


def test_a_decision_is_told_as_it_was_on_the_reference_date(report: Report, steering_group: Body, cast: Cast) -> None:
    asked = question(report, "Dek het tekort")
    report_edition(report, adopted_on=ADOPTED_ON)
    decision = decide(asked, cast.coordinator, steering_group, on=date(2026, 10, 8))
    Decision.objects.filter(pk=decision.pk).update(carried_out_on=date(2026, 11, 3))

    def answer_on(day: date) -> str:
        later = Report(kind=report.kind, year=2026, number=9, period_start=day, period_end=day, reference_date=day)
        later.save()
        later.sections.create(kind=SectionKind.QUESTIONS, position=1)
        [found] = questions_in(later).earlier
        later.delete()
        return found.answer

    assert answer_on(date(2026, 10, 7)) == "Nog geen besluit."
    assert answer_on(date(2026, 10, 8)).endswith("Het tekort wordt gedekt.")
    assert answer_on(date(2026, 11, 3)).endswith("Uitgevoerd op 3 november 2026.")


def test_a_bottleneck_that_was_decided_elsewhere_answers_the_question_about_it(
    report: Report, steering_group: Body, cast: Cast
) -> None:
    bottleneck = escalated(steering_group, cast)
    question(report, key=f"bottleneck:{bottleneck.pk}", reason=QuestionReason.BOTTLENECK)
    report_edition(report, adopted_on=ADOPTED_ON)
    decision = bottleneck_decisions.decide(bottleneck, by=cast.coordinator, on=date(2026, 10, 8), title="Betalen")
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 11, 20), by=cast.coordinator)

    assert [each.answer for each in questions_in(later).earlier] == [
        f"Besluit {decision.number} van 8 oktober 2026: Betalen."
    ]


def test_a_decision_that_is_there_can_be_chosen(
    offered: ReportQuestion, steering_group: Body, coordinator: Client
) -> None:
    decision = DecisionFactory(body=steering_group, decided_on=date(2026, 7, 8))
    url = reverse("monitor:question-decision", args=[offered.report_id, offered.pk])

    coordinator.post(url, form_of(coordinator.get(url)) | {"decision": decision.pk, "title": "", "decided_on": ""})

    offered.refresh_from_db()
    assert offered.decision == decision
    assert Decision.objects.count() == 1


def test_two_who_record_at_once_make_one_decision_and_the_second_reads_the_first(
    offered: ReportQuestion, steering_group: Body, coordinator: Client
) -> None:
    url = reverse("monitor:question-decision", args=[offered.report_id, offered.pk])
    sent = form_of(coordinator.get(url)) | {"decision": "", "meeting": "", "decided_on": "8 juli 2026"}
    coordinator.post(url, sent)

    response = coordinator.post(url, sent | {"title": "Anders"})

    assert response.status_code == 409
    assert "Iemand anders legde intussen een besluit vast" in Page.of(response).words
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("typed", [{"title": ""}, {"decided_on": ""}, {"decided_on": "1 januari 2190"}])
def test_a_decision_without_words_or_day_is_explained(
    typed: dict[str, str], offered: ReportQuestion, steering_group: Body, coordinator: Client
) -> None:
    url = reverse("monitor:question-decision", args=[offered.report_id, offered.pk])
    sent = form_of(coordinator.get(url)) | {"decision": "", "meeting": ""}

    assert coordinator.post(url, sent | typed).status_code == 422
    assert not Decision.objects.exists()


def test_once_offered_the_words_stay_and_only_who_records_decisions_gets_the_button(
    offered: ReportQuestion, steering_group: Body, cast: Cast, coordinator: Client, client_of: ClientOf
) -> None:
    report = offered.report
    assert coordinator.post(page_of(report), {"vraag": ["own:1"], "own-1-title": "Anders"}).status_code == 403
    report_edition(report, adopted_on=ADOPTED_ON)
    url = reverse("monitor:question-decision", args=[report.pk, offered.pk])

    for name, person in cast.people.items():
        client = client_of(person)
        may_record = name in ("coordinator", "steering_member")
        page = client.get(page_of(report))
        if page.status_code == 200:
            assert ("Besluit vastleggen" in Page.of(page).words) is may_record, name
        assert (client.get(url).status_code == 200) is may_record, name


def test_who_reads_an_older_version_reads_no_questions_of_the_one_that_lies_there(
    report: Report, steering_group: Body, cast: Cast, coordinator: Client, client_of: ClientOf
) -> None:
    older = report_edition(report)
    asked = question(report, "Dek het tekort")
    lies_there = report_edition(report, stage=EditionStage.OFFERED)
    share_edition(older, with_=[cast.reader, cast.steering_member], by=cast.coordinator)
    decision = decide(asked, cast.coordinator, steering_group, on=date(2026, 7, 20))
    reader = client_of(cast.reader)

    assert reader.get(page_of(report)).status_code == 404
    assert "Dek het tekort" not in Page.of(reader.get(decision.get_absolute_url())).words
    assert client_of(cast.steering_member).get(page_of(report)).status_code == 200  # Hester records what is decided

    share_edition(lies_there, with_=[cast.reader], by=cast.coordinator)
    assert "Dek het tekort" in Page.of(reader.get(page_of(report))).words
    assert page_of(report) in reader.get(report.get_absolute_url()).content.decode()
    assert "Dek het tekort" in Page.of(reader.get(decision.get_absolute_url())).words

    take_back(report, by=cast.coordinator)  # and word it anew
    assert reader.get(page_of(report)).status_code == 403
    assert "Dek het tekort" not in Page.of(reader.get(decision.get_absolute_url())).words


def test_while_the_version_for_the_stuurgroep_is_made_nothing_is_saved_and_nothing_typed_is_lost(
    report: Report, coordinator: Client
) -> None:
    question(report, "Zoals het was")
    sent = form_of(coordinator.get(page_of(report))) | {"own-1-title": "Te laat"}
    ReportEdition.objects.create(report=report, version=1, stage=EditionStage.OFFERED, file="nog/niet.pdf")

    response = coordinator.post(page_of(report), sent)

    assert response.status_code == 409
    assert "Te laat" in Page.of(response).words
    assert [each.title for each in questions_in(report).asked] == ["Zoals het was"]


def test_a_report_that_asks_nothing_has_no_such_page(coordinator: Client) -> None:
    assert coordinator.get(page_of(ReportFactory(period_start=date(2020, 1, 1)))).status_code == 404

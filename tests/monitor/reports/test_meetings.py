"""Meetings, decisions, bottlenecks and successes in a report, as they were on its reference date."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from monitor.models import Report, ReportEdition, ReportKind, SectionKind
from monitor.reporting.blockers import blockers_of
from monitor.reporting.content import Content
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.kinds import KINDS
from monitor.reporting.live import content_of
from monitor.reporting.sections import Meetings, Requests, Successes
from network.models import Person
from partners import bottleneck_flows
from partners.bottleneck_decisions import decide
from partners.models import Attendance, Body, BodyKind, Bottleneck, Meeting, Presence
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BottleneckFactory,
    DecisionFactory,
    MeetingFactory,
    OrganisationFactory,
    SuccessFactory,
    report_edition,
)
from tests.monitor.reports.conftest import REFERENCE_DATE, Situation
from tests.reading import Page

pytestmark = pytest.mark.django_db
IN_PERIOD, AFTER = date(2026, 3, 12), REFERENCE_DATE + timedelta(days=1)
ADOPTED_ON = date(2026, 9, 17)


def read(report: Report) -> Content:
    return content_of(report, version="Concept 1", made_on=REFERENCE_DATE)


def requests_of(report: Report) -> Requests:
    body = read(report).body(SectionKind.REQUESTS)
    assert isinstance(body, Requests)
    return body


def meetings_of(report: Report) -> Meetings:
    body = read(report).body(SectionKind.MEETINGS)
    assert isinstance(body, Meetings)
    return body


def successes_of(report: Report) -> list[str]:
    body = read(report).body(SectionKind.SUCCESSES)
    assert isinstance(body, Successes)
    return [line.title for line in body.lines]


@pytest.fixture
def steering_group(cast: Cast) -> Body:
    return BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)


@pytest.fixture
def escalated(steering_group: Body, cast: Cast) -> Bottleneck:
    bottleneck = BottleneckFactory(title="Geen plek in de avond", raised_on=date(2026, 2, 3))
    bottleneck_flows.escalate(
        bottleneck, to=steering_group, by=cast.coordinator, on=IN_PERIOD, asked="Betaal een avonddienst."
    )
    return bottleneck


@pytest.fixture
def next_report(report: Report, cast: Cast) -> Callable[[], Report]:
    """The report over the second half, once the first one was adopted."""

    def adopt_and_make() -> Report:
        report_edition(report, adopted_on=ADOPTED_ON)
        return create_report(period=HalfYear(2026, 2), reference_date=date(2026, 11, 20), by=cast.coordinator)

    return adopt_and_make


def held(body: Body, day: date) -> Meeting:
    starts_at = datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())
    return MeetingFactory(body=body, starts_at=starts_at)


# --- gevraagde besluiten ------------------------------------------------------------------------------------------


def test_an_escalated_bottleneck_stands_under_gevraagde_besluiten_until_it_is_closed(
    report: Report, escalated: Bottleneck, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    [line] = requests_of(report).lines
    assert (line.title, line.asked, line.body, line.since) == (
        "Geen plek in de avond",
        "Betaal een avonddienst.",
        "Stuurgroep",
        IN_PERIOD,
    )
    assert [step.words for step in line.steps] == [
        f"ingebracht bij {escalated.steps.earliest('pk').body}",
        "geëscaleerd naar Stuurgroep",
    ]
    page = Page.of(client_of(cast.coordinator).get(report.get_absolute_url()))
    assert "1 knelpunt vraagt een besluit." in page.words
    assert "Geëscaleerd sinds 12 maart 2026, ligt bij Stuurgroep" in page.words

    bottleneck_flows.close(escalated, by=cast.coordinator, on=date(2026, 6, 1), outcome="De dienst is er.")
    assert requests_of(report).lines == ()
    assert requests_of(report).in_words == "Geen knelpunt wacht nog op een besluit."


def test_a_bottleneck_that_was_closed_after_the_reference_date_still_asks_its_decision(
    report: Report, escalated: Bottleneck, cast: Cast
) -> None:
    decide(escalated, by=cast.coordinator, on=AFTER, title="Avonddienst betalen")
    bottleneck_flows.close(escalated, by=cast.coordinator, on=AFTER, outcome="De dienst is er.")

    [line] = requests_of(report).lines
    assert line.decision is None
    assert len(line.steps) == 2


def test_what_was_decided_shows_its_decision_and_stays_below_what_still_waits(
    report: Report, escalated: Bottleneck, steering_group: Body, cast: Cast
) -> None:
    waiting = BottleneckFactory(title="Wacht nog", raised_on=date(2026, 4, 1))
    bottleneck_flows.escalate(
        waiting, to=steering_group, by=cast.coordinator, on=date(2026, 5, 1), asked="Kies een trekker."
    )
    decision = decide(escalated, by=cast.coordinator, on=date(2026, 4, 2), title="Avonddienst betalen")

    body = requests_of(report)

    assert [(line.title, line.decision.number if line.decision else "") for line in body.lines] == [
        ("Wacht nog", ""),
        ("Geen plek in de avond", decision.number),
    ]
    assert body.in_words == (
        "1 knelpunt vraagt een besluit. Over 1 knelpunt is besloten; het blijft hier tot het is afgerond."
    )


def test_what_was_brought_back_asks_no_decision_any_more(report: Report, escalated: Bottleneck, cast: Cast) -> None:
    below = escalated.steps.earliest("pk").body
    bottleneck_flows.return_to(escalated, to=below, by=cast.coordinator, on=date(2026, 5, 1), reason="Los het zelf op.")

    assert requests_of(report).lines == ()


def test_the_next_report_tells_what_came_of_what_was_asked(
    escalated: Bottleneck, next_report: Callable[[], Report], cast: Cast
) -> None:
    later = next_report()
    assert [answer.words for answer in meetings_of(later).answers] == ["Nog geen besluit. Ligt bij Stuurgroep."]

    decision = decide(escalated, by=cast.coordinator, on=date(2026, 9, 17), title="Avonddienst betalen")
    bottleneck_flows.close(escalated, by=cast.coordinator, on=date(2026, 10, 1), outcome="De dienst is er.")

    body = meetings_of(later)
    assert body.previous == "Voortgangsrapportage 2026-1"
    [answer] = body.answers
    assert answer.words == (
        f"Besluit {decision.number} van 17 september 2026: Avonddienst betalen. "
        "Afgerond op 1 oktober 2026. De dienst is er."
    )


# --- besluiten ----------------------------------------------------------------------------------------------------


def test_a_decision_of_the_stuurgroep_appears_in_the_next_report_with_date_and_number(
    report: Report, steering_group: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    DecisionFactory(body=steering_group, decided_on=IN_PERIOD, year=2026, sequence=3, title="Plan vastgesteld")
    DecisionFactory(body=steering_group, decided_on=date(2026, 7, 1), year=2026, sequence=4)
    DecisionFactory(body=steering_group, decided_on=date(2025, 12, 31), year=2025, sequence=9)

    [line] = meetings_of(report).decisions
    assert (line.name.number, line.name.day, line.name.body) == ("2026-003", IN_PERIOD, "Stuurgroep")
    page = Page.of(client_of(cast.coordinator).get(report.get_absolute_url()))
    cells = page.texts("#meetings .t--decisions tbody tr > *")
    assert cells == ["2026-003", "12 mrt 2026", "Stuurgroep", "Plan vastgesteld"]


def test_a_decision_written_down_after_adoption_comes_in_the_report_after_it_and_only_once(
    steering_group: Body, next_report: Callable[[], Report]
) -> None:
    DecisionFactory(body=steering_group, decided_on=IN_PERIOD, title="Stond er al")
    later = next_report()
    DecisionFactory(body=steering_group, decided_on=date(2026, 6, 20), title="Te laat vastgelegd")
    DecisionFactory(body=steering_group, decided_on=date(2026, 9, 17), title="Van deze periode")

    assert [line.name.title for line in meetings_of(later).decisions] == ["Te laat vastgelegd", "Van deze periode"]


def test_a_decision_is_withdrawn_only_from_the_day_that_it_was(report: Report, steering_group: Body) -> None:
    decision = DecisionFactory(body=steering_group, decided_on=IN_PERIOD, withdrawn_on=AFTER)
    assert meetings_of(report).decisions[0].name.withdrawn_on is None

    decision.withdrawn_on = date(2026, 6, 1)
    decision.save()
    assert meetings_of(report).decisions[0].name.withdrawn_on == date(2026, 6, 1)


# --- overleg ------------------------------------------------------------------------------------------------------


def test_the_report_shows_per_organisation_3_van_4_overleggen(
    report: Report, steering_group: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    sits = OrganisationFactory(name="GGD")
    for month in range(1, 5):
        presence = Presence.EXCUSED if month == 4 else Presence.PRESENT
        Attendance.objects.create(
            meeting=held(steering_group, date(2026, month, 5)), organisation=sits, presence=presence
        )
    held(steering_group, date(2026, 5, 5))  # nobody filled in who was there
    held(steering_group, date(2026, 7, 1))  # after the period
    MeetingFactory(body=steering_group, starts_at=timezone.now() + timedelta(days=2))  # to come
    called_off = held(steering_group, date(2026, 6, 1))
    called_off.cancelled_on = date(2026, 5, 20)
    called_off.save()

    body = meetings_of(report)

    assert [(line.organisation, line.in_words) for line in body.attendance] == [("GGD", "3 van 4 overleggen")]
    assert [(each.body, each.held) for each in body.held] == [("Stuurgroep", 5)]
    assert body.without_attendance == 1
    page = Page.of(client_of(cast.coordinator).get(report.get_absolute_url()))
    assert "GGD3 van 4 overleggen" in page.texts("#meetings tbody tr")  # a row has no words between its cells
    assert "Van 1 bijeenkomst is niet ingevuld wie er was." in page.words


# --- successen ----------------------------------------------------------------------------------------------------


def test_a_success_written_at_an_action_can_be_picked_into_the_report(report: Report, situation: Situation) -> None:
    SuccessFactory(action=situation.on_course, title="Gekozen", happened_on=IN_PERIOD, is_in_report=True)
    SuccessFactory(action=situation.on_course, title="Niet gekozen", happened_on=IN_PERIOD)
    SuccessFactory(action=situation.on_course, title="Later", happened_on=date(2026, 7, 1), is_in_report=True)

    assert successes_of(report) == ["Gekozen"]


def test_a_success_is_told_in_one_report(situation: Situation, next_report: Callable[[], Report]) -> None:
    SuccessFactory(action=situation.on_course, title="Al verteld", happened_on=IN_PERIOD, is_in_report=True)
    later = next_report()
    SuccessFactory(action=situation.on_course, title="Later gekozen", happened_on=IN_PERIOD, is_in_report=True)

    assert successes_of(later) == ["Later gekozen"]


# --- the whole ----------------------------------------------------------------------------------------------------


def test_what_was_adopted_stays_whatever_happens_to_meetings_and_bottlenecks_after_it(
    report: Report, escalated: Bottleneck, situation: Situation, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    success = SuccessFactory(action=situation.on_course, title="Gevierd", happened_on=IN_PERIOD, is_in_report=True)
    report_edition(report, adopted_on=ADOPTED_ON)
    client = client_of(cast.steering_member)
    before = Page.of(client.get(report.get_absolute_url())).words
    assert "Gevierd" in before
    assert "Betaal een avonddienst." in before

    Bottleneck.objects.filter(pk=escalated.pk).update(title="Anders", asked="Anders")
    success.delete()

    assert Page.of(client.get(report.get_absolute_url())).words == before


def test_a_report_adopted_before_these_sections_reads_without_them(
    report: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    new = (SectionKind.SINCE, SectionKind.QUESTIONS, SectionKind.MILESTONES, SectionKind.DECISIONS)
    report.sections.filter(kind__in=new).delete()
    report_edition(report, adopted_on=ADOPTED_ON)
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 11, 20), by=cast.coordinator)

    page = Page.of(client_of(cast.steering_member).get(report.get_absolute_url()))

    assert "Gevraagde besluiten" not in page.texts("main h2")
    assert "Financiën" in page.texts("main h2")
    assert meetings_of(later).answers == ()


def test_a_draft_of_before_gets_the_new_sections_in_their_place(report: Report) -> None:
    new = (SectionKind.SINCE, SectionKind.QUESTIONS, SectionKind.MILESTONES, SectionKind.DECISIONS)
    report.sections.filter(kind__in=new).delete()
    adopted = report_edition(
        create_report(period=HalfYear(2025, 2), reference_date=date(2026, 1, 8), by=None),  # type: ignore[arg-type]  # nobody
        adopted_on=date(2026, 2, 1),
    ).report
    adopted.sections.filter(kind__in=new).delete()
    migration = import_module("monitor.migrations.0007_drafts_get_the_new_sections")

    for _ in range(2):
        migration.add_sections(apps, SimpleNamespace(connection=connection))

    kinds = list(report.sections.order_by("position").values_list("kind", flat=True))
    assert kinds == list(KINDS[ReportKind.PROGRESS].sections)
    assert (
        set(report.sections.filter(is_internal=True).values_list("kind", flat=True))
        == KINDS[ReportKind.PROGRESS].internal
    )
    assert report.sections.get(kind=SectionKind.SUMMARY).text == "Eén actie staat op rood."
    assert adopted.sections.filter(kind__in=new).count() == 0


def test_personal_data_in_a_bottleneck_or_a_success_blocks_adoption_and_points_there(
    report: Report, escalated: Bottleneck, situation: Situation
) -> None:
    Bottleneck.objects.filter(pk=escalated.pk).update(description="Mail p.deboer@voorbeeld.example.")
    success = SuccessFactory(
        action=situation.on_course, text="Dank aan q.smit@voorbeeld.example.", happened_on=IN_PERIOD, is_in_report=True
    )

    found = {blocker.url: blocker.text for blocker in blockers_of(report)}

    assert "p.deboer@voorbeeld.example" in found[escalated.get_absolute_url()]
    assert "q.smit@voorbeeld.example" in found[f"/plan/successen/{success.pk}/wijzigen/"]


def test_these_sections_cost_the_same_for_one_bottleneck_and_for_thirty(
    next_report: Callable[[], Report],
    steering_group: Body,
    situation: Situation,
    cast: Cast,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    later = next_report()
    for number in range(30):
        each = BottleneckFactory(raised_on=date(2026, 8, 1))
        bottleneck_flows.escalate(each, to=steering_group, by=cast.coordinator, on=date(2026, 9, 1), asked="Besluit.")
        DecisionFactory(body=steering_group, decided_on=date(2026, 9, 1), bottleneck=each)
        SuccessFactory(action=situation.on_course, happened_on=date(2026, 9, 1), is_in_report=True)
        meeting = held(steering_group, date(2026, 8, 1) + timedelta(days=number))
        Attendance.objects.create(meeting=meeting, organisation=cast.lead_organisation, presence=Presence.PRESENT)

    with django_assert_max_num_queries(36):  # type: ignore[attr-defined]
        content = read(later)

    assert len(content.body(SectionKind.REQUESTS).lines) == 30


def test_a_whole_report_with_meetings_comes_back_the_same_after_freezing(report: Report, escalated: Bottleneck) -> None:
    content = read(report)

    assert Content.thaw(content.freeze()) == content  # type: ignore[arg-type]  # a dictionary
    assert ReportEdition.objects.count() == 0

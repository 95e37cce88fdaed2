"""What the plan puts on «Mijn overzicht»."""

from datetime import date

import pytest

from actionplan.models import Plan
from actionplan.overview import plan_to_keep_up, plans_to_adopt
from network.models import Person
from network.overview import todos_of
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    MilestoneFactory,
    PlanAdoptionFactory,
    PlanFactory,
    PlanVersionFactory,
    StatusReportFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 25)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return PlanFactory()


def told(person: Person) -> list[tuple[str, bool]]:
    return [(todo.title, todo.late) for todo in plan_to_keep_up(person, ON)]


def test_an_editor_sees_the_late_milestones_of_the_own_organisation_and_of_no_other(plan: Plan, cast: Cast) -> None:
    own = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    MilestoneFactory(action=own, title="Workshop gegeven", planned_on=date(2026, 9, 1), forecast_on=date(2026, 12, 3))
    MilestoneFactory(action__plan=plan, action__lead_organisation=cast.other_organisation, planned_on=date(2026, 9, 1))
    [todo] = plan_to_keep_up(cast.lead_editor, ON)
    assert (todo.due, todo.title, todo.late) == (date(2026, 9, 1), "Mijlpaal: Workshop gegeven", True)
    assert todo.why == f"Actie {own}. Verwacht op 3 december 2026."
    assert todo.url == own.get_absolute_url()


@pytest.mark.parametrize(
    ("planned", "achieved", "expected"),
    [
        (date(2026, 11, 24), None, [("Mijlpaal: M", True)]),
        (date(2026, 11, 25), None, [("Mijlpaal: M", False)]),
        (date(2026, 12, 9), None, [("Mijlpaal: M", False)]),
        (date(2026, 12, 10), None, []),
        (date(2026, 9, 1), date(2026, 9, 1), []),
    ],
)
def test_a_milestone_is_announced_two_weeks_ahead_and_late_from_the_day_after(
    plan: Plan, cast: Cast, planned: date, achieved: date | None, expected: list[tuple[str, bool]]
) -> None:
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    MilestoneFactory(action=action, title="M", planned_on=planned, achieved_on=achieved)
    assert told(cast.lead_editor) == expected


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 9, 9), [("Stand van 4.9 Plegers bijwerken", False)]),
        (date(2026, 8, 27), [("Stand van 4.9 Plegers bijwerken", False)]),
        (date(2026, 8, 26), [("Stand van 4.9 Plegers bijwerken", True)]),
    ],
)
def test_a_light_is_asked_for_again_before_it_grows_old(
    plan: Plan, cast: Cast, reported: date, expected: list[tuple[str, bool]]
) -> None:
    action = ActionFactory(plan=plan, code="4.9", title="Plegers", lead_organisation=cast.lead_organisation)
    StatusReportFactory(action=action, reported_on=reported)
    assert told(cast.lead_editor) == expected


def test_an_action_past_its_end_date_is_one_line_with_a_link_to_report(plan: Plan, cast: Cast) -> None:
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation, ends_on=date(2026, 9, 1))
    StatusReportFactory(action=action, reported_on=ON)
    [todo] = plan_to_keep_up(cast.lead_editor, ON)
    assert todo.why == "De actie moest klaar zijn op 1 september 2026. Trekker: MEE Gelderse Poort."
    assert todo.url == f"/plan/acties/{action.pk}/stand/"
    assert todo.late


def test_the_coordinator_sees_all_the_municipal_coordinator_the_own_and_a_reader_nothing(
    plan: Plan, cast: Cast
) -> None:
    for organisation in (cast.lead_organisation, cast.other_organisation, cast.tiel_organisation):
        action = ActionFactory(plan=plan, lead_organisation=organisation)
        MilestoneFactory(action=action, planned_on=date(2026, 9, 1))
    assert len(told(cast.coordinator)) == 3
    assert len(told(cast.municipal_coordinator)) == 1
    assert len(told(cast.lead_editor)) == 1
    for person in (cast.reader, cast.steering_member, cast.administrator, cast.former_editor):
        assert told(person) == []


def test_completed_dropped_and_grey_actions_ask_for_nothing(plan: Plan, cast: Cast) -> None:
    old = date(2026, 1, 5)
    StatusReportFactory(action__plan=plan, action__completed_on=date(2026, 2, 1), reported_on=old)
    dropped = ActionFactory(plan=plan, dropped_on=date(2026, 2, 1), ends_on=date(2026, 3, 1))
    MilestoneFactory(action=dropped, planned_on=date(2026, 2, 1))
    grey = {"time": "grey", "money": "grey", "quality": "grey", "light": "grey"}
    StatusReportFactory(action__plan=plan, reported_on=old, **grey)
    assert told(cast.coordinator) == []


def test_they_are_on_mijn_overzicht_late_first(plan: Plan, cast: Cast) -> None:
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    MilestoneFactory(action=action, title="Straks", planned_on=date(2026, 12, 1))
    MilestoneFactory(action=action, title="Te laat", planned_on=date(2026, 11, 20))
    titles = [todo.title for todo in todos_of(cast.lead_editor, ON) if todo.title.startswith("Mijlpaal")]
    assert titles == ["Mijlpaal: Te laat", "Mijlpaal: Straks"]


def test_the_municipal_coordinator_hears_of_a_version_that_the_own_municipality_has_not_adopted_yet(
    plan: Plan, cast: Cast
) -> None:
    offered = PlanVersionFactory(plan=plan, number=2, status="for_adoption", offered_on=date(2026, 11, 2))
    PlanAdoptionFactory(version=offered, municipality=cast.nijmegen)

    [todo] = todos_of(cast.municipal_coordinator, ON)
    assert todo.title == f"Het plan «{plan}» wacht op vaststelling door uw gemeente"
    assert todo.why == (
        "Versie 2 ligt sinds 2 november 2026 bij de gemeenten. Leg vast wat uw college of raad besloot."
    )
    assert todo.url == f"/plan/vaststellen/?plan={plan.pk}"
    assert todo.key == f"plan-version:{offered.pk}:2026-11-02"
    assert not list(plans_to_adopt(cast.lead_editor, ON))

    PlanAdoptionFactory(version=offered, municipality=cast.tiel)
    assert todos_of(cast.municipal_coordinator, ON) == []


def test_without_a_plan_there_is_nothing_to_do(cast: Cast) -> None:
    assert told(cast.coordinator) == []

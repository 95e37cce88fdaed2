"""What the plan says on a day."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet

from actionplan import reading
from actionplan.models import (
    STALE,
    Action,
    Activity,
    BuildingBlock,
    Evaluation,
    Goal,
    Light,
    Milestone,
    Pillar,
    Plan,
    PlanStatus,
    TargetGroup,
)
from actionplan.progress import LightCounts
from tests.factories import (
    ActionFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    MilestoneFactory,
    OrganisationFactory,
    PillarFactory,
    PlanFactory,
    StatusReportFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 25)
RED = {"time": Light.RED, "light": Light.RED, "cause": "a", "consequence": "b", "correction": "c"}


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory()


def light_of(action: Action, on: date) -> str:
    light = Action.objects.with_light(on).get(pk=action.pk).light
    assert Action.objects.with_light_of_many(on).get(pk=action.pk).light == light  # as the list counts it
    return light


def test_the_four_bouwstenen_are_always_there_in_order_also_when_one_is_empty(plan: Plan) -> None:
    StatusReportFactory(action__plan=plan, action__building_block=3, **RED)
    blocks = reading.block_lights(reading.counted_actions(plan, ON))
    assert [block.number for block in blocks] == [1, 2, 3, 4]
    assert [block.counts.total for block in blocks] == [0, 0, 1, 0]
    assert blocks[2].counts == LightCounts(red=1)


def the_next_plan() -> Plan:
    return PlanFactory(status=PlanStatus.DRAFT, adopted_on=None, starts_on=date(2030, 1, 1), ends_on=date(2033, 12, 31))


def test_the_pillars_together_hold_each_action_once(plan: Plan) -> None:
    pillar = PillarFactory()
    for _ in range(3):
        ActionFactory(plan=plan, pillar=pillar)
    ActionFactory(plan=plan)
    ActionFactory(plan=the_next_plan())
    groups = reading.by_pillar(reading.reported_actions(plan, ON), Pillar.objects.all())
    assert len(groups) == Pillar.objects.count()
    assert sum(len(group.actions) for group in groups) == 4
    assert next(len(group.actions) for group in groups if group.pillar == pillar) == 3


def test_a_light_counts_for_90_days_and_is_then_not_up_to_date() -> None:
    action = StatusReportFactory(reported_on=date(2026, 8, 27)).action
    assert light_of(action, date(2026, 11, 25)) == Light.GREEN
    assert light_of(action, date(2026, 11, 26)) == STALE


def test_an_action_that_is_not_up_to_date_is_counted_apart_and_never_as_green(plan: Plan) -> None:
    StatusReportFactory(action__plan=plan, reported_on=date(2026, 6, 2))
    assert reading.light_counts(plan, ON) == LightCounts(stale=1)


def test_an_action_that_has_not_started_or_is_completed_does_not_grow_old() -> None:
    grey = StatusReportFactory(reported_on=date(2026, 1, 5), time="grey", money="grey", quality="grey", light="grey")
    done = StatusReportFactory(reported_on=date(2026, 1, 5), action__completed_on=date(2026, 2, 1))
    nobody_reported = ActionFactory()
    assert light_of(grey.action, ON) == Light.GREY
    assert light_of(done.action, ON) == Light.GREEN
    assert light_of(nobody_reported, ON) == Light.GREY


def test_the_light_of_a_day_is_the_newest_report_up_to_that_day() -> None:
    action = ActionFactory()
    StatusReportFactory(action=action, reported_on=date(2026, 9, 1))
    StatusReportFactory(action=action, reported_on=date(2026, 11, 1), **RED)
    assert light_of(action, date(2026, 10, 31)) == Light.GREEN
    assert light_of(action, date(2026, 11, 1)) == Light.RED


def test_dropped_actions_leave_the_base_from_that_day(plan: Plan) -> None:
    action = StatusReportFactory(action__plan=plan, action__dropped_on=date(2026, 11, 20)).action
    MilestoneFactory(action=action, planned_on=date(2026, 9, 1))
    assert reading.light_counts(plan, date(2026, 11, 19)).total == 1
    assert reading.light_counts(plan, date(2026, 11, 20)).total == 0
    milestones = reading.milestones_to_print(plan, ON)
    assert reading.in_period(milestones, date(2026, 7, 1), date(2026, 12, 31), ON).missed == ()


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_an_action_is_late_from_the_day_after_its_end_date(day: date, late: bool) -> None:
    action = ActionFactory(ends_on=date(2026, 12, 31))
    assert action.is_late(day) == late
    assert (action in Action.objects.late(day)) == late


def test_the_day_is_that_of_amsterdam(monkeypatch: pytest.MonkeyPatch) -> None:
    action = ActionFactory(ends_on=date(2026, 12, 31))
    for moment, late in [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), True),
    ]:
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert action.is_late() == late
        assert (action in Action.objects.late()) == late


def test_a_completed_or_dropped_action_is_not_late() -> None:
    completed = ActionFactory(ends_on=date(2026, 9, 1), completed_on=date(2026, 9, 20))
    dropped = ActionFactory(ends_on=date(2026, 9, 1), dropped_on=date(2026, 8, 1))
    assert completed.is_late(date(2026, 9, 19))
    assert not completed.is_late(ON)
    assert not dropped.is_late(ON)
    assert list(Action.objects.late(ON)) == []
    assert list(Action.objects.late(date(2026, 9, 19))) == [completed]


@pytest.mark.parametrize(
    ("achieved", "day", "late"),
    [
        (None, date(2026, 9, 15), False),
        (None, date(2026, 9, 16), True),
        (date(2026, 9, 20), date(2026, 9, 19), True),
        (date(2026, 9, 20), date(2026, 9, 20), False),
    ],
)
def test_a_milestone_is_late_from_the_day_after_until_it_is_reached(
    achieved: date | None, day: date, late: bool
) -> None:
    milestone = MilestoneFactory(planned_on=date(2026, 9, 15), achieved_on=achieved)
    assert milestone.is_late(day) == late
    assert (milestone in Milestone.objects.late(day)) == late


def test_each_milestone_of_a_plan_is_in_exactly_one_list_of_a_report(plan: Plan) -> None:
    action = ActionFactory(plan=plan)
    days = [date(2026, 1, 1) + timedelta(days=40 * n) for n in range(30)]
    made = [MilestoneFactory(action=action, planned_on=day) for day in days]
    made += [MilestoneFactory(action=action, planned_on=day, achieved_on=day + timedelta(days=30)) for day in days]
    MilestoneFactory(planned_on=ON, action__plan=the_next_plan())
    lists = reading.in_period(reading.milestones_to_print(plan, ON), date(2026, 7, 1), date(2026, 12, 31), ON)
    told = [*lists.earlier, *lists.achieved, *lists.missed, *lists.next, *lists.later]
    assert sorted(each.pk for each in told) == sorted(each.pk for each in made)


def test_the_money_of_a_source_is_told_per_organisation_in_their_order() -> None:
    source = FundingSourceFactory(amount_available=Decimal(100))
    sterker, ggd = OrganisationFactory(name="Sterker"), OrganisationFactory(name="GGD")
    BudgetLineFactory(organisation=sterker, source=source, amount_requested=60)
    BudgetLineFactory(organisation=ggd, source=source, amount_requested=50, position=2, description="tweede")
    BudgetLineFactory(organisation=ggd, source=source, amount_requested=Decimal("25.50"), position=1)
    BudgetLineFactory(organisation=ggd, source=source, funding_type="regular")  # asks nothing
    BudgetLineFactory(organisation=ggd, amount_requested=999)  # of another source
    table = reading.finance_of(source)
    assert [(total.organisation, total.requested) for total in table.organisations] == [
        ("GGD", Decimal("75.50")),
        ("Sterker", Decimal(60)),
    ]
    assert table.organisations[0].lines[1].description == "tweede"
    assert table.shortfall == Decimal("35.50")


def test_the_current_plan_is_the_adopted_one_of_today_and_else_the_one_being_made() -> None:
    draft = the_next_plan()
    assert Plan.objects.current(ON) == draft
    adopted = PlanFactory()
    assert Plan.objects.current(ON) == adopted
    assert Plan.objects.current(date(2025, 12, 31)) == draft


def test_every_building_block_is_one_of_four() -> None:
    assert BuildingBlock.values == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("counted", "order"),
    [
        (lambda: Goal.objects.with_number_of_actions(), ["building_block", "position", "id"]),
        (lambda: TargetGroup.objects.with_number_of_actions(None), ["position", "name"]),
        (lambda: Evaluation.objects.with_numbers_of_verdicts(), ["year"]),
        (lambda: Action.objects.with_group_pks(), ["building_block", "position", "id"]),
        (lambda: Activity.objects.with_group_pks(), ["name", "position", "id"]),
    ],
    ids=["goals", "target groups", "evaluations", "actions", "activities"],
)
def test_what_is_counted_comes_in_the_order_of_its_list(counted: Callable[[], QuerySet[Any]], order: list[str]) -> None:
    """Whoever counts over a link loses the order of the model, and the database may give any."""
    sql = str(counted().query)
    assert re.findall(r'"(\w+)" (?:ASC|DESC)', sql.rpartition("ORDER BY")[2]) == order

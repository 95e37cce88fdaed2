"""The plan for the next period, made from the one before it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.models import Action, Plan, PlanStatus
from actionplan.plan_successor import follow_up, months_between, moved
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    AmbitionFactory,
    ContributionFactory,
    GoalFactory,
    MilestoneFactory,
    PlanFactory,
    PriorityFactory,
    StatusReportFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """2026–2029, with one action in full, one that is ready and one that stops."""
    plan = PlanFactory()
    goal = GoalFactory(plan=plan, title="Eerder hulp", ambition=AmbitionFactory(plan=plan, title="Veilig"))
    action = ActionFactory(
        plan=plan,
        code="4.1",
        title="Training",
        lead_organisation=cast.lead_organisation,
        lead_person=cast.lead_editor,
        goal=goal,
        priority=PriorityFactory(plan=plan, title="Online", goal=goal),
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 12, 31),
    )
    action.target_groups.add(TargetGroupFactory(name="Jeugdigen"))
    action.partner_organisations.add(cast.other_organisation)
    ContributionFactory(action=action, municipality=cast.tiel, text="Wij betalen de zaal.")
    MilestoneFactory(action=action, title="Start", planned_on=date(2026, 3, 31), achieved_on=date(2026, 4, 2))
    ActionTargetFactory(action=action, unit="deelnemers", minimum=20, maximum=25)
    StatusReportFactory(action=action)
    ActionFactory(plan=plan, code="4.2", title="Folder", completed_on=date(2026, 5, 1))
    ActionFactory(plan=plan, code="4.3", title="Gestopt", dropped_on=date(2026, 6, 1))
    return plan


def test_copying_takes_chosen_actions_moves_dates_resets_status_and_links_each_to_its_predecessor(
    plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    coordinator = client_of(cast.coordinator)
    url = f"{reverse('actionplan:plan-successor')}?plan={plan.pk}"
    training = plan.actions.get(code="4.1")
    typed = {
        "title": "Plan van aanpak 2030–2033",
        "starts_on": "1 januari 2030",
        "ends_on": "31 december 2033",
        "with_goals": "on",
        "actions": [str(training.pk)],
    }

    answers = [coordinator.post(url, typed) for _ in range(2)]

    following = Plan.objects.get(predecessor=plan)  # once, though the button was pressed twice
    assert [answer["Location"] for answer in answers] == [f"/plan/?plan={following.pk}"] * 2
    assert (following.status, following.version, following.adopted_on) == (PlanStatus.DRAFT, 1, None)
    [taken] = following.actions.all()
    assert taken.predecessor == training
    assert (taken.starts_on, taken.ends_on) == (date(2030, 2, 1), date(2030, 12, 31))
    assert not taken.status_reports.exists()
    [milestone] = taken.milestones.all()
    assert (milestone.planned_on, milestone.achieved_on) == (date(2030, 3, 31), None)
    assert not taken.targets.get().realisations.exists()
    assert "4.1 Training" in Page.of(coordinator.get(taken.get_absolute_url())).texts("dl.facts a")


def test_an_action_takes_along_what_it_is(plan: Plan, cast: Cast) -> None:
    following = follow_up(
        plan,
        by=cast.coordinator,
        title="Vervolg",
        starts_on=date(2030, 1, 1),
        ends_on=date(2033, 12, 31),
        actions=plan.actions.filter(code="4.1"),
    )

    taken = Action.objects.get(plan=following)
    assert (taken.code, taken.title, taken.lead_organisation, taken.lead_person) == (
        "4.1",
        "Training",
        cast.lead_organisation,
        cast.lead_editor,
    )
    assert (taken.goal.plan, taken.goal.ambition.plan, taken.priority.goal) == (following, following, taken.goal)
    assert [str(each) for each in taken.target_groups.all()] == ["Jeugdigen"]
    assert list(taken.partner_organisations.all()) == [cast.other_organisation]
    contribution = taken.contributions.get()
    assert (contribution.municipality, contribution.text) == (cast.tiel, "")


def test_without_goals_the_actions_go_alone(plan: Plan, cast: Cast) -> None:
    following = follow_up(
        plan,
        by=cast.coordinator,
        title="Vervolg",
        starts_on=date(2030, 1, 1),
        ends_on=date(2033, 12, 31),
        actions=plan.actions.all(),
        with_goals=False,
    )

    assert following.actions.count() == 3
    assert not following.goals.exists()
    assert not following.actions.filter(goal__isnull=False).exists()


def test_the_form_proposes_the_next_period_and_what_is_still_going_on(
    plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    page = Page.of(client_of(cast.coordinator).get(f"{reverse('actionplan:plan-successor')}?plan={plan.pk}"))

    assert page.one("#id_title").get("value") == "Plan van aanpak 2030–2033"
    assert page.one("#id_starts_on").get("value") == "1 januari 2030"
    assert page.one("#id_ends_on").get("value") == "31 december 2033"
    ticked = [box.get("value") for box in page.all('[name="actions"]') if box.get("checked") is not None]
    assert ticked == [str(plan.actions.get(code="4.1").pk)]
    assert "4.2 Folder, afgerond op 1 mei 2026" in page.words


@pytest.mark.parametrize(
    ("start", "day", "expected"),
    [
        (date(2030, 1, 1), date(2026, 12, 31), date(2030, 12, 31)),
        (date(2030, 1, 1), date(2028, 2, 29), date(2032, 2, 29)),
        (date(2027, 1, 1), date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 7, 1), date(2026, 8, 31), date(2027, 2, 28)),
        (date(2030, 1, 1), None, None),
    ],
)
def test_days_move_as_far_as_the_start_of_the_plan(start: date, day: date | None, expected: date | None) -> None:
    plan = Plan(starts_on=date(2026, 1, 1))

    assert moved(day, months_between(plan, start)) == expected

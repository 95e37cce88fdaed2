"""Ambition, goal, action: what the plan is for, and how far it is."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan.goal_tree import goal_tree
from actionplan.models import Action, Ambition, Goal, Plan, PlanStatus, PlanVersion, Priority
from network.dates import today
from tests.actionplan.part_pages import ClientOf, address, fill_in, sent_by, words
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    EvaluationFactory,
    GoalFactory,
    PlanFactory,
    PriorityFactory,
    StatusReportFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db
NO_ACTION = "doel zonder actie"


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory()


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


# --- what it says -------------------------------------------------------------------------------------------------


def test_an_ambition_holds_its_goals_and_a_goal_its_actions(plan: Plan, coordinator: Client) -> None:
    ambition = AmbitionFactory(title="Veilig opgroeien")
    goal = GoalFactory(ambition=ambition, title="Elke school doet mee", horizon="long")
    ActionFactory(plan=plan, goal=goal, code="4.1", title="Lessen")

    page = Page.of(coordinator.get(address("goal-list")))

    [section] = page.texts(f"#ambitie-{ambition.pk}")
    assert "Veilig opgroeien" in section
    assert "Elke school doet mee" in section
    assert "lange termijn" in section
    assert "4.1 Lessen" in section


def test_a_goal_without_any_action_is_flagged_in_the_plan(plan: Plan, coordinator: Client) -> None:
    GoalFactory(title="Nog leeg", building_block=2)
    ActionFactory(plan=plan, goal=GoalFactory(title="Met actie"))

    for page in (address("goal-list"), address("building-block-list")):
        assert words(coordinator.get(page)).count(NO_ACTION) == 1
    assert "1 doel heeft nog geen actie Nog leeg" in words(coordinator.get(address("goal-list")))


def test_an_action_that_was_dropped_leaves_its_goal_without_one(plan: Plan, coordinator: Client) -> None:
    action = ActionFactory(plan=plan, goal=GoalFactory(), dropped_on=today() + timedelta(days=1))
    assert NO_ACTION not in words(coordinator.get(address("goal-list")))
    assert not Goal.objects.without_actions().exists()

    Action.objects.filter(pk=action.pk).update(dropped_on=today())

    assert NO_ACTION in words(coordinator.get(address("goal-list")))
    assert Goal.objects.without_actions().exists()


def test_a_goal_of_which_one_action_is_100_percent_and_one_is_not_filled_in_reads_100_percent_with_1_of_2(
    plan: Plan, coordinator: Client
) -> None:
    goal = GoalFactory(ambition=AmbitionFactory())
    StatusReportFactory(action=ActionFactory(plan=plan, goal=goal), progress=100)
    ActionFactory(plan=plan, goal=goal)
    StatusReportFactory(action=ActionFactory(plan=plan, goal=goal, dropped_on=today()), progress=0)

    [said] = Page.of(coordinator.get(address("goal-list"))).texts(f"#doel-{goal.pk} .how-far")

    assert said == "100 % (1 van 2 ingevuld)"


def test_the_newest_report_counts_and_a_completed_action_is_done(plan: Plan) -> None:
    goal = GoalFactory()
    action = ActionFactory(plan=plan, goal=goal)
    StatusReportFactory(action=action, progress=20, reported_on=today() - timedelta(days=9))
    StatusReportFactory(action=action, progress=40, reported_on=today() - timedelta(days=2))
    ActionFactory(plan=plan, goal=goal, completed_on=today())

    assert goal_tree(plan, today()).goals[0].progress.in_words == "70\u00a0%"
    assert goal_tree(plan, today() - timedelta(days=3)).goals[0].progress.in_words == "20\u00a0%, 1 van 2 ingevuld"


def test_every_bouwsteen_shows_its_own_goals_also_when_it_has_none(plan: Plan, coordinator: Client) -> None:
    GoalFactory(building_block=3, title="Borgen")

    page = Page.of(coordinator.get(address("building-block-list")))

    goals = [page.texts(f"#bouwsteen-{number} .block-goals")[0] for number in (1, 2, 3, 4)]
    assert ["Borgen" in said for said in goals] == [False, False, True, False]
    assert ["Nog geen doelen" in said for said in goals] == [True, True, False, True]


def test_the_goals_cost_as_many_queries_for_many_as_for_few(
    plan: Plan, coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    coordinator.get(address("goal-list"))
    with django_assert_max_num_queries(13) as few:
        coordinator.get(address("goal-list"))
    for ambition in AmbitionFactory.create_batch(3):
        for goal in GoalFactory.create_batch(2, ambition=ambition):
            StatusReportFactory(action=ActionFactory(plan=plan, goal=goal, priority=PriorityFactory(goal=goal)))
    with django_assert_max_num_queries(13) as many:
        coordinator.get(address("goal-list"))

    # The reports are only asked for when there are some.
    assert len(many) <= len(few) + 1


# --- keeping it ---------------------------------------------------------------------------------------------------


def test_the_coordinator_builds_the_tree(plan: Plan, coordinator: Client) -> None:
    fill_in(coordinator, address("ambition-add"), title="Veilig opgroeien")
    ambition = Ambition.objects.get()
    fill_in(coordinator, address("goal-add"), title="Elke school", building_block="4", ambition=str(ambition.pk))
    goal = Goal.objects.get()
    answer = fill_in(coordinator, address("priority-add"), title="Voorlichting", goal=str(goal.pk))

    assert answer["Location"] == address("goal-list")
    assert (ambition.from_year, goal.ambition, Priority.objects.get().goal) == (2026, ambition, goal)


def test_two_presses_add_a_goal_once(plan: Plan, coordinator: Client) -> None:
    for _ in range(2):
        fill_in(coordinator, address("goal-add"), title="Elke school", building_block="4")

    assert Goal.objects.count() == 1


def test_two_who_change_the_same_goal_lose_no_word(plan: Plan, coordinator: Client) -> None:
    goal = GoalFactory(title="Elke school")
    page = address("goal-edit", goal.pk)
    other_field = sent_by(coordinator, page, text="Ook het mbo.")
    same_field = sent_by(coordinator, page, title="Alle scholen")
    fill_in(coordinator, page, title="Iedere school")

    assert coordinator.post(page, other_field).status_code == 302
    answer = coordinator.post(page, same_field)

    goal.refresh_from_db()
    assert (goal.title, goal.text) == ("Iedere school", "Ook het mbo.")
    assert answer.status_code == 409
    assert "Iedere school" in words(answer)
    assert "Alle scholen" in words(answer)
    assert "Marijke de Wit veranderde dit doel" in words(answer)


def test_choosing_another_bouwsteen_is_no_conflict_with_who_changed_the_title(plan: Plan, coordinator: Client) -> None:
    goal = GoalFactory(building_block=4)
    page = address("goal-edit", goal.pk)
    mine = sent_by(coordinator, page, building_block="2", text="regel 1\r\nregel 2")
    fill_in(coordinator, page, title="Iets anders")

    assert coordinator.post(page, mine).status_code == 302

    goal.refresh_from_db()
    assert (goal.building_block, goal.title, goal.text) == (2, "Iets anders", "regel 1\nregel 2")


def test_changing_a_goal_of_an_adopted_plan_opens_its_next_version(plan: Plan, coordinator: Client) -> None:
    fill_in(coordinator, address("goal-add"), title="Elke school", building_block="4")

    assert PlanVersion.objects.get(plan=plan, adopted_on=None).number == plan.version + 1


def test_a_closed_plan_keeps_its_goals(plan: Plan, coordinator: Client) -> None:
    goal = GoalFactory()
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.CLOSED)

    assert fill_in(coordinator, address("goal-edit", goal.pk), title="Anders").status_code == 422
    answer = coordinator.post(address("goal-remove", goal.pk))

    assert answer.status_code == 422
    assert "Dit plan is afgesloten" in words(answer)
    assert Goal.objects.filter(pk=goal.pk, title=goal.title).exists()


def test_removing_a_goal_leaves_its_actions(plan: Plan, coordinator: Client) -> None:
    action = ActionFactory(plan=plan, goal=GoalFactory())
    page = address("goal-remove", action.goal_id)

    assert "1 actie blijft in het plan staan, zonder doel." in words(coordinator.get(page))
    coordinator.post(page)

    action.refresh_from_db()
    assert action.goal is None
    assert not Goal.objects.exists()


def test_an_ambition_on_which_there_is_a_verdict_stays(plan: Plan, coordinator: Client) -> None:
    ambition = AmbitionFactory()
    EvaluationFactory(year=2026).verdicts.create(ambition=ambition, outcome="realised")

    answer = coordinator.post(address("ambition-remove", ambition.pk))

    assert answer.status_code == 422
    assert "een oordeel in de evaluatie van 2026" in words(answer)
    assert Ambition.objects.filter(pk=ambition.pk).exists()


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [("2031", "", "Het plan loopt van 2026 tot en met 2029"), ("2028", "2027", "eindigt voordat zij begint")],
)
def test_an_ambition_stays_within_the_plan(plan: Plan, coordinator: Client, first: str, last: str, why: str) -> None:
    answer = fill_in(coordinator, address("ambition-add"), title="Veilig", from_year=first, until_year=last)

    assert answer.status_code == 422
    assert why in words(answer)


def test_the_next_plan_has_goals_of_its_own(plan: Plan, coordinator: Client) -> None:
    following = PlanFactory(
        title="Plan 2030", starts_on=plan.ends_on + timedelta(days=1), ends_on=plan.ends_on + timedelta(days=365),
        status=PlanStatus.DRAFT, adopted_on=None,
    )  # fmt: skip
    query = f"?plan={following.pk}"

    answer = fill_in(coordinator, address("goal-add") + query, title="Verder kijken", building_block="1")

    assert answer["Location"] == address("goal-list") + query
    assert "Verder kijken" in words(coordinator.get(address("goal-list") + query))
    assert "Verder kijken" not in words(coordinator.get(address("goal-list")))


def test_who_may_not_edit_the_plan_reads_it_without_buttons(plan: Plan, cast: Cast, client_of: ClientOf) -> None:
    goal = GoalFactory(title="Elke school")
    reader = client_of(cast.reader)

    said = words(reader.get(address("goal-list")))

    assert "Elke school" in said
    assert "toevoegen" not in said
    assert "Wijzigen" not in said
    assert reader.post(address("goal-edit", goal.pk), {"title": "Anders"}).status_code == 403

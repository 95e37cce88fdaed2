"""What is named in an address or a form belongs to the plan, the lead and the moment that it is about."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplan import evaluation_flows, flows, plan_life_flows
from actionplan.action_add_flows import add_action
from actionplan.action_part_flows import add_milestone
from actionplan.budget_flows import add_line, change_line
from actionplan.matrix_reading import matrix_of
from actionplan.models import Action, ActionTarget, BudgetChoice, FundingSource, Pillar, PlanAdoption, PlanStatus
from actionplan.plan_columns import read_targets
from network.dutch import NotReadable
from network.models import Person
from tests.actionplan.bringing_in_plans import as_list, load, look_of, reasons
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActivityFactory,
    AmbitionFactory,
    AreaMembershipFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    GoalFactory,
    MembershipFactory,
    PersonFactory,
    PlanFactory,
    PlanVersionFactory,
    PriorityFactory,
    RegionFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.lead_organisation)


@pytest.fixture
def later(action: Action) -> Action:
    """Of the plan for the next period."""
    plan = PlanFactory(
        title="Plan 2030", starts_on=date(2030, 1, 1), ends_on=date(2033, 12, 31), status=PlanStatus.DRAFT
    )
    return ActionFactory(plan=plan, title="Later", building_block=4, lead_organisation=action.lead_organisation)


def test_actions_of_two_plans_together_get_no_speerpunt_of_the_other_plan(
    action: Action, later: Action, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client, speerpunt = client_of(cast.coordinator), PriorityFactory(plan=action.plan)
    url = f"{reverse('actionplan:action-bulk-edit')}?actie={action.pk}&actie={later.pk}"
    shown = sorted([action, later], key=lambda each: (each.building_block, each.position, each.pk))
    assert shown[0] == action
    client.post(url, {"priority": speerpunt.pk, f"versie-{action.pk}": 1, f"versie-{later.pk}": 1})
    action.refresh_from_db()
    later.refresh_from_db()
    assert (action.priority, later.priority) == (speerpunt, None)


@pytest.mark.parametrize("name", ["goal", "priority"])
def test_an_action_has_a_goal_and_a_speerpunt_of_its_own_plan(name: str, action: Action, later: Action) -> None:
    other = {"goal": GoalFactory, "priority": PriorityFactory}[name](plan=later.plan)
    with pytest.raises(ValidationError, match="van een ander plan"):
        flows.change_action(action, version=1, seen={name: None}, changes={name: other})


def test_who_is_named_while_the_lead_goes_to_another_partner_is_not_put_down_for_it(action: Action, cast: Cast) -> None:
    person = PersonFactory()
    MembershipFactory(person=person, organisation=cast.lead_organisation)
    flows.change_action(
        action,
        version=1,
        seen={"lead_organisation": action.lead_organisation, "lead_person": None},
        changes={"lead_organisation": cast.other_organisation, "lead_person": person},
    )
    action.refresh_from_db()
    assert (action.lead_organisation, action.lead_person) == (cast.other_organisation, None)


def test_a_list_that_gives_an_action_another_lead_forgets_the_person_of_the_former(action: Action, cast: Cast) -> None:
    action.lead_person = cast.lead_editor
    action.save()
    load(as_list(f"4.2;Begeleiding;{cast.other_organisation}", header="Nummer;Titel;Trekker"))
    action.refresh_from_db()
    assert (action.lead_organisation, action.lead_person) == (cast.other_organisation, None)


def test_two_who_add_the_same_action_at_once_add_it_once(action: Action) -> None:
    with pytest.raises(ValidationError, match="staat al in het plan"):
        add_action(
            action.plan,
            title="begeleiding",
            building_block=4,
            pillar=Pillar.objects.first() or action.pillar,
            lead_organisation=action.lead_organisation,
        )
    assert Action.objects.count() == 1


def test_a_decision_is_not_written_down_on_a_version_that_was_taken_back_meanwhile(action: Action, cast: Cast) -> None:
    plan = action.plan
    offered = PlanVersionFactory(
        plan=plan, number=2, status=PlanStatus.FOR_ADOPTION, offered_on=date(2026, 11, 1), contents={}, adopted_on=None
    )
    plan_life_flows.take_back(plan, by=cast.coordinator)
    told = {"college_on": date(2026, 11, 20), "college_number": "B-1", "council_on": None, "council_number": ""}
    with pytest.raises(ValidationError, match="een andere versie"):
        plan_life_flows.record_decisions(plan, offered, cast.tiel, by=cast.coordinator, seen={}, values=told)
    assert not PlanAdoption.objects.exists()


def test_a_decision_is_not_written_down_on_a_version_that_was_offered_after_the_form_was_opened(
    action: Action, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client, url = client_of(cast.municipal_coordinator), reverse("actionplan:adoption-edit", args=[cast.tiel.code])
    nothing = dict.fromkeys(["college_on", "college_number", "council_on", "council_number"], "")
    told = {**nothing, "college_on": "20 november 2026", "college_number": "B-1", "seen": json.dumps(nothing)}
    AreaMembershipFactory(area_set=RegionFactory().area_set, municipality=cast.tiel)
    PlanVersionFactory(
        plan=action.plan, number=2, status=PlanStatus.FOR_ADOPTION, contents={"actions": []}, adopted_on=None
    )
    assert client.post(url, {**told, "versie": "1"}).status_code == 422
    assert not PlanAdoption.objects.exists()
    assert client.post(url, {**told, "versie": "2"}).status_code == 302
    assert PlanAdoption.objects.get().version.number == 2


# --- money and numbers ----------------------------------------------------------------------------------------------


def test_a_number_of_a_citizen_comes_in_by_no_cell(action: Action, cast: Cast) -> None:
    header = "Nummer;Titel;Bouwsteen;Pijler;Trekker;Financieringsbron;Soort geld;Gevraagd"
    pillar, lead = action.pillar, cast.lead_organisation
    rows = [
        f"111222333;Een;4;{pillar};{lead};;;",
        f";Twee;4;{pillar};{lead};Potje BSN 111222333;subsidie;10",
    ]
    found = [(row, label) for row, label, _ in reasons(look_of(as_list(*rows, header=header)))]
    assert (2, "Nummer") in found
    assert (3, "Financieringsbron") in found


@pytest.mark.parametrize("text", ["999999999999 trajecten", "2 tot 99999999999 trajecten", "2,25 trajecten"])
def test_a_target_that_can_not_be_kept_as_it_is_said_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_targets(text)
    assert not ActionTarget.objects.exists()


def test_a_list_does_not_ask_less_than_was_chosen_to_do_without(action: Action) -> None:
    source = FundingSourceFactory(name="DUUP", year=2026)
    line = BudgetLineFactory(
        action=action, organisation=action.lead_organisation, source=source, year=2026, amount_requested=1000
    )
    BudgetChoice.objects.create(line=line, choice="drop", amount_less=800)
    look = load(as_list("4.2;Begeleiding;500", header="Nummer;Titel;Gevraagd"))
    assert [(row, label) for row, label, _ in reasons(look)] == [(2, "Gevraagd")]
    line.refresh_from_db()
    assert (line.amount_requested, FundingSource.objects.count()) == (1000, 1)


@pytest.mark.parametrize(("who", "sees"), [("coordinator", True), ("other_editor", True), ("reader", False)])
def test_only_who_sees_the_money_reads_in_the_matrix_what_kind_of_money_it_is(
    who: str, sees: bool, action: Action, cast: Cast
) -> None:
    group = TargetGroupFactory(name="naasten")
    activity = ActivityFactory(organisation=cast.lead_organisation, funding_type="regular", note="1 keer per jaar")
    activity.target_groups.set([group])
    shown = repr(matrix_of(action.plan, getattr(cast, who)))
    assert ("regulier" in shown, "1 keer per jaar" in shown) == (sees, True)


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["action", "milestone", "money", "evaluation"])
def test_whoever_changes_something_of_a_plan_holds_the_plan_first(name: str, action: Action, cast: Cast) -> None:
    by = cast.coordinator
    line = BudgetLineFactory(action=action, organisation=action.lead_organisation)
    AmbitionFactory(plan=action.plan)
    evaluation = evaluation_flows.start_evaluation(2026, by=by)
    evaluation.verdicts.update(outcome="realised")
    changes: dict[str, Callable[[], object]] = {
        "action": lambda: flows.change_action(action, version=1, seen={"title": "x"}, changes={"title": "y"}),
        "milestone": lambda: add_milestone(action, by=by, values={"title": "Klaar"}),
        "money": lambda: change_line(line, by=by, version=1, seen={"note": ""}, changes={"note": "Anders"}),
        "evaluation": lambda: evaluation_flows.close_evaluation(evaluation, by=by),
    }
    with CaptureQueriesContext(
        connection,
    ) as asked:
        changes[name]()
    held = [each["sql"] for each in asked.captured_queries if " FOR " in each["sql"] and "UPDATE" in each["sql"]]
    assert 'FROM "actionplan_plan" ' in held[0]
    assert held[0].endswith("FOR NO KEY UPDATE")


def test_money_of_an_action_is_added_once(action: Action, cast: Cast) -> None:
    values = {
        "organisation": action.lead_organisation,
        "description": "Uren",
        "action": action,
        "funding_type": "regular",
        "year": 2026,
    }
    first = add_line(by=cast.coordinator, values=values)
    assert add_line(by=cast.coordinator, values=values) == first

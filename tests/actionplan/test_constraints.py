"""What must never be false of the plan: the database refuses it, and says why.

Each line of the table is a row as it may be, and the nearest one that may not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import models

from actionplan.models import (
    Action,
    ActionComment,
    ActionDocument,
    ActionOrigin,
    ActionTarget,
    Activity,
    AdjoiningPolicy,
    Ambition,
    AwarenessCampaign,
    BudgetChoice,
    BudgetLine,
    Embedding,
    Evaluation,
    FundingSource,
    Goal,
    Intervention,
    Plan,
    PlanAdoption,
    PlanVersion,
    PolicyConnection,
    Priority,
    ScanAnswer,
    ScanItem,
    StatusReport,
    Success,
    Training,
    TrainingAttendance,
    Verdict,
)
from partners.models import Organisation
from tests.constraint_cases import Case, constraints_of, explain_themselves, try_on_both_sides
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    BottleneckFactory,
    BudgetLineFactory,
    DecisionFactory,
    EvaluationFactory,
    FundingSourceFactory,
    LessonFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PlanAdoptionFactory,
    PlanFactory,
    ScanAnswerFactory,
    ScanItemFactory,
    SuccessFactory,
    TrainingFactory,
)

FIRST, LAST, BEFORE = date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31)

# A list of boxes to tick can't name one twice, and the rest is written by the portal itself: nobody reads why not.
NOBODY_READS = {
    "one_version_of_a_plan_per_number",
    "one_open_version_of_a_plan",
    "one_vision_in_the_making",
    "one_verdict_on_an_ambition_per_year",
    "a_target_group_once_per_action",
    "a_partner_once_per_action",
    "a_municipality_once_per_action",
    "a_target_group_once_per_activity",
    "one_training_target_per_sector_and_year",
    "an_intervention_once_per_action",
    "a_campaign_once_per_action",
    "an_agreement_once_per_action",
    "one_scan_answer_per_side_and_year",
}


@dataclass(frozen=True)
class World:
    """What there is already."""

    plan: Plan  # in force
    action: Action
    other: Action
    partner: Organisation
    ambition: Ambition
    evaluation: Evaluation
    item: ScanItem
    version: PlanVersion  # adopted by a municipality, with decision B-1
    adoption: PlanAdoption
    training: Training  # where people of Sterker were
    line: BudgetLine
    source: FundingSource
    origins: dict[str, models.Model]  # each is what `other` follows from


@pytest.fixture
def world(db: None) -> World:
    plan = PlanFactory()
    action, other = ActionFactory(plan=plan, code="4.1"), ActionFactory(plan=plan, code="4.2")
    adoption = PlanAdoptionFactory(version__plan=plan, decision_number="B-1")
    training = TrainingFactory(action=action)
    training.attendances.create(organisation_name="Sterker", sector="health", participants=2)
    policy = AdjoiningPolicy.objects.create(name="Veilige steden", owner=OrganisationFactory())
    PolicyConnection.objects.create(policy=policy, action=other)
    origins = {
        "lesson": LessonFactory(),
        "bottleneck": BottleneckFactory(),
        "decision": DecisionFactory(),
        "success": SuccessFactory(action=action),
        "scan_answer": ScanAnswerFactory(),
    }
    for name, thing in origins.items():
        ActionOrigin.objects.create(action=other, **{name: thing})
    return World(
        plan=plan,
        action=action,
        other=other,
        partner=OrganisationFactory(),
        ambition=AmbitionFactory(plan=plan),
        evaluation=EvaluationFactory(),
        item=ScanItemFactory(),
        version=adoption.version,
        adoption=adoption,
        training=training,
        line=BudgetLineFactory(),
        source=FundingSourceFactory(name="DUUP", year=2026),
        origins=origins,
    )


def a_new(model: type[models.Model], **values: Any) -> Callable[[World], models.Model]:
    """A row of the model; a value that is a function is asked of the world."""
    return lambda world: model(**{name: given(world) if callable(given) else given for name, given in values.items()})


def of_action(world: World) -> Action:
    return world.action


def of_plan(world: World) -> Plan:
    return world.plan


def of_partner(world: World) -> Organisation:
    return world.partner


def action(**values: Any) -> Callable[[World], models.Model]:
    given = {"code": "4.3", "title": "Nieuw", "building_block": 4, "lead_organisation": of_partner, **values}
    return a_new(Action, plan=of_plan, pillar=lambda world: world.action.pillar, **given)


def line(**values: Any) -> Callable[[World], models.Model]:
    given = {"organisation": of_partner, "year": 2026, "description": "Uren", "funding_type": "grant", **values}
    return a_new(BudgetLine, **given)


def answer(**values: Any) -> Callable[[World], models.Model]:
    return a_new(ScanAnswer, item=lambda world: world.item, year=2026, **{"state": "not_yet", **values})


def origin(name: str) -> Callable[[World], models.Model]:
    return lambda world: ActionOrigin(action=world.action, **{name: world.origins[name]})


def next_plan(**values: Any) -> Callable[[World], models.Model]:
    given = {"title": "Volgend", "starts_on": date(2030, 1, 1), "ends_on": date(2033, 12, 31), **values}
    return a_new(Plan, **given)


ENDS_EARLY = {"ends_on": BEFORE}
FROM_FIRST = {"starts_on": FIRST, "ends_on": FIRST}
LAST_OF_THE_PLAN = date(2029, 12, 31)
A_BLOCK = {"building_block": 5}
NO_CHOICE = "geen geldige keuze"
GOAL = a_new(Goal, plan=of_plan, building_block=4, title="Minder wachten")
IN_ORDER = answer(state="in_order", checked_on=FIRST, evidence_url="overeenkomst 4")
INTERVENTION = a_new(
    Intervention,
    name="Rots en Water",
    database="nji",
    recognition="founded",
    url="https://voorbeeld.example/rots",
    checked_on=FIRST,
)
VERDICT = a_new(
    Verdict,
    evaluation=lambda world: world.evaluation,
    ambition=lambda world: world.ambition,
    outcome="partly",
    reason="De wachttijd bleef.",
)

CASES = [
    Case(
        "plan_ends_after_it_starts", next_plan(), {"ends_on": LAST_OF_THE_PLAN}, "De einddatum ligt voor de begindatum"
    ),
    Case(
        "an_adopted_plan_has_a_date",
        next_plan(status="adopted", adopted_on=FIRST),
        {"adopted_on": None},
        "op welke dag het plan is vastgesteld",
    ),
    Case(
        "one_adopted_plan_at_a_time",
        next_plan(status="adopted", adopted_on=FIRST),
        {"starts_on": LAST_OF_THE_PLAN},
        "al een plan vastgesteld",
    ),
    Case(
        "an_adopted_version_keeps_its_contents",
        a_new(PlanVersion, plan=of_plan, number=1, status="adopted", adopted_on=FIRST, contents={"actions": []}),
        {"adopted_on": None},
        "op welke dag deze versie is vastgesteld",
    ),
    Case(
        "a_body_adopts_a_version_once",
        a_new(
            PlanAdoption,
            version=lambda world: world.version,
            municipality=lambda world: world.adoption.municipality,
            body="council",
            decided_on=FIRST,
            decision_number="B-2",
        ),
        {"body": "college"},
        "Dit besluit staat er al",
    ),
    Case(
        "an_adoption_has_its_number",
        a_new(
            PlanAdoption,
            version=lambda world: world.version,
            municipality=lambda world: MunicipalityFactory(),
            body="council",
            decided_on=FIRST,
            decision_number="B-2",
        ),
        {"decision_number": " "},
        "besluitnummer ontbreekt",
    ),
    Case(
        "an_ambition_says_what",
        a_new(Ambition, plan=of_plan, title="Eerder hulp", from_year=2026),
        {"title": " "},
        "De ambitie ontbreekt",
    ),
    Case(
        "an_ambition_ends_after_it_starts",
        a_new(Ambition, plan=of_plan, title="Eerder hulp", from_year=2026, until_year=2026),
        {"until_year": 2025},
        "eindigt voordat zij begint",
    ),
    Case("an_ambition_that_failed_says_why", VERDICT, {"reason": " "}, "waarom de ambitie niet helemaal lukte"),
    Case("a_goal_says_what", GOAL, {"title": " "}, "Het doel ontbreekt"),
    Case("goal_belongs_to_one_of_the_four_bouwstenen", GOAL, A_BLOCK, NO_CHOICE),
    Case(
        "a_priority_says_what", a_new(Priority, plan=of_plan, title="Daders"), {"title": " "}, "Het speerpunt ontbreekt"
    ),
    Case("one_action_per_code_in_a_plan", action(), {"code": "4.1"}, "al een actie met dit nummer"),
    Case("action_ends_after_it_starts", action(**FROM_FIRST), ENDS_EARLY, "klaar voordat zij begint"),
    Case("action_belongs_to_one_of_the_four_bouwstenen", action(), A_BLOCK, NO_CHOICE),
    Case(
        "amber_and_red_are_explained",
        a_new(StatusReport, action=of_action, time="green", money="green", quality="green", light="green"),
        {"light": "red"},
        "de oorzaak, de consequentie en de bijsturing",
    ),
    Case(
        "progress_is_at_most_everything",
        a_new(
            StatusReport, action=of_action, time="green", money="green", quality="green", light="green", progress=100
        ),
        {"progress": 101},
        "hoogstens 100 procent",
    ),
    Case(
        "target_range_runs_upwards",
        a_new(ActionTarget, action=of_action, unit="trajecten", minimum=3, maximum=3),
        {"maximum": 2},
        "Draai de twee getallen om",
    ),
    Case(
        "one_funding_source_per_name_and_year",
        a_new(FundingSource, name="DUUP", year=2027),
        {"year": 2026},
        "bestaat al voor dit jaar",
    ),
    Case("requested_amount_is_not_negative", line(amount_requested=0), {"amount_requested": -1}, "nul of hoger"),
    Case("granted_amount_is_not_negative", line(amount_granted=0), {"amount_granted": -1}, "nul of hoger"),
    Case("spent_amount_is_not_negative", line(amount_spent=0), {"amount_spent": -1}, "nul of hoger"),
    Case("realised_hours_are_not_negative", line(hours_realised=0), {"hours_realised": -1}, "nul of hoger"),
    Case(
        "a_choice_takes_something_off",
        a_new(BudgetChoice, line=lambda world: world.line, choice="drop", amount_less="0.01"),
        {"amount_less": 0},
        "meer dan nul",
    ),
    Case(
        "an_embedding_ends_after_it_starts",
        a_new(Embedding, action=of_action, kind="basic_task", **FROM_FIRST),
        ENDS_EARLY,
        "eindigt voordat zij begint",
    ),
    Case(
        "an_activity_says_what",
        a_new(Activity, organisation=of_partner, title="Veldwerk", form="individual"),
        {"title": " "},
        "De activiteit ontbreekt",
    ),
    Case(
        "a_training_has_a_title",
        a_new(Training, action=of_action, title="LVB", given_on=FIRST),
        {"title": " "},
        "De naam van de training ontbreekt",
    ),
    Case(
        "an_organisation_counts_once_per_training",
        a_new(
            TrainingAttendance,
            training=lambda world: world.training,
            organisation_name="Moviera",
            sector="health",
            participants=1,
        ),
        {"organisation_name": "Sterker"},
        "Tel de deelnemers bij elkaar op",
    ),
    Case(
        "somebody_came_to_a_training",
        a_new(
            TrainingAttendance,
            training=lambda world: world.training,
            organisation_name="Moviera",
            sector="health",
            participants=1,
        ),
        {"participants": 0},
        "minstens 1",
    ),
    Case("a_recognised_intervention_says_where", INTERVENTION, {"checked_on": None}, "het webadres en de datum"),
    Case("a_recognised_intervention_says_where", INTERVENTION, {"database": ""}, "de databank"),
    Case(
        "an_awareness_campaign_ends_after_it_starts",
        a_new(AwarenessCampaign, name="Week van de Liefde", **FROM_FIRST),
        ENDS_EARLY,
        "klaar voordat zij begint",
    ),
    Case(
        "adjoining_policy_has_a_name",
        a_new(AdjoiningPolicy, name="Regenboogsteden", owner=of_partner),
        {"name": " "},
        "naam van het beleid ontbreekt",
    ),
    Case(
        "one_connection_of_an_action_with_a_policy",
        a_new(PolicyConnection, policy=lambda world: AdjoiningPolicy.objects.get(), action=of_action),
        {"action": lambda world: world.other},
        "al met dit beleid verbonden",
    ),
    Case(
        "scan_item_belongs_to_one_of_the_four_bouwstenen",
        a_new(ScanItem, building_block=1, question="Is er een visie?"),
        A_BLOCK,
        NO_CHOICE,
    ),
    Case(
        "a_scan_answer_comes_from_one_side",
        answer(organisation=of_partner),
        {"municipality": lambda world: world.adoption.municipality},
        "van de regio, van een gemeente of van een partner",
    ),
    Case("what_is_in_order_has_a_date_and_a_source", IN_ORDER, {"checked_on": None}, "sinds wanneer"),
    Case("what_is_in_order_has_a_date_and_a_source", IN_ORDER, {"evidence_url": " "}, "waar het staat"),
    Case(
        "a_success_says_what_went_well",
        a_new(Success, action=of_action, title="Iedereen kwam"),
        {"title": " "},
        "Het succes ontbreekt",
    ),
    Case(
        "an_action_follows_from_one_thing_per_row",
        origin("lesson"),
        {"decision": lambda world: world.origins["decision"]},
        "Kies één verbeterpunt",
    ),
    Case(
        "an_action_follows_from_one_thing_per_row",
        origin("scan_answer"),
        {"scan_answer": None},
        "Kies één verbeterpunt",
    ),
    *(
        Case(
            f"one_link_of_an_action_with_a_{name}",
            origin(name),
            {"action": lambda world: world.other},
            "hier al aan gekoppeld",
        )
        for name in ("lesson", "bottleneck", "decision", "success", "scan_answer")
    ),
    Case(
        "a_comment_says_something",
        a_new(ActionComment, action=of_action, text="Goed zo"),
        {"text": " "},
        "De opmerking is leeg",
    ),
    Case(
        "a_document_of_an_action_has_a_title",
        a_new(
            ActionDocument, action=of_action, title="Verslag", file="acties/x.pdf", file_name="x.pdf", sha256="0" * 64
        ),
        {"title": " "},
        "De titel ontbreekt",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_right_row_is_accepted_and_the_nearest_wrong_one_refused_with_words(world: World, case: Case) -> None:
    try_on_both_sides(case, world)


def test_every_constraint_of_the_plan_is_tried_on_both_sides() -> None:
    tried = {case.constraint for case in CASES}
    assert sorted(constraints_of("actionplan")) == sorted(tried | NOBODY_READS)


def test_every_constraint_reads_as_a_sentence_and_explains_itself_in_dutch() -> None:
    explain_themselves("actionplan", nobody_reads=NOBODY_READS)

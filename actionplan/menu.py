"""The parts of the plan, in one order; a role hides what it may not see."""

from django.urls import reverse

from actionplan.models import Plan
from actionplan.which_plan import address_part
from network.models import Person
from network.policy import Permission, may

Part = tuple[str, str, Permission]

_PARTS: tuple[Part, ...] = (
    ("Acties", "actionplan:plan", Permission.PLAN_VIEW),
    ("Visie en doelen", "actionplan:goal-list", Permission.PLAN_VIEW),
    ("Bouwstenen", "actionplan:building-block-list", Permission.PLAN_VIEW),
    ("Pijlers", "actionplan:pillar-list", Permission.PLAN_VIEW),
    ("Matrix", "actionplan:matrix", Permission.PLAN_VIEW),
    ("Tijdlijn", "actionplan:timeline", Permission.PLAN_VIEW),
    ("Financiën", "actionplan:finance", Permission.FINANCE_VIEW),
)

# Used less often: behind the last tab, each with a line that says what it is.
MORE = "actionplan:plan-more"
_MORE: tuple[tuple[str, str, Permission, str], ...] = (
    ("Scan", "actionplan:scan", Permission.PLAN_VIEW, "Elk jaar: wat is er op orde, per bouwsteen?"),
    ("Successen", "actionplan:success-list", Permission.ACTION_VIEW, "Wat goed ging, en waar dat gedeeld wordt."),
    ("Trainingen", "actionplan:training-list", Permission.PLAN_VIEW, "Hoeveel mensen per sector getraind zijn."),
    (
        "Interventies en campagnes",
        "actionplan:intervention-list",
        Permission.PLAN_VIEW,
        "Wat erkend is, en welke landelijke weken eraan komen.",
    ),
    (
        "Aanpalend beleid",
        "actionplan:adjoining-policy-list",
        Permission.PLAN_VIEW,
        "Beleid waar het plan op aansluit, met de eigenaar.",
    ),
    ("Borging", "actionplan:embedding-list", Permission.FINANCE_VIEW, "Welke acties blijven als het geld stopt."),
    ("Doelgroepen", "actionplan:target-group-list", Permission.PLAN_VIEW, "Voor wie de acties zijn."),
    ("Evaluatie", "actionplan:evaluation-list", Permission.PLAN_VIEW, "Elk jaar: wat lukte er van onze ambities?"),
    (
        "Plannen en versies",
        "actionplan:plan-list",
        Permission.PLAN_VIEW,
        "Wat er vastgesteld is, door wie, en wat er sindsdien veranderde.",
    ),
)


def plan_menu(person: Person, current: str, plan: Plan | None = None) -> list[tuple[str, str, bool]]:
    """(label, url, current) per part; `current` is the url name of the page. Links stay with a plan not in force."""
    query = address_part(plan) if plan is not None else ""
    is_more = current == MORE or current in {name for _, name, _, _ in _MORE}
    tabs = [(label, reverse(name) + query, name == current) for label, name, right in _PARTS if may(person, right)]
    return [*tabs, ("Meer", reverse(MORE) + query, is_more)]


def more_of_the_plan(person: Person, plan: Plan | None = None) -> list[tuple[str, str, str]]:
    """(label, url, what it is) of the parts behind the last tab."""
    query = address_part(plan) if plan is not None else ""
    return [(label, reverse(name) + query, words) for label, name, right, words in _MORE if may(person, right)]

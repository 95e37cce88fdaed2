"""The parts of the plan, in one order; a role hides what it may not see."""

from django.urls import reverse

from network.models import Person
from network.policy import Permission, may

_PARTS = (
    ("Acties", "actionplan:plan", Permission.PLAN_VIEW),
    ("Bouwstenen", "actionplan:building-block-list", Permission.PLAN_VIEW),
    ("Pijlers", "actionplan:pillar-list", Permission.PLAN_VIEW),
    ("Successen", "actionplan:success-list", Permission.ACTION_VIEW),
    ("Financiën", "actionplan:finance", Permission.FINANCE_VIEW),
)


def plan_menu(person: Person, current: str) -> list[tuple[str, str, bool]]:
    """(label, url, current) per part; `current` is the url name of the page."""
    return [(label, reverse(name), name == current) for label, name, right in _PARTS if may(person, right)]

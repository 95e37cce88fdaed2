"""Which actions last when the money stops: what the page of the borging and the report both count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from actionplan.models import Action, BudgetLine, Embedding, Plan
from actionplan.models.actions import ActionQuerySet
from network.models import Person
from partners.life_cycle import add_months
from partners.models import Agreement

MONTHS_AHEAD = 12


@dataclass(frozen=True)
class MoneyEnds:
    """An action whose last money stops soon or has stopped, while nothing says how it goes on."""

    action: Action
    ends_on: date
    has_stopped: bool


def money_that_ends(plan: Plan, on: date) -> list[MoneyEnds]:
    """The actions that still run, whose last money stops within twelve months, and that are anchored nowhere after it.

    In the order in which the money stops. Lines that don't say when their money stops are not counted: nobody knows.
    """
    return ending_of(actions_whose_money_ends(plan, on), on)


def actions_whose_money_ends(plan: Plan, on: date) -> ActionQuerySet:
    """With `money_until`."""
    last = BudgetLine.objects.filter(action=OuterRef("pk"), ends_on__isnull=False).order_by("-ends_on")
    return (
        Action.objects.of_plan(plan)
        .in_base(on)
        .exclude(completed_on__lte=on)
        .annotate(money_until=Subquery(last.values("ends_on")[:1]))
        .filter(money_until__lte=add_months(on, MONTHS_AHEAD))
        .exclude(Exists(Embedding.objects.filter(action=OuterRef("pk")).beyond(OuterRef("money_until"))))
        .select_related("lead_organisation")
        .order_by("money_until", "position", "pk")
    )


def ending_of(actions: Iterable[Any], on: date) -> list[MoneyEnds]:
    """Of `actions_whose_money_ends`."""
    return [MoneyEnds(action, action.money_until, action.money_until < on) for action in actions]


def ending_in_words(found: Iterable[MoneyEnds]) -> str:
    """«Van 2 acties stopt het geld binnen 12 maanden, en is niets geborgd.»"""
    number = len(list(found))
    if number == 0:
        return f"Van geen enkele actie stopt het geld binnen {MONTHS_AHEAD} maanden zonder borging."
    actions = "1 actie" if number == 1 else f"{number} acties"
    return f"Van {actions} stopt het geld binnen {MONTHS_AHEAD} maanden, en is niets geborgd."


@dataclass(frozen=True)
class EmbeddingShown:
    """Where an action is anchored, as one person may see it: an agreement that is not for them stays unnamed."""

    embedding: Embedding
    agreement: Agreement | None
    is_over: bool


def embeddings_shown(embeddings: Iterable[Embedding], person: Person, on: date) -> list[EmbeddingShown]:
    """In one query for all, and none when no agreement is named."""
    found = list(embeddings)
    named = {each.agreement_id for each in found if each.agreement_id is not None}
    visible = Agreement.objects.visible_to(person).in_bulk(named) if named else {}
    return [
        EmbeddingShown(
            each, visible.get(each.agreement_id or 0), is_over=each.ends_on is not None and each.ends_on < on
        )
        for each in found
    ]

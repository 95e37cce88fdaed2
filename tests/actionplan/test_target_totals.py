"""What the actions should bring about together."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from actionplan.target_totals import AgreedTarget, target_totals, total_per_unit
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, ActionTargetFactory, PlanFactory, TargetGroupFactory
from tests.reading import Page


def agreed(*targets: tuple[str, int | None, int | None]) -> list[str]:
    def number(value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return [total.agreed for total in total_per_unit(AgreedTarget(u, number(a), number(b)) for u, a, b in targets)]


def test_ranges_in_one_unit_are_added_end_by_end() -> None:
    assert agreed(("trajecten", 3, 5), ("Trajecten", 5, 10), ("groepen", 8, 8)) == ["8 groepen", "8 tot 15 trajecten"]


def test_a_sum_is_open_where_one_of_its_parts_is() -> None:
    assert agreed(("trajecten", 3, 5), ("trajecten", 6, None)) == ["minstens 9 trajecten"]
    assert agreed(("trajecten", None, 4), ("trajecten", 2, 3)) == ["2 tot 7 trajecten"]
    assert agreed(("trajecten", None, 4)) == ["hoogstens 4 trajecten"]
    assert agreed(("trajecten", None, None)) == []


@pytest.mark.django_db
def test_an_action_for_four_target_groups_with_target_5_to_10_adds_5_to_10_to_the_total_and_not_20_to_40(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    action = ActionFactory(plan=PlanFactory())
    action.target_groups.set([TargetGroupFactory() for _ in range(4)])
    ActionTargetFactory(action=action, minimum=5, maximum=10)
    dropped = ActionFactory(plan=action.plan, dropped_on=today())
    ActionTargetFactory(action=dropped, minimum=100, maximum=100)
    assert [total.agreed for total in target_totals(action.plan, today())] == ["5 tot 10 trajecten"]
    page = Page.of(client_of(cast.reader).get("/plan/bouwstenen/"))
    assert page.texts("section[aria-labelledby=samen] strong") == ["5 tot 10 trajecten"]

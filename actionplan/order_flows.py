"""Another order of the actions of a bouwsteen. Numbers stay: an action is known by its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from actionplan.editing import may_be_edited
from actionplan.models import Action
from network.bulk import change_rows
from network.history import because

UP, DOWN = "omhoog", "omlaag"


class NoPlaceError(Exception):
    """There is no such place for this action: it is the first or last already, or the other is of another bouwsteen."""


@dataclass(frozen=True)
class Place:
    """Where to: one up or down, or right before or after another action."""

    step: str = ""  # UP or DOWN
    before: int | None = None
    after: int | None = None


@transaction.atomic
def move_action(action: Action, place: Place) -> None:
    """Whoever moves another action of this plan at the same moment waits."""
    may_be_edited(action.plan)
    siblings = list(Action.objects.of_plan(action.plan).filter(building_block=action.building_block))
    stays = {other.pk for other in Action.objects.of_plan(action.plan).in_base()}
    order = moved([other.pk for other in siblings], action.pk, place, shown=stays)
    by_pk = {other.pk: other for other in siblings}
    changed = []
    for position, pk in enumerate(order, start=1):
        if by_pk[pk].position != position:
            by_pk[pk].position = position
            changed.append(by_pk[pk])
    with because("volgorde gewijzigd"):
        change_rows(changed, ["position"])


def moved(order: Sequence[int], pk: int, place: Place, *, shown: set[int]) -> list[int]:
    """The new order. One up or down passes whatever is not shown any more."""
    rest = [each for each in order if each != pk]
    if place.step:
        before = [each for each in order[: order.index(pk)] if each in shown]
        after = [each for each in order[order.index(pk) + 1 :] if each in shown]
        neighbour = (before[-1:] if place.step == UP else after[:1])[:1]
        if not neighbour:
            raise NoPlaceError
        at = rest.index(neighbour[0]) + (place.step == DOWN)
    else:
        other = place.before or place.after
        if other not in rest:
            raise NoPlaceError
        at = rest.index(other) + (place.before is None)
    return [*rest[:at], pk, *rest[at:]]

"""What the actions of a plan should bring about together, each target counted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actionplan.models import Action, ActionTarget, Plan
from actionplan.progress import Band


@dataclass(frozen=True)
class AgreedTarget:
    """A range that one action agreed; without one end it counts there for what the other end says."""

    unit: str
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True)
class TargetTotal:
    """What was agreed in one unit. Nothing of what was reached: a sum of small numbers could tell one of them."""

    unit: str
    band: Band
    targets: int

    @property
    def agreed(self) -> str:
        """«5 tot 10 trajecten»"""
        return f"{self.band.agreed} {self.unit}"


def total_per_unit(targets: Iterable[AgreedTarget]) -> list[TargetTotal]:
    """In order of the unit, written in capitals or not. The end of a sum is open where that of one of its parts is."""
    by_unit: dict[str, list[AgreedTarget]] = {}
    for target in targets:
        if target.minimum is not None or target.maximum is not None:
            by_unit.setdefault(target.unit.strip().casefold(), []).append(target)
    return [
        TargetTotal(
            found[0].unit,
            Band(None, _sum_of_minima(found), _sum_of_maxima(found)),
            len(found),
        )
        for _, found in sorted(by_unit.items())
    ]


def _sum_of_minima(targets: Iterable[AgreedTarget]) -> Decimal | None:
    minima = [each.minimum for each in targets if each.minimum is not None]
    return sum(minima, Decimal()) if minima else None


def _sum_of_maxima(targets: Iterable[AgreedTarget]) -> Decimal | None:
    maxima = [each.maximum for each in targets]
    return None if None in maxima else sum((each for each in maxima if each is not None), Decimal())


def target_totals(plan: Plan, on: date) -> list[TargetTotal]:
    """Of the actions that count on that day, however many target groups each is meant for; in one query."""
    actions = Action.objects.of_plan(plan).in_base(on)
    found = ActionTarget.objects.filter(action__in=actions.values("pk")).order_by("pk")
    return total_per_unit(AgreedTarget(*row) for row in found.values_list("unit", "minimum", "maximum"))

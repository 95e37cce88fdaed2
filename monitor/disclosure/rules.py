"""The rule of a source, and the cells that it hides by themselves."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitor.disclosure.tables import Cube, Key


class Shown(StrEnum):
    """What a reader sees of a cell."""

    VALUE = "value"
    BELOW = "below"  # «<10»
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Rule:
    """How a source protects small numbers.

    threshold: a count of persons under it is hidden.
    shows_zero: whether nought may be shown; if not, it is hidden like any other small number.
    rounds_to: 1 shows what is left exactly; 5 shows fives.
    least_values: as many values must stay possible for every hidden cell.
    largest_share: 0–1, where several deliverers add up: hidden when one of them has more than this.
    """

    threshold: int = 10
    shows_zero: bool = True
    rounds_to: int = 1
    least_values: int = 5
    largest_share: Decimal | None = None

    def __post_init__(self) -> None:
        if min(self.threshold, self.rounds_to, self.least_values) < 1:
            raise ValueError("a threshold, a base to round to and a number of values are 1 or more")

    def is_small(self, value: int) -> bool:
        return value < self.threshold and (value > 0 or not self.shows_zero)

    @property
    def smallest_hidden(self) -> int:
        return 1 if self.shows_zero else 0

    @property
    def width(self) -> int:
        """Between the smallest and the largest value that stay possible."""
        return self.least_values - 1

    def can_label(self) -> bool:
        """Whether «<10» by itself leaves enough values."""
        return self.threshold - 1 - self.smallest_hidden >= self.width

    def rounded(self, value: int) -> int:
        """To the nearest multiple, halves up, in whole numbers only."""
        return (2 * value + self.rounds_to) // (2 * self.rounds_to) * self.rounds_to

    def range_of(self, number: int) -> tuple[int, int]:
        """What a published number may have been."""
        if self.rounds_to == 1 or (number == 0 and self.shows_zero):
            return number, number
        low, high = number - self.rounds_to // 2, number + (self.rounds_to - 1) // 2
        return max(low, self.threshold), max(high, number)


def primary(cube: Cube, rule: Rule) -> set[Key]:
    """What the rule hides by itself: small cells, and those in which a deliverer would see a small rest."""
    return {key for key, value in cube.values.items() if rule.is_small(value) or _gives_away(cube, rule, key, value)}


def _gives_away(cube: Cube, rule: Rule, key: Key, value: int) -> bool:
    """Who knows its own share subtracts it: the rest may not be small, nor one share nearly everything."""
    shares = cube.deliverers_of(key)
    if len(shares) < 2:
        return False
    if rule.largest_share is not None and max(shares) > rule.largest_share * value:
        return True
    return any(0 < value - share < rule.threshold for share in shares)

"""A proof that anybody can check with additions alone: no solver, no fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.disclosure.knowledge import System

Move = Mapping[int, int]  # unknown → by how much it differs from the raw value; unknowns that aren't in it stay


@dataclass(frozen=True)
class Certificate:
    """Tables that fit everything an attacker knows, and per hidden cell the two that differ most there."""

    moves: Sequence[Move]
    pairs: Mapping[int, tuple[int, int]]  # unknown → the moves with its smallest and its largest value

    def width(self, unknown: int) -> int:
        low, high = self.pairs[unknown]
        return self.moves[high].get(unknown, 0) - self.moves[low].get(unknown, 0)


def fits(system: System, move: Move) -> bool:
    """Whether the raw table, moved like this, is a table of whole numbers that fits everything that is known."""
    values = system.values
    for unknown, step in move.items():
        values[unknown] += step
    return all(
        _within(values[unknown], system.lows[unknown], system.highs[unknown]) for unknown in range(len(values))
    ) and all(_within(sum(times * values[at] for at, times in row.terms), row.low, row.high) for row in system.rows)


def unproven(system: System, certificate: Certificate, targets: Sequence[int], *, width: int) -> list[int]:
    """The hidden cells for which the certificate is no proof: all of them when one of its tables doesn't fit."""
    used = {number for target in targets for number in certificate.pairs.get(target, ())}
    if not all(fits(system, certificate.moves[number]) for number in sorted(used)):
        return list(targets)
    return [target for target in targets if target not in certificate.pairs or certificate.width(target) < width]


def _within(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)

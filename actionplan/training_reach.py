"""Deskundigheidsbevordering: how many people of which sector the trainings of a year reached. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from network import dutch


@dataclass(frozen=True)
class Attended:
    """How many people of one organisation came to one training."""

    training: int
    organisation: str
    sector: str
    participants: int


@dataclass(frozen=True)
class SectorReach:
    """`organisations` counts an organisation once per training, however many people it sent."""

    name: str
    trainings: int
    organisations: int
    participants: int
    target: int | None

    @property
    def words(self) -> str:
        """«nog 7», «gehaald», «5 meer», or «geen streefgetal»"""
        if self.target is None:
            return "geen streefgetal"
        more = self.participants - self.target
        return "gehaald" if more == 0 else f"{dutch.number(more)} meer" if more > 0 else f"nog {dutch.number(-more)}"

    @property
    def is_reached(self) -> bool:
        return self.target is not None and self.participants >= self.target


@dataclass(frozen=True)
class YearReach:
    sectors: tuple[SectorReach, ...]
    total: SectorReach


def reach_of(
    attended: Iterable[Attended], targets: Mapping[str, int], *, sectors: Sequence[tuple[str, str]]
) -> YearReach:
    """`sectors` are pairs of a value and its name, in order. The total has a target when any sector has one."""
    everything = list(attended)
    rows = tuple(
        _reach(name, [each for each in everything if each.sector == sector], targets.get(sector))
        for sector, name in sectors
    )
    return YearReach(rows, _reach("Totaal", everything, sum(targets.values()) if targets else None))


def _reach(name: str, attended: Sequence[Attended], target: int | None) -> SectorReach:
    return SectorReach(
        name,
        trainings=len({each.training for each in attended}),
        organisations=len({(each.training, each.organisation.casefold()) for each in attended}),
        participants=sum(each.participants for each in attended),
        target=target,
    )

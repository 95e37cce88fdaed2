"""One figure for the municipalities of the region, with the region and the Netherlands below them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Self

from django.db.models import Q

from monitor.areas import COUNTRY, MUNICIPALITY, REST, area_id, area_label
from monitor.breakdowns import PARTS_BY_ROUNDING
from monitor.figures import point_of
from monitor.geography import Borders
from monitor.models import Edition, ReleasedValue
from monitor.periods import YEAR, last_day_of, period_kind, period_label
from monitor.rates import Populations, per_inhabitants, rate_text
from monitor.series import Choice, Point
from network.dutch import enumeration
from network.models import AreaKind

FEW = 3  # municipalities that a note names one by one


class SortBy(StrEnum):
    NAME, COUNT, RATE = "naam", "aantal", "per-inwoner"

    @classmethod
    def asked(cls, answer: str | None) -> Self:
        """By name when the address asks for nothing, or for something unknown."""
        return cls(answer) if answer in set(cls) else cls("naam")


@dataclass(frozen=True)
class AreaRow:
    """A figure of an area, and how much that is per so many inhabitants of that year and area."""

    kind: str
    name: str
    point: Point
    rate: Decimal | None = None
    code: str = ""  # of a municipality, which has a picture of its own

    @property
    def label(self) -> str:
        return area_label(self.kind, self.name)

    @property
    def area_id(self) -> str:
        return area_id(self.kind, self.name)

    @property
    def is_whole(self) -> bool:
        """An area that holds municipalities of the table."""
        return self.kind not in {MUNICIPALITY, REST}

    @property
    def rate_text(self) -> str:
        return rate_text(self.rate)


@dataclass(frozen=True)
class Comparison:
    title: str
    unit: str
    per: str  # «Per 10.000 inwoners», or nothing when no rate is counted
    rows: Sequence[AreaRow]
    sorted_by: SortBy = SortBy.NAME
    notes: list[str] = field(default_factory=list)

    @property
    def differs_in_status(self) -> bool:
        """Whether some figures are provisional and others aren't; else the title says it once."""
        return len({row.point.revision for row in self.rows}) > 1

    @property
    def headings(self) -> list[tuple[str, SortBy, bool]]:
        """What each column is, by what its link sorts, and whether it is sorted so now."""
        columns = [("Gemeente", SortBy.NAME), (self.unit.capitalize(), SortBy.COUNT)]
        columns += [(self.per, SortBy.RATE)] if self.per else []
        return [(text, by, by == self.sorted_by) for text, by in columns]


def by_municipality(
    edition: Edition, values: Sequence[ReleasedValue], borders: Borders, *, sorted_by: SortBy = SortBy.NAME
) -> Comparison | None:
    """Of the values that `to_compare` asks for, of one period. In one query for a rate; None without a municipality."""
    own = [value for value in values if value.area_kind == MUNICIPALITY]
    if not own:
        return None
    wider = [value for value in values if value.area_kind != MUNICIPALITY]
    indicator, period = edition.indicator, own[0].period
    per = indicator.rate_per if indicator.adds_up and period_kind(period) == YEAR else None
    year = int(period[:4])
    codes = {(value.area_kind, value.area_name): _codes(value, borders, period) for value in [*own, *wider]}
    known = Populations.of([year], set().union(*codes.values())) if per else Populations({})

    def row(value: ReleasedValue) -> AreaRow:
        point = point_of(edition, value)
        where = codes[value.area_kind, value.area_name]
        rate = known.rate(point.value, per, year, where) if per and point.value is not None and where else None
        code = value.municipality.code if value.municipality and borders.region else ""
        return AreaRow(value.area_kind, value.area_name, point, rate, code)

    rows = sorted_rows([row(value) for value in own], sorted_by)
    below = sorted((row(value) for value in wider), key=lambda one: _RANK.get(one.kind, 2))
    return Comparison(
        f"Naar gemeente, {period_label(period)}{_status([*rows, *below])}",
        indicator.unit,
        per_inhabitants(per).capitalize() if per else "",
        [*rows, *below],
        sorted_by,
        [
            *(_without_people(own, known, year, codes) if per else []),
            *[PARTS_BY_ROUNDING] * are_rounded([*rows, *below]),
        ],
    )


def to_compare(edition: Edition, choice: Choice, borders: Borders) -> Q:
    """Municipalities of the region, now or before; the region, the area that was asked for, and the Netherlands."""
    ours = {part.municipality_id for part in borders.own}
    wider = [AreaKind.NETWORK.value, COUNTRY, *([REST] if edition.is_protected else [])]
    of_region = Q(municipality__in=ours) if borders.region else Q(municipality__isnull=False)
    asked = Q(area_kind=choice.area_kind, area_name=choice.area_name)
    return Q(area_kind=MUNICIPALITY) & of_region | Q(area_kind__in=wider) | asked & ~Q(area_kind=MUNICIPALITY)


def is_to_compare(value: ReleasedValue, edition: Edition, choice: Choice, borders: Borders) -> bool:
    """The same of a figure that is here already."""
    if value.area_kind == MUNICIPALITY:
        ours = {part.municipality_id for part in borders.own}
        return value.municipality_id in ours if borders.region else value.municipality_id is not None
    is_asked = (value.area_kind, value.area_name) == (choice.area_kind, choice.area_name)
    return (
        is_asked or value.area_kind in {AreaKind.NETWORK, COUNTRY} or (value.area_kind == REST and edition.is_protected)
    )


# Below the municipalities: what is in none of them, the region, an area that others drew, the Netherlands.
_RANK = {REST: 0, AreaKind.NETWORK.value: 1, COUNTRY: 3}


def sorted_rows(rows: Iterable[AreaRow], by: SortBy) -> list[AreaRow]:
    """By name, or the highest first; what has no figure stands last, by name, so that its place tells nothing."""
    if by == SortBy.NAME:
        return sorted(rows, key=lambda row: row.label)
    worth = {SortBy.COUNT: lambda row: row.point.value, SortBy.RATE: lambda row: row.rate}[by]
    return sorted(rows, key=lambda row: (worth(row) is None, -(worth(row) or 0), row.label))


def are_rounded(rows: Sequence[AreaRow]) -> bool:
    """Whether parts that can all be seen add up to a little more or less than the region, as rounded numbers do.

    Said of a table that holds the region and what is in no municipality of it, so of figures that partners delivered.
    """
    by_kind = {row.kind: row for row in rows if row.kind in {REST, AreaKind.NETWORK.value}}
    total = by_kind.get(AreaKind.NETWORK.value)
    if total is None or total.point.value is None or REST not in by_kind:
        return False
    parts = [row.point.value for row in rows if row.kind in {MUNICIPALITY, REST}]
    values = [value for value in parts if value is not None]
    return len(values) == len(parts) and 0 < abs(sum(values) - total.point.value) <= 5 * len(parts)


def _codes(value: ReleasedValue, borders: Borders, period: str) -> set[str]:
    if value.area_kind == MUNICIPALITY:
        return {value.municipality.code} if value.municipality else set()
    return borders.codes_of(value.area_kind, value.area_name, last_day_of(period))


def _status(rows: Sequence[AreaRow]) -> str:
    """« (voorlopig)» when every figure is."""
    found = {row.point.revision_label for row in rows}
    return f" ({rows[0].point.revision_label})" if len(found) == 1 and rows[0].point.is_provisional else ""


def _without_people(
    own: Sequence[ReleasedValue], known: Populations, year: int, codes: dict[tuple[str, str], set[str]]
) -> list[str]:
    """Why there is no rate: the population of that year isn't known, and another year is never taken."""
    without = [value.area_name for value in own if known.total(year, codes[value.area_kind, value.area_name]) is None]
    if not without:
        return []
    if len(without) == len(own):
        return [f"Per inwoner staat hier geen getal: het aantal inwoners op 1 januari {year} is niet bekend."]
    names = enumeration(without) if len(without) <= FEW else f"{len(without)} gemeenten"
    return [f"Van {names} is het aantal inwoners op 1 januari {year} niet bekend. Daar staat geen getal per inwoner."]

"""Where no help is known: doelgroep × pijler × gemeente. An empty cell is a gap in the help of the region.

The database counts, so that it is never more than the cells; the rest is arithmetic on those rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from network.models import Municipality, Person
from network.policy import Permission, may
from partners.models import Audience, CarePillar, CareService, SpecialGroup
from partners.models.directory import CareServiceQuerySet


class Rows(StrEnum):
    """What stands down the side of the matrix; the names are those of the address."""

    AUDIENCES = "wie"
    GROUPS = "groep"

    @property
    def words(self) -> list[Audience] | list[SpecialGroup]:
        return list(Audience) if self == Rows.AUDIENCES else list(SpecialGroup)


@dataclass(frozen=True)
class Known:
    """So many entries for a doelgroep in a pijler. `place` is the id of a municipality, None for the whole country."""

    place: int | None
    group: str
    pillar: str
    number: int


@dataclass(frozen=True)
class Cell:
    """A doelgroep in a pijler: how many entries there are in each municipality that was asked about."""

    group: str
    pillar: CarePillar
    label: str  # «naasten en omgeving: nazorg»
    numbers: tuple[int, ...]  # by municipality, in the order in which they were asked
    url: str  # the list of what is there

    @property
    def served(self) -> int:
        return sum(number > 0 for number in self.numbers)

    @property
    def is_gap(self) -> bool:
        """Nowhere that was asked about."""
        return self.served == 0

    @property
    def is_partly(self) -> bool:
        return 0 < self.served < len(self.numbers)

    @property
    def text(self) -> str:
        """«3», or «5 van 14 gemeenten» where more municipalities are asked about."""
        if self.is_gap:
            return "geen"
        return str(self.numbers[0]) if len(self.numbers) == 1 else f"{self.served} van {len(self.numbers)} gemeenten"


@dataclass(frozen=True)
class Where:
    """A municipality where a gap is, and the address of a new action that fills it; empty for who may not."""

    name: str
    url: str


@dataclass(frozen=True)
class Gap:
    """A cell without help, for the lists under the matrix."""

    pillar: CarePillar
    label: str  # «naasten en omgeving: nazorg»
    url: str  # a new action for all that was asked about, where the gap is everywhere
    places: tuple[Where, ...] = ()  # where it is, when elsewhere in the region there is help


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]  # everywhere that was asked about
    partly: tuple[Gap, ...]  # in some of the municipalities


@dataclass(frozen=True)
class Matrix:
    rows: tuple[Row, ...]
    without_pillar: int  # entries that are in no column

    @property
    def total(self) -> int:
        return sum(len(row.cells) for row in self.rows)

    @property
    def gaps(self) -> int:
        return sum(len(row.gaps) for row in self.rows)

    @property
    def partly(self) -> int:
        return sum(len(row.partly) for row in self.rows)

    @property
    def filled(self) -> int:
        return self.total - self.gaps


def matrix_shown(person: Person, rows: Rows, places: list[Municipality]) -> Matrix:
    """The matrix of these municipalities together; in two questions, whatever the number of entries."""
    published = CareService.objects.published()
    known = _known(published, rows, places)
    numbers = numbers_by_cell(known, [place.pk for place in places])
    may_add = may(person, Permission.ACTION_ADD)
    return Matrix(
        rows=tuple(
            _row(
                str(word.label),
                [_cell(rows, word.value, str(word.label), pillar, numbers, places) for pillar in CarePillar],
                places,
                may_add=may_add,
            )
            for word in rows.words
        ),
        without_pillar=published.without_pillar().count(),
    )


def numbers_by_cell(known: Iterable[Known], places: list[int]) -> dict[tuple[str, str], list[int]]:
    """(doelgroep, pijler) → how many entries in each of these municipalities. Nationwide ones count everywhere."""
    at = {place: index for index, place in enumerate(places)}
    numbers: dict[tuple[str, str], list[int]] = {}
    for row in known:
        there = range(len(places)) if row.place is None else [at[row.place]] if row.place in at else []
        counts = numbers.setdefault((row.group, row.pillar), [0] * len(places))
        for index in there:
            counts[index] += row.number
    return numbers


# --- parts of the above ---------------------------------------------------------------------------------------


# An entry has several of both, which Django can't take apart in one question. Entries that are alike are counted first:
# taking thousands apart is what takes the time.
_COUNTED = """
    SELECT municipality_id, word, pillar, sum(number)::int
    FROM (
        SELECT place.municipality_id, service.words, service.pillars, count(*) AS number
        FROM (PUBLISHED) AS service (id, is_nationwide, words, pillars)
        LEFT JOIN partners_careservice_municipalities AS place
            ON place.careservice_id = service.id AND NOT service.is_nationwide
        WHERE service.is_nationwide OR place.municipality_id = ANY(%s)
        GROUP BY 1, 2, 3
    ) AS alike
    CROSS JOIN unnest(words) AS word
    CROSS JOIN unnest(pillars) AS pillar
    GROUP BY 1, 2, 3
"""


def _known(published: CareServiceQuerySet, rows: Rows, places: list[Municipality]) -> list[Known]:
    words = "special_groups" if rows == Rows.GROUPS else "audiences"
    entries = published.order_by().values_list("pk", "is_nationwide", words, "pillars")
    sql, values = entries.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.replace("PUBLISHED", sql), [*values, [place.pk for place in places]])
        return [Known(*row) for row in cursor.fetchall()]


def _row(label: str, cells: list[Cell], places: list[Municipality], *, may_add: bool) -> Row:
    one = places[0] if len(places) == 1 else None
    return Row(
        label,
        tuple(cells),
        gaps=tuple(
            Gap(cell.pillar, cell.label, _new_action(cell, one) if may_add else "") for cell in cells if cell.is_gap
        ),
        partly=tuple(
            Gap(cell.pillar, cell.label, "", _places_without(cell, places, may_add=may_add))
            for cell in cells
            if cell.is_partly
        ),
    )


def _cell(
    rows: Rows,
    value: str,
    label: str,
    pillar: CarePillar,
    numbers: Mapping[tuple[str, str], list[int]],
    places: list[Municipality],
) -> Cell:
    wanted: dict[str, Any] = {rows.value: value, "pijler": pillar.value}
    if len(places) == 1:
        wanted["gemeente"] = places[0].pk
    return Cell(
        group=value,
        pillar=pillar,
        label=f"{label}: {pillar.label}",
        numbers=tuple(numbers.get((value, pillar.value), [0] * len(places))),
        url=f"{reverse('partners:service-list')}?{urlencode(wanted)}",
    )


def _places_without(cell: Cell, places: list[Municipality], *, may_add: bool) -> tuple[Where, ...]:
    return tuple(
        Where(place.name, _new_action(cell, place) if may_add else "")
        for place, number in zip(places, cell.numbers, strict=True)
        if not number
    )


def _new_action(cell: Cell, place: Municipality | None) -> str:
    """Where an action is added, with this gap filled in."""
    wanted = {"doelgroep": cell.group, "pijler": cell.pillar.value}
    if place:
        wanted["gemeente"] = place.code
    return f"{reverse('actionplan:action-add')}?{urlencode(wanted)}"

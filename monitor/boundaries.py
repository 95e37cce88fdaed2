"""Official borders of municipalities, read from a TopoJSON or GeoJSON file that an administrator chose.

The file is not trusted: every number is checked, and the points that it may lead to are counted while it is read. No
database: bytes in, shapes out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any, NoReturn

from monitor.map_drawing import Ring
from network.areas.country import country
from network.dutch import NotReadable, enumeration, long_date, number

MOST_BYTES = 5 * 1024 * 1024
MOST_POINTS = 600_000
NAMED = 8
# Metres per unit, so that a square of 100,000 units holds the country; and where it begins in the Rijksdriehoek.
UNIT, SOUTH = 3.3, 300_000
STEP = 6  # units, some twenty metres: finer than a drawing of a region shows

_CODES = ("statcode", "code", "gm_code", "gemeentecode", "identificatie", "id")
_NO_MAP = "Dit is geen kaart die wij kennen. Kies een bestand van CBS of PDOK met gemeentegrenzen: GeoJSON of TopoJSON."
_BROKEN = "Het bestand is beschadigd: {why}. Download het opnieuw bij de bron."

# From degrees to the grid of the Rijksdriehoek, to within a metre: powers of latitude and longitude, and their weight.
_EAST = (
    (0, 1, 190094.945),
    (1, 1, -11832.228),
    (2, 1, -114.221),
    (0, 3, -32.391),
    (1, 0, -0.705),
    (3, 1, -2.340),
    (1, 3, -0.608),
    (0, 2, -0.008),
    (2, 3, 0.148),
)
_NORTH = (
    (1, 0, 309056.544),
    (0, 2, 3638.893),
    (2, 0, 73.077),
    (1, 2, -157.984),
    (3, 0, 59.788),
    (0, 1, 0.433),
    (2, 2, -6.439),
    (1, 1, -0.032),
    (0, 4, 0.092),
    (1, 4, -0.054),
)

Point = tuple[float, float]


@dataclass(frozen=True)
class BordersRead:
    """What a file holds: the shape of each municipality that existed on that day."""

    shapes: dict[str, list[Ring]]
    unknown: tuple[str, ...]  # codes that our list doesn't know; left out

    def missing(self, codes: Iterable[str]) -> list[str]:
        return sorted(set(codes) - self.shapes.keys())


def read_boundaries(content: bytes, day: date) -> BordersRead:
    """The borders as they were from that day. NotReadable says in Dutch what is wrong, and what to do."""
    if len(content) > MOST_BYTES:
        raise NotReadable(too_large())
    document = _parsed(content)
    found: dict[str, list[Ring]] = {}
    for code, lines in _features(document):
        if code in found:
            raise NotReadable(f"{code} staat er twee keer in. Kies een bestand met elke gemeente één keer.")
        found[code] = lines
    if not found:
        raise NotReadable(f"In dit bestand staat geen gemeente met een CBS-code. {_NO_MAP}")
    _require_day(found, day)
    known = {code: rings for code, rings in found.items() if code in country()}
    return BordersRead(known, tuple(sorted(found.keys() - known.keys())))


def too_large() -> str:
    return f"Dit bestand is groter dan {number(MOST_BYTES // 1024 // 1024)} MB. Kies de vereenvoudigde grenzen."


def _require_day(found: Iterable[str], day: date) -> None:
    """Borders of another year would colour the wrong municipality."""
    known = [country()[code] for code in sorted(found) if code in country()]
    gone = [f"{each.name} ({each.code})" for each in known if not each.exists_on(day)]
    if gone:
        raise NotReadable(
            f"Op {long_date(day)} bestond niet: {enumeration(gone[:NAMED])}"
            f"{f' en {len(gone) - NAMED} andere' if len(gone) > NAMED else ''}. Kies de dag die bij dit bestand hoort."
        )


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotReadable(str(error) if isinstance(error, NotReadable) else _NO_MAP) from error
    if not isinstance(document, dict):
        raise NotReadable(_NO_MAP)
    return document


def _no_number(word: str) -> NoReturn:
    raise NotReadable(_BROKEN.format(why=f"er staat {word} waar een getal hoort"))


# --- the two kinds of file ------------------------------------------------------------------------------------------


def _features(document: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    budget = _Budget()
    if document.get("type") == "Topology":
        yield from _of_topology(document, budget)
    elif document.get("type") == "FeatureCollection":
        for feature in _list(document.get("features")):
            geometry = feature.get("geometry") if isinstance(feature, dict) else None
            if isinstance(geometry, dict) and (code := _code_of(feature)):
                polygons = _polygons(geometry, "coordinates")
                yield code, _rings(_points(line, budget) for polygon in polygons for line in _list(polygon))
    else:
        raise NotReadable(_NO_MAP)


def _of_topology(document: dict[str, Any], budget: "_Budget") -> Iterator[tuple[str, list[Ring]]]:
    objects = document.get("objects")
    arcs = _arcs(document, budget)
    for collection in objects.values() if isinstance(objects, dict) else []:
        for geometry in _list(collection.get("geometries")) if isinstance(collection, dict) else []:
            if isinstance(geometry, dict) and (code := _code_of(geometry)):
                polygons = _polygons(geometry, "arcs")
                yield code, _rings(_joined(line, arcs, budget) for polygon in polygons for line in _list(polygon))


def _polygons(geometry: dict[str, Any], key: str) -> list[Any]:
    if geometry.get("type") == "Polygon":
        return [_list(geometry.get(key))]
    if geometry.get("type") == "MultiPolygon":
        return _list(geometry.get(key))
    raise NotReadable(_BROKEN.format(why="een gemeente heeft geen vlak"))


def _code_of(thing: dict[str, Any]) -> str:
    """GM0268; empty for a country, a province, or water."""
    own = thing.get("properties")
    told = {str(key).lower(): value for key, value in own.items()} if isinstance(own, dict) else {}
    for key in _CODES:
        value = told.get(key, thing.get(key))
        if isinstance(value, str) and re.fullmatch(r"GM[0-9]{4}", value):
            return value
    return ""


@dataclass
class _Budget:
    """How many points may still be made: a small file can ask for very many."""

    left: int = MOST_POINTS

    def spend(self, points: int) -> None:
        self.left -= points
        if self.left < 0:
            raise NotReadable("Deze kaart heeft te veel punten. Kies de vereenvoudigde grenzen van CBS of PDOK.")


def _arcs(document: dict[str, Any], budget: _Budget) -> list[list[Point]]:
    transform = document.get("transform")
    scale, move = (1.0, 1.0), (0.0, 0.0)
    is_in_steps = isinstance(transform, dict)
    if isinstance(transform, dict):
        scale, move = _pair(transform.get("scale")), _pair(transform.get("translate"))
    made = []
    for arc in _list(document.get("arcs")):
        x = y = 0.0
        points: list[Point] = []
        for place in _list(arc):
            dx, dy = _pair(place)
            x, y = (x + dx, y + dy) if is_in_steps else (dx, dy)
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        budget.spend(len(points))
        made.append(points)
    return made


def _joined(line: Any, arcs: Sequence[list[Point]], budget: _Budget) -> list[Point]:
    """A ring from its arcs; a number below zero means backwards."""
    ring: list[Point] = []
    for index in _list(line):
        if not isinstance(index, int) or isinstance(index, bool) or not -len(arcs) <= index < len(arcs):
            raise NotReadable(_BROKEN.format(why="een grens verwijst naar een lijn die er niet is"))
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        budget.spend(len(points))
        ring += points[1:] if ring else points
    return ring


def _points(line: Any, budget: _Budget) -> list[Point]:
    places = _list(line)
    budget.spend(len(places))
    return [_pair(place) for place in places]


def _pair(place: Any) -> Point:
    numbers = place[:2] if isinstance(place, list) else []
    if len(numbers) < 2 or not all(
        isinstance(each, int | float) and not isinstance(each, bool) and abs(each) < 1e9 and isfinite(each)
        for each in numbers
    ):
        raise NotReadable(_BROKEN.format(why="er staat iets anders waar een plaats hoort"))
    return float(numbers[0]), float(numbers[1])


def _list(thing: Any) -> list[Any]:
    return thing if isinstance(thing, list) else []


# --- places --------------------------------------------------------------------------------------------------------


def _rings(lines: Iterable[Sequence[Point]]) -> list[Ring]:
    """The lines around a municipality; one so small that nothing is left of it in our units goes."""
    rings = [ring for line in lines if len(ring := _ring(line)) > 2]
    if not rings:
        raise NotReadable(_BROKEN.format(why="een gemeente heeft geen vlak"))
    return rings


def _ring(points: Sequence[Point]) -> Ring:
    """In whole steps of our square, without points on one spot; two neighbours keep the same points."""
    ring: Ring = []
    for x, y in points:
        east, north = to_grid(x, y)
        place = (round(east / UNIT / STEP) * STEP, round((north - SOUTH) / UNIT / STEP) * STEP)
        if not ring or ring[-1] != place:
            ring.append(place)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def to_grid(x: float, y: float) -> Point:
    """Metres of the Rijksdriehoek, from degrees or from such metres. Raises NotReadable outside the country."""
    if 3 <= x <= 7.5 and 50.5 <= y <= 53.8:
        north, east = 0.36 * (y - 52.1551744), 0.36 * (x - 5.38720621)
        return (
            155_000 + sum(weight * north**first * east**second for first, second, weight in _EAST),
            463_000 + sum(weight * north**first * east**second for first, second, weight in _NORTH),
        )
    if 0 <= x <= 300_000 and SOUTH <= y <= 630_000:
        return x, y
    raise NotReadable("Deze grenzen liggen buiten Nederland. Kies een bestand in graden (WGS84) of in RD.")

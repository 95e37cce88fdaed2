"""The map as a drawing: a square per municipality, or its real borders, with patterns for what is no ordinary number.

Presentation attributes only, as in charts.py; every number also stands in the table beside the map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from monitor.charts import AXIS, FONT, GROUND, INK
from monitor.tiles import LONGEST, Cell, lines_of, size_of

SHADES = ("#d5e8ed", "#93c2cf", "#2f7890", "#0b3f52")
ON_SHADES = (INK, INK, GROUND, GROUND)
TILE, GAP, TEXT = 66, 2, 12.5
WIDTH = 720  # of a drawing with real borders

Ring = list[tuple[int, int]]
Shapes = Mapping[str, Sequence[Ring]]


class Look(StrEnum):
    """What a municipality looks like; the names are parts of the ids of patterns."""

    VALUE = "waarde"
    OUTDATED = "verouderd"
    NOT_SHOWN = "niet-getoond"
    NO_DATA = "geen-gegevens"


_LINES = {
    Look.NO_DATA: f'<circle cx="2.5" cy="2.5" r="1" fill="{INK}"/>',
    Look.NOT_SHOWN: f'<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6" stroke="{INK}" stroke-width="1.6" fill="none"/>',
    Look.OUTDATED: f'<path d="M0,4H8M4,0V8" stroke="{INK}" stroke-width="0.9" fill="none"/>',
}
_SIZES = {Look.NO_DATA: 5, Look.NOT_SHOWN: 8, Look.OUTDATED: 8}


@dataclass(frozen=True)
class Drawn:
    """One municipality to draw. `shade` is a class from 0 to 3, also of an outdated value; `text` is its number."""

    code: str
    name: str
    look: Look
    text: str
    shade: int | None = None
    explained: str = ""  # its number and what is said of it, for who points at it


def draw_tiles(places: Sequence[Drawn], cells: Mapping[str, Cell], *, title: str, name: str = "kaart") -> SafeString:
    """A square for each; `name` begins the ids of the patterns, so that two maps fit one page."""
    columns, rows = size_of(cells.values())
    step = TILE + GAP
    drawn = [_tile(place, cells[place.code], name) for place in places]
    return _svg("".join(drawn), columns * step - GAP, rows * step - GAP, title, name, places)


def draw_borders(places: Sequence[Drawn], shapes: Shapes, *, title: str, name: str = "kaart") -> SafeString:
    """The real shape of each that has one, the north above."""
    here = {place.code: shapes[place.code] for place in places if shapes.get(place.code)}
    points = [point for rings in here.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = (WIDTH - 4) / max(east - west, 1)
    height = round((north - south) * scale) + 4
    scaled = {
        code: [[(round((x - west) * scale) + 2, round((north - y) * scale) + 2) for x, y in ring] for ring in rings]
        for code, rings in here.items()
    }
    areas = [_area(place, scaled[place.code], name) for place in places if place.code in scaled]
    labels = [_label(place, scaled[place.code]) for place in places if place.code in scaled]
    return _svg("".join(areas + labels), WIDTH, height, title, name, places)


def swatch(look: Look, shade: int | None, *, name: str) -> SafeString:
    """A small sample for the legend, with a pattern of its own."""
    place = Drawn("", "", look, "", shade)
    body = "".join(_filled(place, 'x="0.5" y="0.5" width="27" height="19"', "rect", name))
    return _wrapped(f"{_patterns([look], name)}{body}", 28, 20, 'aria-hidden="true"')


def _svg(body: str, width: int, height: int, title: str, name: str, places: Sequence[Drawn]) -> SafeString:
    looks = sorted({place.look for place in places})
    return _wrapped(f"<title>{escape(title)}</title>{_patterns(looks, name)}{body}", width, height, 'role="img"')


def _wrapped(body: str, width: int, height: int, more: str) -> SafeString:
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" {more}>{body}</svg>'
    )
    return mark_safe(drawn)  # noqa: S308  (numbers of our own, and names that were escaped)


def _patterns(looks: Sequence[Look], name: str) -> str:
    made = [
        f'<pattern id="{name}-{look}" width="{_SIZES[look]}" height="{_SIZES[look]}" patternUnits="userSpaceOnUse">'
        f"{_LINES[look]}</pattern>"
        for look in looks
        if look in _LINES
    ]
    return f"<defs>{''.join(made)}</defs>" if made else ""


def _filled(place: Drawn, shape: str, element: str, name: str) -> list[str]:
    """The ground with the shade of its class, and over it the pattern of what it is."""
    ground = GROUND if place.shade is None else SHADES[place.shade]
    parts = [f'<{element} {shape} fill="{ground}" stroke="{AXIS}" stroke-width="1"/>']
    if place.look in _LINES:
        parts.append(f'<{element} {shape} fill="url(#{name}-{place.look})"/>')
    return parts


def _tile(place: Drawn, cell: Cell, name: str) -> str:
    left, top = (place_in * (TILE + GAP) for place_in in cell)
    shape = f'x="{left + 0.5}" y="{top + 0.5}" width="{TILE - 1}" height="{TILE - 1}" rx="3"'
    lines = lines_of(place.name)
    height = 15 * (len(lines) + 1)
    middle, first = left + TILE / 2, top + (TILE - height) / 2 + 12
    plate, ink = "", _ink(place)
    if place.look != Look.VALUE:
        plate = f'<rect x="{left + 2}" y="{first - 13:g}" width="{TILE - 4}" height="{height + 3}" fill="{GROUND}"/>'
    words = "".join(
        _text(line, middle, first + 15 * index, ink, width=TILE - 8 if len(line) >= LONGEST else 0)
        for index, line in enumerate(lines)
    )
    number = _text(place.text, middle, first + 15 * len(lines), ink, weight=700)
    return f"<g>{_explained(place)}{''.join(_filled(place, shape, 'rect', name))}{plate}{words}{number}</g>"


def _ink(place: Drawn) -> str:
    return ON_SHADES[place.shade] if place.look == Look.VALUE and place.shade is not None else INK


def _explained(place: Drawn) -> str:
    return f"<title>{escape(place.name)}: {escape(place.explained or place.text)}</title>"


def _text(words: str, x: float, y: float, ink: str, *, weight: int = 400, size: float = TEXT, width: int = 0) -> str:
    """With a width, a long word is squeezed a little to fit."""
    place = f'x="{x:g}" y="{y:g}" text-anchor="middle" font-size="{size}" font-weight="{weight}"'
    place += f' textLength="{width}" lengthAdjust="spacingAndGlyphs"' if width else ""
    return f'<text {place} fill="{ink}">{escape(words)}</text>'


def _area(place: Drawn, rings: Sequence[Ring], name: str) -> str:
    path = "".join(_path(ring) for ring in rings if len(_thinned(ring)) > 2)
    shape = f'd="{path}" fill-rule="evenodd"'
    return f"<g>{_explained(place)}{''.join(_filled(place, shape, 'path', name))}</g>"


def _path(ring: Ring) -> str:
    """In steps from point to point: shorter than places, and better to compress."""
    points = _thinned(ring)
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    return f"M{points[0][0]},{points[0][1]}l" + " ".join(f"{dx},{dy}" for dx, dy in steps) + "z"


def _thinned(ring: Ring) -> Ring:
    """Without points on the same spot, or on the line between two others; neighbours lose the same ones."""
    kept: Ring = []
    for x, y in ring:
        if kept and kept[-1] == (x, y):
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2:]
            if (bx - ax) * (y - by) == (by - ay) * (x - bx):
                kept.pop()
        kept.append((x, y))
    return kept


def _label(place: Drawn, rings: Sequence[Ring]) -> str:
    x, y = _middle(max(rings, key=lambda ring: abs(_size(ring))))
    lines = [(place.name, 400), (place.text, 700)]
    halo = f'<g stroke="{GROUND}" stroke-width="4" stroke-linejoin="round">'
    return "".join(
        f"{halo}{_text(words, x, at, GROUND, weight=weight, size=15)}</g>"
        + _text(words, x, at, INK, weight=weight, size=15)
        for at, (words, weight) in zip((y - 4, y + 13), lines, strict=True)
    )


def _size(ring: Ring) -> float:
    """Twice its surface; negative when it runs the other way round."""
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, [*ring[1:], ring[0]], strict=True))


def _middle(ring: Ring) -> tuple[float, float]:
    """A point well inside: of some lines across, the middle of the widest stretch."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best, place = -inf, (float(ring[0][0]), float(ring[0][1]))
    for part in range(3, 8):
        y = top + (bottom - top) * part / 10 + 0.01
        cuts = sorted(
            ax + (y - ay) * (bx - ax) / (by - ay)
            for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (ay <= y) != (by <= y)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > best:
                best, place = right - left, ((left + right) / 2, y)
    return place

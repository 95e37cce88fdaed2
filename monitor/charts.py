"""Charts: Vega-Lite specifications drawn as SVG on the server, one drawing for screen and paper.

The SVG carries presentation attributes only: the content security policy allows no style inside a page, and classes of
the page don't reach a drawing in a PDF. So these are the only colours outside tokens.css.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, log10
from textwrap import wrap
from typing import Any
from xml.etree import ElementTree as ET

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

from monitor.breaks import Break
from monitor.numbers import ValueStatus
from monitor.periods import part_of_year, period_label, periods_between
from monitor.series import Point, Series, symbols_explained
from network.dutch import long_date, number, short_date

GROUND = "#ffffff"
INK = "#17252c"
INK_SOFT = "#4a5a62"
GRID = "#d3d9d8"
AXIS = "#6b7a80"
LINE = "#0b5c75"
LIGHT = "#93c2cf"
PALE = "#d5e8ed"
TONES = (LINE, LIGHT, PALE)  # each with an outline, and with its name beside it: in grey they say the same

# As the site names its font, then as the PDF does.
FONT = "Source Sans 3 Variable, Source Sans 3, Liberation Sans, sans-serif"
DUTCH = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
VEGA_LITE = "6.4"
LINE_BREAK = "¶"

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = {"svg", "g", "path", "line", "rect", "text", "tspan", "title"}
_ATTRIBUTES = {
    *("width", "height", "viewBox", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "text-anchor"),
    *("fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "font-family", "font-size", "font-weight", "display"),
}


@dataclass(frozen=True)
class Size:
    """How wide a drawing is, and how much of it fits. The narrow one is for a phone of 360 points."""

    width: int
    height: int
    font: int
    periods: int  # under the axis
    figures: int  # beside the points; with more, only those at the ends of a line
    is_narrow: bool = False

    @property
    def line_height(self) -> int:
        return self.font + 4


WIDE = Size(720, 300, 14, 11, 9)
NARROW = Size(300, 260, 13, 4, 5, is_narrow=True)


@dataclass(frozen=True)
class Mark:
    """A target or a benchmark: a line of its own, with its year in its name."""

    label: str
    kind: str  # «streefwaarde», «om mee te vergelijken»
    value: Decimal

    @property
    def text(self) -> str:
        return f"{self.label}: {number(self.value)}"


@dataclass(frozen=True)
class Chart:
    """What components/chart.html prints: a drawing, what it says in words, and the same figures as a table.

    A row of one cell goes across the table: it tells where figures can't be compared.
    """

    title: str
    conclusion: str
    svg: SafeString
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
    source_line: str = ""
    narrow: SafeString | str = ""

    @property
    def is_small(self) -> bool:
        """Whether its table fits a phone as it is."""
        return len(self.columns) <= 4


def trend_chart(series: Series, *, title: str, unit: str, source_line: str, marks: Sequence[Mark] = ()) -> Chart | None:
    """A line through the figures of one series; None while there are fewer than two periods.

    A provisional figure is an open point at the end of a dashed line; a missing figure is a gap in the line, and so is
    a day after which figures can't be compared.
    """
    if len(series.points) < 2:
        return None
    wide, narrow = (
        draw(_trend(series, marks, size), title=f"{title}. {series.conclusion}.") for size in (WIDE, NARROW)
    )
    return Chart(
        title=title,
        conclusion=series.conclusion,
        svg=wide,
        narrow=narrow,
        columns=["Periode", unit.capitalize(), "Status"],
        rows=[*_rows(series), *([mark.label, number(mark.value), mark.kind] for mark in marks)],
        note=_note(series.points, series.shown_breaks),
        source_line=source_line,
    )


def bar_chart(bars: Sequence[tuple[str, Point]], *, title: str, conclusion: str, unit: str, source_line: str) -> Chart:
    """One bar per subject, side by side and never stacked. A missing figure has no bar, only its symbol."""
    wide, narrow = (draw(_bars([(label, [("", point)]) for label, point in bars], size), title=title) for size in _BOTH)
    return Chart(
        title=title,
        conclusion=conclusion,
        svg=wide,
        narrow=narrow,
        columns=["Onderwerp", unit.capitalize(), "Status"],
        rows=[[label, point.text, point.status_in_words] for label, point in bars],
        note=_note([point for _, point in bars]),
        source_line=source_line,
    )


Group = tuple[str, Sequence[tuple[str, Point]]]  # the name of a group, and its bars


def grouped_bar_chart(groups: Sequence[Group], *, title: str, columns: list[str], rows: list[list[str]]) -> Chart:
    """Bars of the same groups under each other, each with its own name: never stacked, never as parts of a pie."""
    wide, narrow = (draw(_bars(groups, size), title=title) for size in _BOTH)
    points = [point for _, bars in groups for _, point in bars]
    return Chart(title, "", wide, columns, rows, note=_note(points), narrow=narrow)


_BOTH = (WIDE, NARROW)


def _rows(series: Series) -> list[list[str]]:
    """The figures of a series, oldest first, with a row of its own wherever something changed."""
    rows: list[list[str]] = []
    told: set[Break] = set()
    for before, point in zip([None, *series.points], series.points, strict=False):
        for each in series.breaks:
            if before and each not in told and each.lies_between(before.period, point.period):
                told.add(each)
                rows.append([each.row])
        rows.append([point.period_label, point.text, point.status_in_words])
    return rows


def _note(points: Sequence[Point], breaks: Iterable[Break] = ()) -> str:
    provisional = any(point.is_provisional for point in points) and len({point.period for point in points}) > 1
    about_lines = ["Een open punt en een gestippelde lijn: het cijfer is voorlopig."] if provisional else []
    return " ".join([*(each.note for each in breaks), *about_lines, *symbols_explained(points)])


# Beside its symbol, a word: a point or a dash alone is hard to see in a drawing.
_WORDS = {
    ValueStatus.SUPPRESSED: "geheim",
    ValueStatus.WITHHELD: "geheim",
    ValueStatus.LIMIT: "klein",
    ValueStatus.IMPOSSIBLE: "leeg",
    ValueStatus.NIL: "nihil",
}


def text_of(point: Point) -> str:
    """What a drawing prints for a figure: as the table does, and for a sign also what it stands for."""
    return f"{point.text} {_WORDS.get(ValueStatus(point.status), '')}".strip()


# --- a trend -------------------------------------------------------------------------------------------------------


def _trend(series: Series, marks: Sequence[Mark], size: Size) -> dict[str, Any]:
    points = series.points
    periods = periods_between(points[0].period, points[-1].period)
    at = {period: index for index, period in enumerate(periods)}
    labelled = _labelled(series, size)
    shown = [
        {
            "at": at[point.period],
            "value": float(point.value),
            "text": number(point.value) if point in labelled else "",
            "ground": GROUND if point.is_provisional else LINE,
        }
        for point in points
        if point.value is not None
    ]
    breaks = [(each, day) for each in series.shown_breaks if (day := each.place_among(periods)) is not None]
    labels = _labels_of_breaks(breaks, len(periods), size, below=len(marks))
    room = (len(marks) + sum(label["lines"] for label in labels)) * size.line_height
    place = _axes_of_a_trend(points, periods, marks, size, room)
    line = {"type": "line", "stroke": LINE, "strokeWidth": 3, "strokeCap": "round"}
    pieces = {**place, "detail": {"field": "step"}}
    return _specification(
        size,
        size.height + room,
        [
            *_break_lines(breaks, place),
            *_mark_lines(marks, place),
            _layer({**line}, pieces, _steps(series, periods, provisional=False)),
            _layer(
                {**line, "strokeDash": [5, 5], "strokeCap": "butt"}, pieces, _steps(series, periods, provisional=True)
            ),
            _layer(
                {
                    "type": "point",
                    "size": _point_size(len(periods), size),
                    "opacity": 1,
                    "stroke": LINE,
                    "strokeWidth": 2.5,
                },
                {**place, "fill": {"field": "ground", "type": "nominal", "scale": None}},
                shown,
            ),
            *_figures_beside(shown, place, len(periods), size),
            *_provisional_word(points, at, place, size),
            *_missing_marks(points, at, place, size),
            *_break_texts(labels, place, size),
            *_mark_texts(marks, place, size),
        ],
    )


def _axes_of_a_trend(
    points: Sequence[Point], periods: Sequence[str], marks: Sequence[Mark], size: Size, room: int
) -> dict[str, Any]:
    """Each period takes one step around its own number, so that a day inside a period has a place too."""
    shown, texts = _labels_of_periods(periods, size.periods)
    x: dict[str, Any] = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [-0.5, len(periods) - 0.5], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": shown,
            "labelExpr": f"split({json.dumps(texts, ensure_ascii=False)}[datum.value], '{LINE_BREAK}')",
            "labelOverlap": False,
            "labelFlush": False,
        },
    }
    highest = max(
        [*(point.value for point in points if point.value is not None), *(mark.value for mark in marks)],
        default=Decimal(0),
    )
    ticks = axis_ticks(highest)
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [ticks[0], ticks[-1] * (1 + room / (size.height - 50))], "nice": False},
        "axis": {"title": None, "format": ",~f", "values": ticks},
    }
    return {"x": x, "y": y}


def _labels_of_periods(periods: Sequence[str], most: int) -> tuple[list[int], list[str]]:
    """Which periods get a name under the axis, counted back from the newest, and those names in one or two lines."""
    step = ceil(len(periods) / most)
    shown = list(range(len(periods) - 1, -1, -step))[::-1]
    texts = [""] * len(periods)
    year = ""
    for index in shown:
        part, period = part_of_year(periods[index]), periods[index]
        is_new = period[:4] != year
        texts[index] = f"{part}{LINE_BREAK}{period[:4] if is_new else ''}" if part else period_label(period)
        year = period[:4]
    return shown, texts


def axis_ticks(highest: Decimal) -> list[float]:
    """Round numbers from 0 to above the highest figure, so that its label stays inside: 845 → 0, 200 … 1000."""
    top = float(highest) * 1.08
    if top <= 0:
        return [0, 1]
    rough = top / 4
    unit = 10.0 ** int(log10(rough) // 1)
    step = next(unit * times for times in (1, 2, 2.5, 5, 10) if unit * times >= rough)
    if highest >= 4:
        step = max(1, ceil(step))
    return [round(step * count, 4) for count in range(ceil(top / step) + 1)]


def _labelled(series: Series, size: Size) -> list[Point]:
    """The points that get their figure beside them: all, or those at the ends and at a cut."""
    with_value = [point for point in series.points if not point.is_missing]
    if len(with_value) <= size.figures:
        return with_value
    ends = {with_value[0], with_value[-1]}
    if not size.is_narrow:
        for before, point in pairwise(with_value):
            if series.is_cut_between(before.period, point.period):
                ends |= {before, point}
    return [point for point in with_value if point in ends]


def _steps(series: Series, periods: Sequence[str], *, provisional: bool) -> list[dict[str, Any]]:
    """Each piece of line between two neighbouring periods that both have a figure; a gap stays a gap, and nothing goes
    across a day after which figures can't be compared.
    """
    by_period = {point.period: point for point in series.points}
    pieces = []
    for step, (start, end) in enumerate(pairwise(periods)):
        ends = [by_period.get(start), by_period.get(end)]
        if series.is_cut_between(start, end) or any(point is None or point.value is None for point in ends):
            continue
        if provisional == any(point.is_provisional for point in ends if point):
            pieces += [
                {"at": step + index, "value": float(point.value), "step": step}
                for index, point in enumerate(ends)
                if point and point.value is not None
            ]
    return pieces


def _figures_beside(
    shown: list[dict[str, Any]], place: dict[str, Any], periods: int, size: Size
) -> list[dict[str, Any]]:
    """At the ends of a long axis a figure stays inside the drawing."""
    crowded = periods > size.figures
    first = [one for one in shown if crowded and one["at"] == 0]
    last = [one for one in shown if crowded and one["at"] == periods - 1]
    rest = [one for one in shown if one not in first and one not in last]
    aligned = [("left", -10, first), ("right", 10, last), ("center", 0, rest)]
    return [
        _text(place, values, size, dx=dx, dy=-17, weight=700, align=align, halo=halo)
        for halo in (True, False)
        for align, dx, values in aligned
    ]


def _point_size(periods: int, size: Size) -> float:
    """In square points: smaller where many stand beside each other, so that each can be told from the next."""
    step = (size.width - 60) / periods
    return max(14.0, min(70.0 if size.is_narrow else 90.0, round((0.38 * step) ** 2 * 3.14)))


def _provisional_word(
    points: Sequence[Point], at: dict[str, int], place: dict[str, Any], size: Size
) -> list[dict[str, Any]]:
    """Below the newest point, where there is room."""
    last, top = points[-1], place["y"]["scale"]["domain"][1]
    if size.is_narrow or last.value is None or not last.is_provisional or float(last.value) < 0.2 * top:
        return []
    word = [{"at": at[last.period], "value": float(last.value), "text": last.revision_label}]
    return [_text(place, word, size, weight=400, align="right", dx=10, dy=20)]


def _missing_marks(
    points: Sequence[Point], at: dict[str, int], place: dict[str, Any], size: Size
) -> list[dict[str, Any]]:
    """Why there is no figure, on the axis: no height, so that nothing can be read from where it stands."""
    missing: list[dict[str, Any]] = [
        {"at": at[point.period], "value": 0, "text": text_of(point)} for point in points if point.is_missing
    ]
    step = (size.width - 60) / len(at)
    upright = any(len(one["text"]) * size.font * 0.55 > step for one in missing)
    if upright:
        return [_text(place, missing, size, weight=400, dx=9, align="left", more={"angle": 270, "baseline": "middle"})]
    return [_text(place, missing, size, weight=400, dy=-12)]


def _break_lines(breaks: Sequence[tuple[Break, float]], place: dict[str, Any]) -> list[dict[str, Any]]:
    """An upright line at the day itself: dashed where figures can't be compared, dotted where the line goes on."""
    across = {"x": {**place["x"], "axis": place["x"]["axis"]}}
    return [
        _layer(
            {"type": "rule", "stroke": INK, "strokeWidth": 1.5, "strokeDash": [6, 4] if each.cuts else [1.5, 4]},
            across,
            [{"at": where}],
        )
        for each, where in breaks
    ]


def _labels_of_breaks(
    breaks: Sequence[tuple[Break, float]], periods: int, size: Size, *, below: int
) -> list[dict[str, Any]]:
    """The name of each, at the side of the line where there is room; each starts below the one before."""
    labels: list[dict[str, Any]] = []
    down = below
    for each, where in breaks:
        lines = [short_date(each.day)] if size.is_narrow else wrap(each.heading, 30)
        if not size.is_narrow and len(lines) > 1:
            lines = [f"{long_date(each.day)}:", *wrap(each.heading.partition(": ")[2], 30)]
        side = "left" if where < (periods - 1) / 2 else "right"
        labels.append({"at": where, "text": LINE_BREAK.join(lines), "lines": len(lines), "side": side, "down": down})
        down += len(lines)
    return labels


def _break_texts(labels: Sequence[dict[str, Any]], place: dict[str, Any], size: Size) -> list[dict[str, Any]]:
    top = place["y"]["scale"]["domain"][1]
    return [
        _text(
            place,
            [{"at": label["at"], "value": top, "text": label["text"]}],
            size,
            weight=600,
            align=label["side"],
            dx=7 if label["side"] == "left" else -7,
            dy=label["down"] * size.line_height,
            halo=halo,
            more={"baseline": "top", "lineBreak": LINE_BREAK, "lineHeight": size.line_height},
        )
        for label in labels
        for halo in (True, False)
    ]


def _mark_lines(marks: Sequence[Mark], place: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _layer(
            {"type": "rule", "stroke": INK, "strokeWidth": 2, "strokeDash": [12, 4]},
            {"y": place["y"]},
            [{"value": float(mark.value)}],
        )
        for mark in marks
    ]


def _mark_texts(marks: Sequence[Mark], place: dict[str, Any], size: Size) -> list[dict[str, Any]]:
    """Above the drawing, below each other: at its line a name would hide the points and figures that are near it."""
    top = place["y"]["scale"]["domain"][1]
    return [
        _text(
            place,
            [{"at": -0.5, "value": top, "text": mark.text}],
            size,
            weight=600,
            align="left",
            dx=4,
            dy=row * size.line_height,
            halo=halo,
            more={"baseline": "top"},
        )
        for row, mark in enumerate(marks)
        for halo in (True, False)
    ]


# --- bars ----------------------------------------------------------------------------------------------------------

BAR, GAP, BETWEEN = 20, 5, 14  # high


def _bars(groups: Sequence[Group], size: Size) -> dict[str, Any]:
    """The name of a group, its bars below it, and beside each bar its name and its figure.

    A missing figure has no bar and its text stands at the start, whatever it really is.
    """
    across = (size.width - 24) // (size.font * 0.55)
    names: list[dict[str, Any]] = []
    shown: list[dict[str, Any]] = []
    down = 0.0
    tones = _tones(groups)
    for label, bars in groups:
        lines = wrap(label, int(across)) or [""]
        names.append({"value": 0, "from": down, "text": LINE_BREAK.join(lines)})
        down += len(lines) * (size.font + 5)
        for part, point in bars:
            value = float(point.value or 0)
            text = f"{part}: {text_of(point)}" if part else text_of(point)
            shown.append(
                {
                    "value": value,
                    "from": down,
                    "to": down + BAR,
                    "middle": down + BAR / 2,
                    "text": text,
                    "fill": tones[part],
                }
            )
            down += BAR + GAP
        down += BETWEEN
    width = size.width - 24
    room = [width - len(bar["text"]) * size.font * 0.6 - 8 for bar in shown]
    longest = max((bar["value"] * width / max(left, 40) for bar, left in zip(shown, room, strict=True)), default=0) or 1
    x = {"field": "value", "type": "quantitative", "scale": {"domain": [0, longest], "nice": False}, "axis": None}
    y = {"field": "from", "type": "quantitative", "scale": {"domain": [down, 0], "nice": False}, "axis": None}
    rectangle = {"x": {**x, "field": "zero"}, "x2": {"field": "value"}, "y": y, "y2": {"field": "to"}}
    fill = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
    with_bar = [{**bar, "zero": 0} for bar in shown if bar["value"]]
    name_mark = {"baseline": "top", "lineBreak": LINE_BREAK, "lineHeight": size.font + 5}
    return _specification(
        size,
        int(down),
        [
            _layer({"type": "rect", "stroke": LINE, "strokeWidth": 1.5}, {**rectangle, **fill}, with_bar),
            _text({"x": x, "y": y}, names, size, weight=400, align="left", more=name_mark),
            _text(
                {"x": x, "y": {**y, "field": "middle"}},
                shown,
                size,
                weight=700,
                align="left",
                dx=8,
                more={"baseline": "middle"},
            ),
        ],
    )


def _tones(groups: Sequence[Group]) -> dict[str, str]:
    parts = list(dict.fromkeys(part for _, bars in groups for part, _ in bars))
    return {part: TONES[index % len(TONES)] for index, part in enumerate(parts)}


# --- small parts of a specification ----------------------------------------------------------------------------------


def _specification(size: Size, height: int, layers: list[dict[str, Any]]) -> dict[str, Any]:
    axis = {
        "labelColor": INK_SOFT,
        "labelFontSize": size.font,
        "gridColor": GRID,
        "domainColor": AXIS,
        "tickColor": AXIS,
    }
    return {
        "width": size.width,
        "autosize": {"type": "fit", "contains": "padding"},
        "height": height,
        "background": GROUND,
        "padding": 8,
        "config": {
            "aria": False,
            "font": FONT,
            "view": {"stroke": None},
            "axis": {**axis, "labelPadding": 8},
            "axisX": {"grid": False},
            "axisY": {"domain": False, "ticks": False},
        },
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def _layer(mark: dict[str, Any], encoding: dict[str, Any], values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"mark": mark, "encoding": encoding, "data": {"values": values}}


def _text(
    place: dict[str, Any],
    values: list[dict[str, Any]],
    size: Size,
    *,
    weight: int,
    dx: int = 0,
    dy: int = 0,
    align: str = "center",
    halo: bool = False,
    more: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Figures beside their points; the halo goes under them, so that no line runs through a figure."""
    mark: dict[str, Any] = {
        "type": "text",
        "color": INK,
        "fontSize": size.font,
        "fontWeight": weight,
        "dx": dx,
        "dy": dy,
        "align": align,
        **(more or {}),
    }
    if halo:
        mark |= {"stroke": GROUND, "strokeWidth": 5, "color": GROUND}
    return _layer(mark, {**place, "text": {"field": "text"}}, values)


# --- drawing -------------------------------------------------------------------------------------------------------


def draw(specification: dict[str, Any], *, title: str) -> SafeString:
    """The drawing, kept under its content: the same figures are drawn once."""
    written = json.dumps([VEGA_LITE, title, specification], sort_keys=True)
    key = f"chart-{hashlib.sha256(written.encode()).hexdigest()}"
    cache = caches["drawings"]
    svg = cache.get(key)
    if svg is None:
        svg = _clean(_render(specification), title)
        cache.set(key, svg)
    return mark_safe(svg)  # noqa: S308  (every element and attribute was checked against a list, all text escaped again)


def _render(specification: dict[str, Any]) -> str:
    # Imported here, at the first drawing: its engine (V8) doesn't survive a fork, so a gunicorn worker starts its own.
    import vl_convert

    return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[], format_locale=DUTCH)


def _clean(drawn: str, title: str) -> str:
    """Give the drawing its title, and keep nothing but shapes and text with presentation attributes."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)  # noqa: S314 - drawn by our own engine, without a document type
    for found in [found for found in root if found.tag == f"{{{_SVG}}}title"]:
        root.remove(found)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{_SVG}}}")
        if name not in _ELEMENTS:
            raise ValueError(f"A chart may not hold <{name}>.")
        for attribute in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[attribute]
    _drop_empty_groups(root)
    root.set("role", "img")
    heading = ET.Element(f"{{{_SVG}}}title")
    heading.text = title
    root.insert(0, heading)
    return ET.tostring(root, encoding="unicode")


def as_drawn(svg: str) -> SafeString:
    """A drawing that was kept, in a report for one: looked through again before it is printed."""
    title = ET.fromstring(svg).findtext(f"{{{_SVG}}}title", "")  # noqa: S314 - drawn by us, without a document type
    return mark_safe(_clean(svg, title))  # noqa: S308  (checked and escaped again)


def small_trend(series: Series) -> SafeString:
    """The shape of a series in the size of a word, beside its figure and its change in words. It holds no text.

    Gaps, cuts and provisional figures as in a large drawing.
    """
    points, width, height, edge = series.points, 120, 32, 5
    values = [float(point.value) for point in points if point.value is not None]
    if len(values) < 2:
        return mark_safe("")
    periods = periods_between(points[0].period, points[-1].period)
    at = {period: edge + index * (width - 2 * edge) / (len(periods) - 1) for index, period in enumerate(periods)}
    top = max(values) or 1
    place = {
        point.period: f"{at[point.period]:.1f} {height - edge - float(point.value) / top * (height - 2 * edge):.1f}"
        for point in points
        if point.value is not None
    }
    lines = [
        f'<path class="c-line{" c-line--open" * series_part_is_open}" d="M{place[start]}L{place[end]}"/>'
        for start, end, series_part_is_open in _small_steps(series, periods)
    ]
    last = next(point for point in reversed(points) if point.value is not None)
    x, y = place[last.period].split()
    dot = f'<circle class="c-dot{" c-dot--open" * last.is_provisional}" cx="{x}" cy="{y}" r="3.5"/>'
    return mark_safe(  # noqa: S308 - numbers of our own only
        f'<svg class="small-trend" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true"'
        f' focusable="false">{"".join(lines)}{dot}</svg>'
    )


def _small_steps(series: Series, periods: Sequence[str]) -> list[tuple[str, str, bool]]:
    """From where to where, and whether one of the two is provisional."""
    found = {point.period: point for point in series.points if point.value is not None}
    return [
        (start, end, found[start].is_provisional or found[end].is_provisional)
        for start, end in pairwise(periods)
        if start in found and end in found and not series.is_cut_between(start, end)
    ]


def _drop_empty_groups(parent: ET.Element) -> None:
    for child in list(parent):
        _drop_empty_groups(child)
        is_invisible = child.get("display") == "none" or child.get("d") in {"", "M0,0h0v0h0Z"}
        if is_invisible or (child.tag == f"{{{_SVG}}}g" and not len(child)):
            parent.remove(child)

"""Charts: Vega-Lite specifications drawn as SVG on the server, one drawing for screen and paper.

The SVG carries presentation attributes only: the content security policy allows no style inside a page, and classes of
the page don't reach a drawing in a PDF. So these are the only colours outside tokens.css.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, log10
from textwrap import wrap
from typing import Any
from xml.etree import ElementTree as ET

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

from monitor.periods import periods_between, short_period_label
from monitor.series import Point, Series, symbols_explained
from network.dutch import number

GROUND = "#ffffff"
INK = "#17252c"
INK_SOFT = "#4a5a62"
GRID = "#d3d9d8"
AXIS = "#6b7a80"
LINE = "#0b5c75"

# As the site names its font, then as the PDF does.
FONT = "Source Sans 3 Variable, Source Sans 3, Liberation Sans, sans-serif"
DUTCH = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
VEGA_LITE = "6.4"
WIDTH, HEIGHT, BAR_HEIGHT = 720, 300, 44
LINE_BREAK = "¶"
EVERY_LABEL = 9  # with more points, only the first and the last get their figure beside them

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = {"svg", "g", "path", "line", "rect", "text", "tspan"}
_ATTRIBUTES = {
    *("width", "height", "viewBox", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "text-anchor"),
    *("fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "font-family", "font-size", "font-weight", "display"),
}


@dataclass(frozen=True)
class Chart:
    """What components/chart.html prints: a drawing, what it says in words, and the same figures as a table."""

    title: str
    conclusion: str
    svg: SafeString
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
    source_line: str = ""


def trend_chart(series: Series, *, title: str, unit: str, source_line: str) -> Chart | None:
    """A line through the figures of one series; None while there are fewer than two periods.

    A provisional figure is an open point at the end of a dashed line; a missing figure is a gap in the line.
    """
    if len(series.points) < 2:
        return None
    return Chart(
        title=title,
        conclusion=series.conclusion,
        svg=draw(_trend(series.points), title=f"{title}. {series.conclusion}."),
        columns=["Periode", unit.capitalize(), "Status"],
        rows=[[point.period_label, point.text, point.status_in_words] for point in series.points],
        note=_note(series.points),
        source_line=source_line,
    )


def bar_chart(bars: Sequence[tuple[str, Point]], *, title: str, conclusion: str, unit: str, source_line: str) -> Chart:
    """One bar per subject, side by side and never stacked. A missing figure has no bar, only its symbol."""
    points = [point for _, point in bars]
    return Chart(
        title=title,
        conclusion=conclusion,
        svg=draw(_bars(bars), title=title),
        columns=["Onderwerp", unit.capitalize(), "Status"],
        rows=[[label, point.text, point.status_in_words] for label, point in bars],
        note=_note(points),
        source_line=source_line,
    )


def _note(points: Sequence[Point]) -> str:
    provisional = any(point.is_provisional for point in points) and len({point.period for point in points}) > 1
    about_lines = ["Een open punt en een gestippelde lijn: het cijfer is voorlopig."] if provisional else []
    return " ".join(about_lines + symbols_explained(points))


# --- specifications ----------------------------------------------------------------------------------------------


def _trend(points: Sequence[Point]) -> dict[str, Any]:
    by_period = {point.period: point for point in points}
    periods = periods_between(points[0].period, points[-1].period)
    labelled = _labelled(points)
    shown = [
        {
            "period": short_period_label(point.period),
            "value": float(point.value),
            "text": number(point.value) if point in labelled else "",
            "ground": GROUND if point.is_provisional else LINE,
        }
        for point in points
        if point.value is not None
    ]
    missing = [
        {"period": short_period_label(period), "value": 0, "text": "geen getal"}
        for period in periods
        if period in by_period and by_period[period].is_missing
    ]
    place = _axes_of_a_trend(points, periods)
    line = {"type": "line", "stroke": LINE, "strokeWidth": 3, "strokeCap": "round"}
    return _specification(
        HEIGHT,
        [
            _layer({**line}, {**place, "detail": {"field": "step"}}, _steps(periods, by_period, provisional=False)),
            _layer(
                {**line, "strokeDash": [5, 5], "strokeCap": "butt"},
                {**place, "detail": {"field": "step"}},
                _steps(periods, by_period, provisional=True),
            ),
            _layer(
                {"type": "point", "size": 90, "opacity": 1, "stroke": LINE, "strokeWidth": 2.5},
                {**place, "fill": {"field": "ground", "type": "nominal", "scale": None}},
                shown,
            ),
            _text(place, shown, dy=-17, weight=700, halo=True),
            _text(place, shown, dy=-17, weight=700),
            _text(place, missing, dy=-14, weight=400),
        ],
    )


def _axes_of_a_trend(points: Sequence[Point], periods: Sequence[str]) -> dict[str, Any]:
    x: dict[str, Any] = {
        "field": "period",
        "type": "ordinal",
        "sort": None,
        "scale": {"domain": [short_period_label(period) for period in periods]},
        "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy"},
    }
    ticks = axis_ticks(max((point.value for point in points if point.value is not None), default=Decimal(0)))
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [ticks[0], ticks[-1]]},
        "axis": {"title": None, "format": ",~f", "values": ticks},
    }
    return {"x": x, "y": y}


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


def _labelled(points: Sequence[Point]) -> list[Point]:
    with_value = [point for point in points if not point.is_missing]
    return with_value if len(with_value) <= EVERY_LABEL else [with_value[0], with_value[-1]]


def _steps(periods: Sequence[str], by_period: dict[str, Point], *, provisional: bool) -> list[dict[str, Any]]:
    """Each piece of line between two neighbouring periods that both have a figure; a gap stays a gap."""
    pieces = []
    for step, (start, end) in enumerate(pairwise(periods)):
        ends = [by_period.get(start), by_period.get(end)]
        if all(point and point.value is not None for point in ends) and provisional == any(
            point.is_provisional for point in ends if point
        ):
            pieces += [
                {"period": short_period_label(point.period), "value": float(point.value), "step": step}
                for point in ends
                if point and point.value is not None
            ]
    return pieces


def _bars(bars: Sequence[tuple[str, Point]]) -> dict[str, Any]:
    shown = [
        {
            "label": LINE_BREAK.join(wrap(label, 36)),
            "value": float(point.value or 0),
            "text": f"{point.text} {point.explanation}".strip(),
        }
        for label, point in bars
    ]
    longest = max(float(point.value or 0) for _, point in bars)
    y = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelExpr": f"split(datum.label, '{LINE_BREAK}')", "labelLimit": 400},
    }
    x = {"field": "value", "type": "quantitative", "scale": {"domain": [0, longest * 1.12 or 1]}, "axis": None}
    place = {"x": x, "y": y}
    return _specification(
        BAR_HEIGHT * len(bars),
        [
            _layer(
                {"type": "bar", "fill": LINE, "height": {"band": 0.6}}, place, [bar for bar in shown if bar["value"]]
            ),
            _text(place, shown, dx=8, weight=700, align="left"),
        ],
    )


def _specification(height: int, layers: list[dict[str, Any]]) -> dict[str, Any]:
    axis = {"labelColor": INK_SOFT, "labelFontSize": 14, "gridColor": GRID, "domainColor": AXIS, "tickColor": AXIS}
    return {
        "width": WIDTH,
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
    *,
    weight: int,
    dx: int = 0,
    dy: int = 0,
    align: str = "center",
    halo: bool = False,
) -> dict[str, Any]:
    """Figures beside their points; the halo goes under them, so that no grid line runs through a figure."""
    mark: dict[str, Any] = {
        "type": "text",
        "color": INK,
        "fontSize": 15,
        "fontWeight": weight,
        "dx": dx,
        "dy": dy,
        "align": align,
    }
    if halo:
        mark |= {"stroke": GROUND, "strokeWidth": 5, "color": GROUND}
    return _layer(mark, {**place, "text": {"field": "text"}}, values)


# --- drawing -------------------------------------------------------------------------------------------------------


def draw(specification: dict[str, Any], *, title: str) -> SafeString:
    """The drawing, kept under its content: the same figures are drawn once."""
    written = json.dumps([VEGA_LITE, title, specification], sort_keys=True)
    key = f"chart-{hashlib.sha256(written.encode()).hexdigest()}"
    cache = caches["shared"]
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


def _drop_empty_groups(parent: ET.Element) -> None:
    for child in list(parent):
        _drop_empty_groups(child)
        is_invisible = child.get("display") == "none" or child.get("d") in {"", "M0,0h0v0h0Z"}
        if is_invisible or (child.tag == f"{{{_SVG}}}g" and not len(child)):
            parent.remove(child)

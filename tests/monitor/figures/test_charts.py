"""Drawings: what they show, and what may never be in them."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from monitor import charts
from monitor.charts import axis_ticks, bar_chart, trend_chart
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.series import Choice, Point, Series

CHOICE = Choice("country_part", "Noord-Nederland", "33 Seksueel misdrijf", "", "JJ")
SOURCE = "Bron: CBS."
SVG = "{http://www.w3.org/2000/svg}"
TOKENS = Path(__file__).parents[3] / "static" / "css" / "tokens.css"


def point(year: int, value: int | None, *, revision: str = RevisionStatus.FINAL) -> Point:
    status = ValueStatus.SUPPRESSED if value is None else ValueStatus.VALUE
    return Point(f"{year}JJ00", None if value is None else Decimal(value), status, revision)


def trend(*points: Point, title: str = "Seksueel misdrijf, Noord-Nederland (LD)") -> charts.Chart:
    chart = trend_chart(Series(CHOICE, points), title=title, unit="aantal", source_line=SOURCE)
    assert chart
    return chart


def texts(chart: charts.Chart) -> list[str]:
    return [element.text or "" for element in ET.fromstring(chart.svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_a_drawing_has_its_title_first_and_is_one_image() -> None:
    root = ET.fromstring(trend(point(2021, 800), point(2022, 845)).svg)  # noqa: S314 - our own

    assert root[0].tag == f"{SVG}title"
    assert root[0].text == ("Seksueel misdrijf, Noord-Nederland (LD). In 2022: 845, 45 meer dan een jaar eerder.")
    assert root.get("role") == "img"


def test_a_drawing_holds_nothing_that_the_content_policy_refuses() -> None:
    svg = trend(point(2021, 800), point(2022, None), point(2023, 765, revision=RevisionStatus.PROVISIONAL)).svg

    assert not re.search(r"style=|<style|<script|class=|href|\son\w+=|<foreignObject|<image|data:|url\(", svg)
    assert not re.search(r"aria-roledescription|graphics-", svg)


def test_what_somebody_typed_stays_text_in_a_drawing() -> None:
    title = '</title><script>alert(1)</script>" onload="x'

    svg = trend(point(2021, 800), point(2022, 845), title=title).svg

    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_figures_and_axis_are_in_dutch_notation() -> None:
    shown = texts(trend(point(2021, 1800), point(2022, 2250)))

    assert {"1.800", "2.250", "1.000"} <= set(shown)
    assert not any("," in text for text in shown)


def test_a_missing_figure_is_a_gap_and_never_zero() -> None:
    chart = trend(point(2021, 800), point(2022, None), point(2023, 765))

    assert ". geheim" in texts(chart)
    assert lines_in(chart) == 0
    assert ["2022", ".", "definitief, geheim of onbekend"] in chart.rows
    assert "Een punt betekent: geheim of onbekend. Het is niet nul." in chart.note


def test_a_year_that_is_not_in_the_table_is_a_gap_as_well() -> None:
    chart = trend(point(2020, 800), point(2021, 805), point(2023, 765))

    assert "2022" in texts(chart)
    assert lines_in(chart) == 1


def test_a_provisional_figure_is_an_open_point_at_a_dashed_line() -> None:
    final = trend(point(2021, 800), point(2022, 845))
    provisional = trend(point(2021, 800), point(2022, 845, revision=RevisionStatus.PROVISIONAL))

    assert "stroke-dasharray" not in final.svg
    assert provisional.svg.count("stroke-dasharray") == 1
    assert provisional.note == "Een open punt en een gestippelde lijn: het cijfer is voorlopig."


def lines_in(chart: charts.Chart) -> int:
    """How many pieces of line connect two figures."""
    return len(re.findall(r'<path d="M[^"]*L[^"]*"[^>]*stroke-width="3"', chart.svg))


def test_the_table_beside_a_drawing_holds_the_same_figures() -> None:
    chart = trend(point(2021, 800), point(2022, 845, revision=RevisionStatus.PROVISIONAL))

    assert chart.columns == ["Periode", "Aantal", "Status"]
    assert chart.rows == [["2021", "800", "definitief"], ["2022", "845", "voorlopig"]]
    assert chart.conclusion == "In 2022 (voorlopig): 845, 45 meer dan een jaar eerder"
    assert chart.source_line == SOURCE


def test_one_period_is_no_trend() -> None:
    assert trend_chart(Series(CHOICE, (point(2023, 5),)), title="x", unit="aantal", source_line=SOURCE) is None


def test_bars_stand_side_by_side_and_a_missing_figure_has_a_symbol_instead() -> None:
    bars = [("Gestarte adviezen", point(2023, 35)), ("Afgeronde diensten", point(2023, None))]

    chart = bar_chart(bars, title="Mensenhandel", conclusion="", unit="aantal", source_line=SOURCE)

    assert {"35", ". geheim"} <= set(texts(chart))


def test_the_same_figures_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = trend(point(2021, 801), point(2022, 846))
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda *args, **kwargs: pytest.fail("drawn again"))

    assert trend(point(2021, 801), point(2022, 846)).svg == first.svg


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        ("845", [0, 250, 500, 750, 1000]),
        ("7", [0, 2, 4, 6, 8]),
        ("3", [0, 1, 2, 3, 4]),
        ("0", [0, 1]),
        ("0.8", [0, 0.25, 0.5, 0.75, 1.0]),
        ("1139720", [0, 500000, 1000000, 1500000]),
    ],
)
def test_the_axis_starts_at_zero_and_has_round_numbers(highest: str, ticks: list[float]) -> None:
    assert axis_ticks(Decimal(highest)) == ticks


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("--color-ink", charts.INK),
        ("--color-ink-soft", charts.INK_SOFT),
        ("--color-line", charts.GRID),
        ("--color-line-strong", charts.AXIS),
        ("--color-brand", charts.LINE),
        ("--color-chart-ground", charts.GROUND),
    ],
)
def test_drawings_have_the_colours_of_the_site(name: str, colour: str) -> None:
    light = TOKENS.read_text(encoding="utf-8").partition("@media")[0]

    assert f"{name}: {colour};" in light

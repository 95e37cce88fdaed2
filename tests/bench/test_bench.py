"""The bench itself: every agreed row is measured, a goal that is missed is told as missed, and a small row is real."""

import math

import pytest

from tests.bench import statline_import
from tests.bench.agreement import ROWS, Row, measured
from tests.bench.bench import QUICK, Bench
from tests.bench.figures import Figure, as_text, lines, p95
from tests.bench.speed_page import page
from tests.bench.under_load import load_of

ABOUT = {
    "date": "2026-11-27 12:00 UTC",
    "minutes": 12.0,
    "quick": False,
    "left_out": [],
    "machine": {"cores": 2, "python": "3.11", "packages": {"django": "5.2"}},
    "speed": {"begin": {"clock": 0.6, "processor": 0.6}, "end": {"clock": 0.7, "processor": 0.6}},
    "region": {"municipalities": 342},
}


def a_figure(figure: float = 10, goal: float = 20, **given: object) -> Figure:
    return Figure("B01", str(given.pop("what", "een bladzijde")), figure, "ms", goal, **given)  # type: ignore[arg-type]


def test_every_agreed_row_of_performance_is_measured() -> None:
    measures = {row.number: row.measure for row in ROWS}

    assert [number for number in measures if number.startswith("B")] == [f"B{number:02}" for number in range(1, 12)]
    assert all(measures.values())


@pytest.mark.parametrize(
    ("measured", "goal", "given", "is_met"),
    [
        (20, 20, {}, True),
        (21, 20, {}, False),
        (30, 3, {"yardstick": 10}, True),  # three times as long
        (31, 3, {"yardstick": 10}, False),
        (70, 0.7, {"yardstick": 100, "at_least": True}, True),
        (69, 0.7, {"yardstick": 100, "at_least": True}, False),
        (5, 3, {"yardstick": 0}, False),  # nothing is less than nothing
    ],
)
def test_a_goal_is_met_or_not(measured: float, goal: float, given: dict[str, object], *, is_met: bool) -> None:
    assert a_figure(measured, goal, **given).is_met is is_met
    assert as_text([a_figure(measured, goal, **given)]).endswith("yes" if is_met else "NO")


def test_a_ratio_is_the_figure_over_its_yardstick() -> None:
    assert a_figure(30, 3, yardstick=10).ratio == 3
    assert a_figure(30, 3).ratio is None
    assert a_figure(30, 3, yardstick=0).ratio == math.inf
    assert a_figure(30, 3, yardstick=0).as_json()["ratio"] is None  # JSON knows no infinity


def test_a_busy_machine_is_told_apart_from_a_slow_page() -> None:
    busy, slow = a_figure(180, 150, processor=40), a_figure(180, 150, processor=160)

    assert as_text([busy]).endswith("NO (by the processor yes)")
    assert as_text([slow]).endswith("NO")


def test_of_figures_that_are_alike_the_worst_is_shown_and_all_that_miss() -> None:
    alike = [a_figure(figure, what=f"pagina {figure}", group="klok") for figure in (5, 12, 25, 8, 40)]

    shown = [(line.figure.figure, line.of) for line in lines([*alike, a_figure(1, what="apart")])]

    assert shown == [(12, 3), (40, 1), (25, 1), (1, 1)]


def test_the_page_says_why_a_goal_is_missed() -> None:
    missed = a_figure(25, limit="Er is een reden.")
    met = a_figure(5, limit="Dit hoeft niemand te weten.")

    text = page(ROWS, [missed, met, a_figure(30)], ABOUT)

    assert "- B01 (1 figure): Er is een reden." in text
    assert "- B01 (1 figure): not looked into yet" in text
    assert "Dit hoeft niemand te weten." not in text
    assert all(row.yardstick in text for row in ROWS)


def test_a_row_that_breaks_off_is_a_missed_one_and_the_others_go_on() -> None:
    def breaks(_bench: Bench) -> list[Figure]:
        raise ValueError

    rows = (
        Row("B01", "stuk", "", "", (breaks,)),  # type: ignore[arg-type]
        Row("B02", "heel", "", "", (lambda _: iter([a_figure()]),)),
    )

    figures = list(measured(rows, Bench(QUICK, say=lambda _: None)))

    assert [figure.is_met for figure in figures] == [False, True]


def test_one_in_twenty_may_be_slower() -> None:
    assert p95(range(1, 21)) == 19
    assert p95([7]) == 7


def test_what_a_load_broke_is_counted() -> None:
    broken = "  Socket errors: connect 0, read 3, write 0, timeout 2\n  Non-2xx or 3xx responses: 4\n"
    told = f"{broken}Requests/sec:    123.45\n"

    assert load_of(told).per_second == 123.45
    assert load_of(told).errors == 9
    assert load_of("Requests/sec:    123.45\n").errors == 0


@pytest.mark.django_db
def test_a_small_import_is_measured_beside_copy() -> None:
    wholes, copies = [], []
    for _ in range(3):  # by turns, of which the least disturbed counts
        whole, megabytes = statline_import._taken_back(statline_import._whole, 200)
        wholes.append(whole)
        copies += statline_import._taken_back(statline_import._copied, 200)

    small = Figure("B03", "200 figures", min(wholes), "s", 4, min(copies), "COPY")

    assert small.ratio is not None
    assert small.ratio > 1  # it does more than COPY, so a yardstick that it beats is none
    assert megabytes > 0

"""Days after which figures can't be compared: no line goes across them, and everyone who reads the figures is told."""

import re
from datetime import date
from decimal import Decimal

import pytest

from monitor.breaks import Break
from monitor.charts import Mark, trend_chart
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.periods import first_day_of, part_of_year, period_in_words, period_kinds_of, period_label
from monitor.series import Choice, Point, Series

LAW = Break(date(2024, 7, 1), "Nieuwe wet", "Sindsdien tellen er meer feiten mee.")
BROADCAST = Break(date(2022, 1, 20), "BOOS over The Voice", "Daarna meldden meer mensen zich.", cuts=False)
HALVES = ("2023HJ02", "2024HJ01", "2024HJ02", "2025HJ01")
YEARS = ("2022JJ00", "2023JJ00", "2024JJ00", "2025JJ00", "2026JJ00")


def series(periods: tuple[str, ...], *breaks: Break, unit: str = "meldingen") -> Series:
    points = tuple(
        Point(period, Decimal(100 + 10 * index), ValueStatus.VALUE, RevisionStatus.FINAL)
        for index, period in enumerate(periods)
    )
    return Series(Choice("network", "Gelderland-Zuid", "", "", periods[0][4:6]), points, unit, breaks)


def lines_in(shown: Series) -> int:
    chart = trend_chart(shown, title="t", unit="meldingen", source_line="")
    assert chart
    return len(re.findall(r'<path d="M[^"]*L[^"]*"[^>]*stroke-width="3"', str(chart.svg)))


@pytest.mark.parametrize(
    ("first", "then", "between"),
    [
        ("2024HJ01", "2024HJ02", True),
        ("2024HJ02", "2025HJ01", False),  # both after it
        ("2023HJ02", "2024HJ01", False),  # both before it
        ("2023JJ00", "2024JJ00", True),  # 2024 is half before it and half after it,
        ("2024JJ00", "2025JJ00", True),  # so it can be compared with neither neighbour
        ("2024MM06", "2024MM07", True),
        ("2024KW02", "2024KW03", True),
        ("2023SJ00", "2024SJ00", True),
    ],
)
def test_two_periods_are_apart_when_one_has_days_before_a_break_and_one_has_days_after_it(
    first: str, then: str, between: bool
) -> None:
    assert LAW.lies_between(first, then) is between


def test_a_line_is_not_connected_across_a_marked_break() -> None:
    assert lines_in(series(HALVES)) == 3
    assert lines_in(series(HALVES, LAW)) == 2
    assert lines_in(series(YEARS, LAW)) == 2  # 2022 to 2023 and 2025 to 2026


def test_a_line_goes_on_past_an_event_that_is_only_told() -> None:
    assert lines_in(series(YEARS, Break(date(2024, 1, 20), "Uitzending", "Veel aandacht.", cuts=False))) == 4


def test_a_break_stands_in_the_drawing_beside_it_and_in_the_table() -> None:
    chart = trend_chart(series(HALVES, LAW), title="t", unit="meldingen", source_line="")

    assert chart
    assert "1 juli 2024: nieuwe wet" in chart.svg
    assert "1 jul 2024" in chart.narrow
    assert "Trendbreuk op 1 juli 2024: nieuwe wet. Sindsdien tellen er meer feiten mee." in chart.note
    assert "daarom loopt de lijn niet door" in chart.note
    assert chart.rows[2] == ["Trendbreuk op 1 juli 2024: nieuwe wet"]


def test_a_break_outside_the_periods_that_are_shown_is_not_told() -> None:
    chart = trend_chart(series(HALVES, BROADCAST), title="t", unit="meldingen", source_line="")

    assert chart
    assert chart.note == ""
    assert all(len(row) == 3 for row in chart.rows)


def test_a_figure_is_not_compared_with_one_on_the_other_side_of_a_break() -> None:
    assert series(HALVES).conclusion == "In de eerste helft van 2025: 130 meldingen, 20 meer dan een jaar eerder"
    assert series(HALVES, LAW).conclusion == (
        "In de eerste helft van 2025: 130 meldingen, niet te vergelijken met een jaar eerder"
    )
    assert series(HALVES, LAW).change is None


def test_a_break_stands_on_the_axis_at_the_day_itself() -> None:
    assert LAW.place_among(HALVES) == 1.5  # between the first and the second half of 2024
    assert LAW.place_among(YEARS) == pytest.approx(2, abs=0.01)  # in the middle of 2024
    assert LAW.place_among(("2020JJ00",)) is None


def test_a_target_is_a_line_of_its_own_with_its_year_and_a_row_of_the_table() -> None:
    mark = Mark("Streefwaarde 2027", "streefwaarde", Decimal(320))

    chart = trend_chart(series(YEARS), title="t", unit="meldingen", source_line="", marks=[mark])

    assert chart
    assert "Streefwaarde 2027: 320" in chart.svg
    assert chart.rows[-1] == ["Streefwaarde 2027", "320", "streefwaarde"]
    assert lines_in(series(YEARS)) == 4


@pytest.mark.parametrize(
    ("code", "label", "in_words", "part", "first_day"),
    [
        ("2025JJ00", "2025", "2025", "", date(2025, 1, 1)),
        ("2023SJ00", "2023/24", "schooljaar 2023/24", "", date(2023, 8, 1)),
        ("1999SJ00", "1999/00", "schooljaar 1999/00", "", date(1999, 8, 1)),
        ("2026HJ02", "2e halfjaar 2026", "de tweede helft van 2026", "jul–dec", date(2026, 7, 1)),
        ("2024KW02", "2e kwartaal 2024", "het 2e kwartaal van 2024", "kw 2", date(2024, 4, 1)),
        ("2024MM03", "maart 2024", "maart 2024", "mrt", date(2024, 3, 1)),
    ],
)
def test_every_kind_of_period_has_its_name_in_a_table_a_sentence_and_a_drawing(
    code: str, label: str, in_words: str, part: str, first_day: date
) -> None:
    assert period_label(code) == label
    assert period_in_words(code) == in_words
    assert part_of_year(code) == part
    assert first_day_of(code) == first_day


def test_kinds_of_period_stand_apart_years_first() -> None:
    assert period_kinds_of(["2024MM01", "2024JJ00", "2024HJ01", "2024SJ00", "2023JJ00"]) == ("JJ", "SJ", "HJ", "MM")

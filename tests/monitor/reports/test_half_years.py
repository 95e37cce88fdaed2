from datetime import date
from itertools import pairwise

import pytest

from monitor.reporting.half_years import HalfYear


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 6, 30), "2026-1"),
        (date(2026, 7, 1), "2026-2"),
        (date(2026, 12, 31), "2026-2"),
    ],
)
def test_every_day_belongs_to_one_half_year(day: date, code: str) -> None:
    half_year = HalfYear.of(day)

    assert half_year.code == code
    assert half_year.start <= day <= half_year.end
    assert HalfYear.read(code) == half_year


def test_half_years_follow_each_other_without_a_gap() -> None:
    newest_first = HalfYear(2026, 2).and_before(5)

    assert [each.code for each in newest_first] == ["2026-2", "2026-1", "2025-2", "2025-1", "2024-2"]
    for later, earlier in pairwise(newest_first):
        assert (later.start - earlier.end).days == 1


def test_a_half_year_is_called_by_its_name() -> None:
    assert HalfYear(2026, 1).label == "eerste helft van 2026"
    assert HalfYear(2026, 2).label == "tweede helft van 2026"

"""Periods as tables name them, and as CBS codes them: year, kind and number, in eight characters."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from network.dutch import MONTHS, SHORT_MONTHS


class PeriodError(ValueError):
    """A label that names no period; the message is Dutch."""


YEAR, SCHOOL_YEAR, HALF_YEAR, QUARTER, MONTH = "JJ", "SJ", "HJ", "KW", "MM"
_HIGHEST = {YEAR: 0, SCHOOL_YEAR: 0, HALF_YEAR: 2, QUARTER: 4, MONTH: 12}
KIND_LABELS = {
    YEAR: "per jaar",
    SCHOOL_YEAR: "per schooljaar",
    HALF_YEAR: "per half jaar",
    QUARTER: "per kwartaal",
    MONTH: "per maand",
}

_CODE = re.compile(r"(\d{4})(JJ|SJ|HJ|KW|MM)(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_SCHOOL_YEAR = re.compile(r"(?:schooljaar )?(\d{4}) ?[/-] ?(\d{4}|'?\d{2})")
_PART = re.compile(
    r"(?:(\d{4}) )?(?:(\d)(?:e|ste|de)? )?(halfjaar|half jaar|helft|kwartaal)(?: (\d))?(?:(?: van)? (\d{4}))?"
)
_QUARTER = re.compile(r"(?:(\d{4})[ -]?)?[qk](\d)(?:[ -]?(\d{4}))?")
_OF_ANOTHER_KIND = re.compile(r"\d{4}(?:W\d|X\d|G\d|VJ)\d{1,2}|\d{4} week \d{1,2}|week \d{1,2} \d{4}", re.IGNORECASE)
_MONTH = re.compile(r"(?:(\d{4}) )?([a-z]{3,9})(?: (\d{4}))?")


def period_code(label: str) -> str:
    """2022 → 2022JJ00 · 1e halfjaar 2025 → 2025HJ01 · 2024 2e kwartaal → 2024KW02 · 2024 januari → 2024MM01.

    The asterisk of a provisional period is taken off before (`numbers.read_revision`). Only CBS's own code is taken
    as a code; anything else that isn't certain raises PeriodError.
    """
    plain = " ".join(label.split())
    if match := _CODE.fullmatch(plain.upper()):
        return _code(int(match[1]), match[2], int(match[3]))
    plain = plain.lower()
    if _YEAR.fullmatch(plain):
        return _code(int(plain), YEAR, 0)
    if match := _SCHOOL_YEAR.fullmatch(plain):
        if int(match[2].lstrip("'")) % 100 != (int(match[1]) + 1) % 100:
            raise PeriodError(
                "Een schooljaar loopt van een jaar tot het volgende jaar. Controleer de periode bij de bron."
            )
        return _code(int(match[1]), SCHOOL_YEAR, 0)
    if match := _PART.fullmatch(plain):
        years, numbers = _given(match[1], match[5]), _given(match[2], match[4])
        if len(years) == len(numbers) == 1:
            return _code(years[0], QUARTER if match[3] == "kwartaal" else HALF_YEAR, numbers[0])
    if match := _QUARTER.fullmatch(plain):
        years = _given(match[1], match[3])
        if len(years) == 1:
            return _code(years[0], QUARTER, int(match[2]))
    if (match := _MONTH.fullmatch(plain)) and (month := _month(match[2])):
        years = _given(match[1], match[3])
        if len(years) == 1:
            return _code(years[0], MONTH, month)
    if _OF_ANOTHER_KIND.fullmatch(plain):
        raise PeriodError(
            "Een week of een andere soort periode leest het portaal niet. Kies bij de bron jaren, kwartalen of maanden."
        )
    raise PeriodError("Dit is geen periode die wij kennen. Controleer de periode bij de bron.")


@lru_cache(maxsize=2_000)
def period_label(code: str) -> str:
    """2022JJ00 → 2022 · 2025HJ01 → 1e halfjaar 2025 · 2024MM01 → januari 2024."""
    year, kind, number = int(code[:4]), code[4:6], int(code[6:])
    if kind == SCHOOL_YEAR:
        return f"{year}/{(year + 1) % 100:02d}"
    if kind == HALF_YEAR:
        return f"{number}e halfjaar {year}"
    if kind == QUARTER:
        return f"{number}e kwartaal {year}"
    if kind == MONTH:
        return f"{MONTHS[number - 1]} {year}"
    return str(year)


def period_in_words(code: str) -> str:
    """In the middle of a sentence: 2022 · schooljaar 2023/24 · de eerste helft van 2025 · het 2e kwartaal van 2024."""
    year, kind, number = int(code[:4]), code[4:6], int(code[6:])
    if kind == SCHOOL_YEAR:
        return f"schooljaar {period_label(code)}"
    if kind == HALF_YEAR:
        return f"de {'eerste' if number == 1 else 'tweede'} helft van {year}"
    if kind == QUARTER:
        return f"het {number}e kwartaal van {year}"
    return period_label(code)


def part_of_year(code: str) -> str:
    """Which part of its year a period is, as under a chart: jan–jun · kw 2 · mrt; nothing for a whole year."""
    kind, number = period_kind(code), int(code[6:])
    if kind == HALF_YEAR:
        return "jan–jun" if number == 1 else "jul–dec"
    if kind == QUARTER:
        return f"kw {number}"
    return SHORT_MONTHS[number - 1] if kind == MONTH else ""


def period_kind(code: str) -> str:
    """Years, half-years and months of one table are series of their own, never added up."""
    return code[4:6]


def period_kinds_of(periods: Iterable[str]) -> tuple[str, ...]:
    """The kinds of period, years first: they are never in one series."""
    return tuple(sorted({period_kind(period) for period in periods}, key=list(KIND_LABELS).index))


def periods_between(first: str, last: str) -> list[str]:
    """Every period of one kind from the first to the last, so that a gap in a series shows as a gap."""
    kind, highest = period_kind(first), _HIGHEST[period_kind(first)]
    numbers = range(1, highest + 1) if highest else range(1)
    codes = [f"{year}{kind}{number:02d}" for year in range(int(first[:4]), int(last[:4]) + 1) for number in numbers]
    return [code for code in codes if first <= code <= last]


def period_a_year_before(code: str) -> str:
    return f"{int(code[:4]) - 1}{code[4:]}"


def first_day_of(code: str) -> date:
    """2024KW02 → 1 April 2024; a school year begins on 1 August."""
    year, kind, number = int(code[:4]), code[4:6], int(code[6:])
    months = {HALF_YEAR: 6 * number - 5, QUARTER: 3 * number - 2, MONTH: number, SCHOOL_YEAR: 8}
    return date(year, months.get(kind, 1), 1)


def last_day_of(code: str) -> date:
    """2024KW02 → 30 June 2024; a school year ends on 31 July."""
    year, kind, number = int(code[:4]), code[4:6], int(code[6:])
    months = {HALF_YEAR: 6 * number, QUARTER: 3 * number, MONTH: number, SCHOOL_YEAR: 7}
    month = months.get(kind, 12)
    year += kind == SCHOOL_YEAR
    return date(year, month, monthrange(year, month)[1])


def _code(year: int, kind: str, number: int) -> str:
    if not 1900 <= year <= 2100:
        raise PeriodError(f"Het jaar {year} kan niet kloppen. Controleer de periode bij de bron.")
    highest = _HIGHEST[kind]
    if (highest == 0 and number != 0) or (highest and not 1 <= number <= highest):
        word = {MONTH: "Maand", QUARTER: "Kwartaal", HALF_YEAR: "Halfjaar"}.get(kind, "Periode")
        raise PeriodError(f"{word} {number} bestaat niet. Controleer de periode bij de bron.")
    return f"{year}{kind}{number:02d}"


def _given(*parts: str | None) -> list[int]:
    return [int(part) for part in parts if part]


def _month(word: str) -> int | None:
    for names in (MONTHS, SHORT_MONTHS):
        if word in names:
            return names.index(word) + 1
    return None

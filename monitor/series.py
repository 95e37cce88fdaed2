"""Series of figures: what an edition holds, which part is shown first, and what a trend says. No database."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from monitor.areas import COUNTRY, MUNICIPALITY, REST, area_id, area_label, same_name
from monitor.breaks import Break, break_between
from monitor.numbers import EXPLANATION_OF, LEAST_THRESHOLD, RevisionStatus, ValueStatus, figure_text
from monitor.periods import period_a_year_before, period_in_words, period_label
from monitor.periods import period_kinds_of as period_kinds_of
from network.dutch import number

# What the network is about. «36 Mensenhandel» stays out: it also counts labour exploitation and smuggling.
_SEXUAL = re.compile(r"seksue|sexchat|zeden|aanranding|verkrachting|schennis|ontucht|pornogra", re.IGNORECASE)
_TOTAL = re.compile(r"^totaal\b|\btotaal$|^alle\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d[\d.]*) ")


def is_total(category: str) -> bool:
    """«Misdrijven, totaal», «Totaal misdrijven»: a row that holds the others, and is never added to them."""
    return bool(_TOTAL.search(category.strip()))


def is_about_sexual_violence(category: str) -> bool:
    return bool(_SEXUAL.search(category))


def parts_of(category: str, categories: Iterable[str]) -> list[str]:
    """The rows directly under a numbered row: 33 holds 331, 332 …; a row without a number has no known parts."""
    code = _code_of(category)
    if not code:
        return []
    return [
        other for other in categories if (own := _code_of(other)) and own.startswith(code) and len(own) == len(code) + 1
    ]


def roll_ups(categories: Sequence[str]) -> set[str]:
    """Every row that holds other rows of the same table: totals by name, and numbered rows with parts below them."""
    codes = {_code_of(category) for category in categories} - {""}
    holders = {code[:length] for code in codes for length in range(1, len(code))}
    return {category for category in categories if is_total(category) or _code_of(category) in holders}


def _code_of(category: str) -> str:
    match = _NUMBERED.match(category)
    return match[1].replace(".", "") if match else ""


@dataclass(frozen=True)
class Contents:
    """Which areas, subdivisions, subjects and kinds of period an edition holds; kept with the edition."""

    areas: tuple[tuple[str, str], ...] = ()  # kind and name
    categories: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    period_kinds: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Self:
        return cls(
            tuple((kind, name) for kind, name in held.get("areas", [])),
            tuple(held.get("categories", [])),
            tuple(held.get("measures", [])),
            tuple(held.get("period_kinds", [])),
        )

    @staticmethod
    @lru_cache(maxsize=512)
    def from_text(held: str) -> "Contents":
        """The same JSON, as text. A page reads that of hundreds of editions, whose areas are mostly the same ones."""
        contents = Contents.from_json(json.loads(held))
        return Contents(_shared(contents.areas), contents.categories, contents.measures, contents.period_kinds)

    def as_json(self) -> dict[str, Any]:
        return {
            "areas": [list(area) for area in self.areas],
            "categories": list(self.categories),
            "measures": list(self.measures),
            "period_kinds": list(self.period_kinds),
        }

    @property
    def is_all_crime_only(self) -> bool:
        """The table counts all crime together, so it says nothing about sexual violence by itself."""
        return bool(self.categories) and all(
            is_total(category) and "misdrijven" in category.lower() and not is_about_sexual_violence(category)
            for category in self.categories
        )


@lru_cache(maxsize=64)
def _shared(areas: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The first of all that are equal, so that they are held once."""
    return areas


ALL_CRIME = "Dit zijn alle misdrijven samen, niet alleen seksuele."


@dataclass(frozen=True)
class Home:
    """What the portal calls its own: the name of the region, and of its central municipality.

    `same_areas` are kind and name (as `same_name` writes it) of areas with exactly the municipalities of the region.
    """

    region: str = ""
    central_municipality: str = ""
    same_areas: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One series: an area, a subdivision, a subject, and a kind of period."""

    area_kind: str
    area_name: str
    category: str
    measure: str
    period_kind: str

    @property
    def area_label(self) -> str:
        return area_label(self.area_kind, self.area_name)

    @property
    def area_id(self) -> str:
        return area_id(self.area_kind, self.area_name)

    @property
    def subject(self) -> str:
        """«33 Seksueel misdrijf», or «gestarte adviezen, Mensenhandel»."""
        return ", ".join(filter(None, [self.measure, self.category]))


@lru_cache(maxsize=2048)
def first_choice(contents: Contents, home: Home) -> Choice | None:
    """What a reader sees without choosing: the own region, and what is about sexual violence."""
    if not contents.areas or not contents.period_kinds:
        return None
    kind, name = _own_area(contents.areas, home)
    return Choice(kind, name, _first_category(contents.categories), contents.measures[0], contents.period_kinds[0])


def _own_area(areas: Sequence[tuple[str, str]], home: Home) -> tuple[str, str]:
    region, central = same_name(home.region), same_name(home.central_municipality)
    wishes = (
        [area for area in areas if (area[0], same_name(area[1])) in home.same_areas],
        [area for area in areas if area[0] != MUNICIPALITY and region and same_name(area[1]) == region],
        [area for area in areas if area[0] == MUNICIPALITY and same_name(area[1]) == central],
        [area for area in areas if area[0] == COUNTRY],
        [area for area in areas if area[0] != REST],
    )
    return next((found[0] for found in wishes if found), areas[0])


def _first_category(categories: Sequence[str]) -> str:
    if "" in categories:
        return ""  # everything together, of a count that is divided
    sexual = [category for category in categories if is_about_sexual_violence(category)]
    # The row that holds the others says most: «33 Seksueel misdrijf», before «331 Aanranding» and after «3 Gewelds- en
    # seksuele misdrijven», of which most parts are something else.
    holders = [category for category in sexual if _holds_mostly(category, sexual, categories)]
    return (holders or sexual or list(categories) or [""])[0]


def _holds_mostly(category: str, sexual: Sequence[str], categories: Sequence[str]) -> bool:
    parts = parts_of(category, categories)
    return sum(part in sexual for part in parts) * 2 > len(parts)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series."""

    period: str
    value: Decimal | None
    status: str
    revision: str
    threshold: int = LEAST_THRESHOLD  # below it, the portal prints a bound

    @property
    def text(self) -> str:
        return figure_text(self.value, self.status, self.threshold)

    @property
    def period_label(self) -> str:
        return period_label(self.period)

    @property
    def is_missing(self) -> bool:
        return self.status != ValueStatus.VALUE

    @property
    def is_provisional(self) -> bool:
        return self.revision != RevisionStatus.FINAL

    @property
    def revision_label(self) -> str:
        return str(RevisionStatus(self.revision).label)

    @property
    def explanation(self) -> str:
        """Why there is no value; empty when there is one."""
        if self.status == ValueStatus.BELOW:
            return f"minder dan {self.threshold}"
        return str(ValueStatus(self.status).label) if self.is_missing else ""

    @property
    def status_in_words(self) -> str:
        """«voorlopig», or «voorlopig, geheim of onbekend» when there is no value."""
        return ", ".join(filter(None, [self.revision_label, self.explanation]))


PERCENTAGES = {"%", "procent", "percentage"}


def is_percentage(unit: str) -> bool:
    """«%», and «% van de zaken»."""
    return unit in PERCENTAGES or unit.startswith("% ")


def counted(measure: str, unit: str) -> str:
    """What a figure counts: its subject, but never «11,5 slachtoffers» of a percentage; «aantal» says nothing."""
    return unit if is_percentage(unit) else measure or ("" if unit == "aantal" else unit)


@dataclass(frozen=True)
class Series:
    """The figures of one area, subdivision and subject, of one kind of period, oldest first."""

    choice: Choice
    points: tuple[Point, ...]
    unit: str = ""
    breaks: tuple[Break, ...] = ()

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def year_before(self) -> Point | None:
        """The same period a year before the latest."""
        if not self.latest:
            return None
        wanted = period_a_year_before(self.latest.period)
        return next((point for point in self.points if point.period == wanted), None)

    @property
    def shown_breaks(self) -> tuple[Break, ...]:
        """Those that lie within the periods of the series."""
        if len(self.points) < 2:
            return ()
        first, last = self.points[0].period, self.points[-1].period
        return tuple(each for each in self.breaks if each.lies_between(first, last))

    def is_cut_between(self, first: str, then: str) -> Break | None:
        """The break for which two periods are not compared and not connected."""
        return break_between(self.breaks, first, then)

    @property
    def change(self) -> Decimal | None:
        """Since the same period a year before; None when one of the two is missing, or when they can't be compared."""
        latest, before = self.latest, self.year_before
        if latest is None or before is None or latest.value is None or before.value is None:
            return None
        return None if self.is_cut_between(before.period, latest.period) else latest.value - before.value

    @property
    def change_in_words(self) -> str:
        """«10 meer dan een jaar eerder»; nothing when there is nothing to compare with."""
        if self.change is None:
            return ""
        if self.change == 0:
            return "evenveel als een jaar eerder"
        points = " procentpunt" if is_percentage(self.unit) else ""
        return f"{number(abs(self.change))}{points} {'meer' if self.change > 0 else 'minder'} dan een jaar eerder"

    @property
    def conclusion(self) -> str:
        """The trend in a sentence, without a judgement; a missing figure is named and never compared."""
        latest, before = self.latest, self.year_before
        if latest is None:
            return "Nog geen cijfers"
        when = f"{period_in_words(latest.period)}{' (voorlopig)' * latest.is_provisional}"
        if latest.is_missing or latest.value is None:
            return f"Over {when} is geen getal getoond: {latest.explanation}"
        what = f"In {when}: {latest.text}{self._counted}"
        if self.change is not None:
            return f"{what}, {self.change_in_words}"
        if before is not None and before.value is not None:
            return f"{what}, niet te vergelijken met een jaar eerder"
        return what

    @property
    def _counted(self) -> str:
        """« gestarte adviezen», « %»: what the figure counts, in the middle of a sentence."""
        words = counted(self.choice.measure, self.unit)
        if words in PERCENTAGES:
            return " %"
        return f" {words[0].lower()}{words[1:]}" if words else ""


def symbols_explained(points: Iterable[Point]) -> list[str]:
    """What the symbols in a table mean, for those that are in it."""
    thresholds = {point.status: point.threshold for point in points}
    return [
        text.format(threshold=thresholds[status]) for status, text in EXPLANATION_OF.items() if status in thresholds
    ]

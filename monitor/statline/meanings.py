"""What a heading, a label or a code says about a figure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from monitor.areas import Area, area_of_code, read_area
from monitor.numbers import RevisionStatus, read_revision
from monitor.periods import period_code
from monitor.statline.results import BETWEEN_CATEGORIES

LONGEST_CATEGORY = 200
MOST_KEPT = 50_000
ANY_TOTAL = "T……"  # stands for every code of a total, where a table has one name for them
_TOTAL_CODE = re.compile(r"T\d{6}")

K = TypeVar("K")
V = TypeVar("V")


class LabelError(ValueError):
    """A label that can't be read; the message is Dutch, and after its first sentence says what to do."""


@dataclass(frozen=True)
class Meaning:
    """What is said about a figure; None and empty where nothing is said. Categories go by their dimension."""

    categories: tuple[tuple[str, str], ...] = ()
    measure: str = ""
    unit: str = ""
    area: Area | None = None
    period: str = ""
    revision: RevisionStatus | None = None

    def with_(self, other: "Meaning") -> "Meaning":
        return Meaning(
            self.categories + other.categories,
            ", ".join(filter(None, [self.measure, other.measure])),
            other.unit or self.unit,
            other.area or self.area,
            other.period or self.period,
            other.revision or self.revision,
        )

    @property
    def in_words(self) -> str:
        year = self.period[:4] if self.period.endswith("JJ00") else self.period
        area = self.area.label if self.area else ""
        return ", ".join(filter(None, [self.measure, *(label for _, label in self.categories), area, year]))


@dataclass(frozen=True)
class Labels:
    """The names of codes, as a list of codes or an earlier file gave them: «T001038» or «Geslacht:T001038» → name."""

    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, dimension: str, code: str) -> str:
        any_total = ANY_TOTAL if _TOTAL_CODE.fullmatch(code) else ""
        return self.names.get(f"{dimension}:{code}") or self.names.get(code) or self.names.get(any_total, "")


_PERIOD_NAMES = {"perioden", "periode", "periodes", "jaar", "jaren"}
_AREA_NAMES = {
    *("regio's", "regio", "regios", "gebied", "gebieden", "gemeente", "gemeenten", "wijken en buurten"),
    *("wijkenenbuurten", "gemeentenaam"),
}
_TOPIC_NAMES = {"onderwerp", "onderwerpen"}


def dimension(name: str) -> str:
    """«Regio's» → area, «Perioden» → period, «Onderwerp» → topic; any other name is a subdivision."""
    plain = name.strip().casefold().replace("’", "'")
    if plain in _PERIOD_NAMES:
        return "period"
    if plain in _AREA_NAMES or plain.endswith(("regio's", "-regio", "eenheden")):
        return "area"
    return "topic" if plain in _TOPIC_NAMES else "category"


def read_period(label: str) -> tuple[str, RevisionStatus]:
    plain, revision = read_revision(label)
    return period_code(plain), revision or RevisionStatus.FINAL


def read_label(name: str, label: str) -> Meaning:
    """A label in the dimension of that name. Raises PeriodError, AreaError or LabelError."""
    kind = dimension(name)
    if kind == "area":
        return Meaning(area=read_area(label))
    if kind == "period":
        period, revision = read_period(label)
        return Meaning(period=period, revision=revision)
    if kind == "topic":
        return Meaning(measure=label)
    return Meaning(categories=((name, label),) if label else ())


def read_code(name: str, code: str, labels: Labels) -> Meaning:
    """A code of the open-data portal, which pads it with blanks; by its name where that is known."""
    code = code.strip()
    kind = dimension_of_code(name)
    label = labels.of(name, code)
    if kind == "area":
        return Meaning(area=area_of_code(code, label) if code else read_area(""))
    if kind == "period":
        period, revision = read_period(label or code)
        return Meaning(period=period, revision=revision)
    if kind == "topic":
        return Meaning(measure=label or code)
    if not label and _TOTAL_CODE.fullmatch(code):
        label = f"Totaal ({code})"
    return Meaning(categories=((name, label or code),) if code else ())


def dimension_of_code(name: str) -> str:
    """«RegioS» and «WijkenEnBuurten» are areas; the portal writes no blanks and no apostrophes in names."""
    plain = name.strip().casefold()
    return "area" if plain.startswith("regio") else dimension(name)


def category_of(categories: tuple[tuple[str, str], ...]) -> str:
    """In one order, whatever order a file has: the same figure is the same figure in every layout."""
    labels = [" ".join(label.split()) for _, label in sorted(categories, key=lambda each: _sorted_as(each[0]))]
    category = BETWEEN_CATEGORIES.join(labels)
    if len(category) > LONGEST_CATEGORY:
        raise LabelError("Deze onderverdeling is te lang. Kort haar in tot 200 tekens.")
    return category


def _sorted_as(name: str) -> str:
    """«Soort misdrijf» and «SoortMisdrijf» are one dimension."""
    return re.sub(r"[\W_]+", "", name.casefold())


class Cache(dict[K, V], Generic[K, V]):
    """Reads each different text once: a table repeats its labels, and mostly its figures, on every line."""

    def __init__(self, read: Callable[[K], V], *, most: int = MOST_KEPT) -> None:
        super().__init__()
        self._read = read
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._read(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value

"""The cells of a delivery: a row per municipality, a column per part, and what may be typed in one. Plain values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.numbers import SYMBOL_OF, ValueStatus
from network.dutch import NotReadable, number
from network.tables.cells import printable

ELSEWHERE = "Onbekend of buiten de regio"
LARGEST = 99_999_999
LONGEST = 40  # characters in a cell

# What somebody may type instead of a number; each stays a kind of its own.
_KINDS = {
    "": ValueStatus.NOT_GIVEN,
    "niet opgegeven": ValueStatus.NOT_GIVEN,
    "n.v.t.": ValueStatus.NOT_APPLICABLE,
    "n.v.t": ValueStatus.NOT_APPLICABLE,
    "nvt": ValueStatus.NOT_APPLICABLE,
    "niet van toepassing": ValueStatus.NOT_APPLICABLE,
    "onbekend": ValueStatus.UNKNOWN,
    "?": ValueStatus.UNKNOWN,
    ".": ValueStatus.UNKNOWN,
    "nog niet": ValueStatus.NOT_YET,
    "nog niet bekend": ValueStatus.NOT_YET,
    "nog niet beschikbaar": ValueStatus.NOT_YET,
}
_DASHES = {"-", "\N{EN DASH}", "\N{EM DASH}", "geen", "nihil"}
_HIDDEN = re.compile(r"(?:<|minder dan|kleiner dan).*|x|geheim|te klein", re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]{1,3}(?:[. ][0-9]{3})+|-?[0-9]+")
_WITH_DECIMALS = re.compile(r"-?[0-9.]*[.,][0-9]+")


@dataclass(frozen=True, slots=True)
class Count:
    """What one cell holds: a number, or why there is none."""

    value: int | None = None
    status: ValueStatus = ValueStatus.NOT_GIVEN

    @property
    def typed(self) -> str:
        """As it stands in a form or a spreadsheet, from which it is read back as the same."""
        return "" if self.status == ValueStatus.NOT_GIVEN else self.text

    @property
    def text(self) -> str:
        return number(self.value) if self.status == ValueStatus.VALUE else SYMBOL_OF[self.status]


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality, or what is of none of them."""

    municipality: int | None
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """One part, or a combination of two; `key` holds the ids of the parts."""

    key: str
    category: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands, by ids that stay the same when a name changes."""

    row: Row
    column: Column

    @property
    def name(self) -> str:
        return "-".join(filter(None, ["cel", str(self.row.municipality or 0), self.column.key]))

    @property
    def label(self) -> str:
        return f"{self.row.name}, {self.column.category}" if self.column.category else self.row.name


Counts = Mapping[Place, Count]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of what was given, which says how many cells of it have no number. None of them counts as 0."""

    value: int
    given: int
    missing: int

    @property
    def text(self) -> str:
        if not self.given:
            return "geen getallen"
        return number(self.value)

    @property
    def note(self) -> str:
        if not self.given or not self.missing:
            return ""
        return f"zonder {self.missing} {'vak' if self.missing == 1 else 'vakken'} zonder getal"


def total_of(counts: Iterable[Count]) -> Total:
    """«N.v.t.» is no gap in a total, any other missing number is."""
    found = list(counts)
    values = [count.value for count in found if count.value is not None]
    missing = sum(count.status not in {ValueStatus.VALUE, ValueStatus.NOT_APPLICABLE} for count in found)
    return Total(sum(values), len(values), missing)


@dataclass(frozen=True, slots=True)
class Jump:
    """A number that is more than three times as large or small as that of the period before."""

    place: Place
    before: int
    now: int


FACTOR = 3


def jumps_between(before: Counts, now: Counts) -> list[Jump]:
    """In the order of the form. From or to 0 counts as from or to 1."""
    found = []
    for place, count in now.items():
        earlier = before.get(place, Count()).value
        if earlier is None or count.value is None:
            continue
        low, high = sorted([max(earlier, 1), max(count.value, 1)])
        if high > FACTOR * low:
            found.append(Jump(place, earlier, count.value))
    return found


def read_count(text: str) -> Count:
    """1.234 → 1234 · 0 · nothing · n.v.t. · onbekend · nog niet. Raises NotReadable with what to type instead."""
    plain = " ".join(printable(text.replace("\N{MINUS SIGN}", "-")).split())
    if (status := _KINDS.get(plain.casefold())) is not None:
        return Count(None, status)
    shown = f"«{plain[:LONGEST]}»"
    if plain.casefold() in _DASHES:
        raise NotReadable(f"{shown} kan nul of onbekend betekenen. Vul 0 in, of typ «onbekend».")
    if _HIDDEN.fullmatch(plain):
        raise NotReadable(f"{shown} is geen getal. Vul het echte aantal in: het portaal beschermt kleine aantallen.")
    if not _WHOLE.fullmatch(plain):
        if _WITH_DECIMALS.fullmatch(plain):
            raise NotReadable(f"{shown} is geen heel getal. Vul een heel getal in, bijvoorbeeld 4 of 1.234.")
        raise NotReadable(
            f"{shown} is geen getal. Vul een heel getal in. Is er geen getal, typ dan «onbekend», «n.v.t.» of "
            "«nog niet», of laat het leeg."
        )
    value = int(plain.replace(".", "").replace(" ", ""))
    if value < 0:
        raise NotReadable(f"{shown} is minder dan nul. Een aantal is 0 of meer.")
    if value > LARGEST:
        raise NotReadable(f"{shown} is te groot voor een aantal. Controleer het getal.")
    return Count(value, ValueStatus.VALUE)

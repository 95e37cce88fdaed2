"""How somebody looks at the list: grouped by what, with which columns. It stands in the address beside the filters."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from actionplan.list_facts import Grouping
from actionplan.which_plan import PARAMETER

GROUP, COLUMN, PAGE = "groep", "kolom", "pagina"
# What an address of the list can say; anything else is left out of the links that lead back to it.
_KNOWN = (PARAMETER, "pijler", "trekker", "doelgroep", "stand", "zoek", "aanvullen", GROUP, COLUMN, PAGE)


@dataclass(frozen=True)
class Column:
    """A column to choose; `field` is what a row opens at from there."""

    key: str
    label: str
    width: str = "col-words"
    field: str = ""


COLUMNS = (
    Column("bouwsteen", "Bouwsteen"),
    Column("pijler", "Pijler"),
    Column("doelgroep", "Doelgroep"),
    Column("doel", "Doel"),
    Column("speerpunt", "Speerpunt"),
    Column("trekker", "Trekker", "col-lead", "lead_organisation"),
    Column("begint", "Begint op", "col-due", "starts_on"),
    Column("klaar", "Klaar op", "col-due", "ends_on"),
    Column("mijlpaal", "Volgende mijlpaal", field="mijlpaal-title"),
    Column("resultaat", "Resultaat", "col-result"),
    Column("voortgang", "Voortgang", "col-due", "time"),
    Column("stand", "Stand", "col-light", "time"),
    Column("invullen", "Aan te vullen"),
)
USUAL = ("trekker", "klaar", "resultaat", "stand")


@dataclass(frozen=True)
class Look:
    by: Grouping
    columns: tuple[Column, ...]
    query: str = ""  # «?stand=amber&groep=trekker»: leads back to this list
    seeks_missing: bool = False  # the list was asked for what is to be completed

    @property
    def width(self) -> int:
        """How many cells a row has, with the number, the title and the link to update it."""
        return len(self.columns) + 3

    def has(self, key: str) -> bool:
        return any(column.key == key for column in self.columns)


def look_of(address: QueryDict) -> Look:
    """An address that names no column, or none that exists, has the usual ones."""
    asked = str(address.get(GROUP, ""))
    by = Grouping(asked) if asked in list(Grouping) else Grouping.BLOCK
    wanted = set(address.getlist(COLUMN))
    chosen = tuple(column for column in COLUMNS if column.key in wanted)
    usual = tuple(column for column in COLUMNS if column.key in USUAL)
    return Look(by, chosen or usual, _query(address), seeks_missing=bool(address.get("aanvullen")))


def _query(address: QueryDict) -> str:
    said = [(name, value) for name in _KNOWN for value in address.getlist(name) if value]
    return f"?{urlencode(said)}" if said else ""


USUAL_LOOK = look_of(QueryDict())


@dataclass(frozen=True)
class ColumnChoice:
    """A box to tick for each column, and what the rest of the address says meanwhile."""

    options: tuple[tuple[Column, bool], ...]
    carried: tuple[tuple[str, str], ...]


def column_choice(address: QueryDict, look: Look) -> ColumnChoice:
    rest = (name for name in _KNOWN if name not in (COLUMN, PAGE))
    carried = tuple((name, value) for name in rest for value in address.getlist(name) if value)
    return ColumnChoice(tuple((column, look.has(column.key)) for column in COLUMNS), carried)

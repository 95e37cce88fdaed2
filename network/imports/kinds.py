"""What a kind of list says of itself, and what it tells of each row."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, TypeVar

from network.policy import Permission
from network.tables import Cell, Table


@dataclass(frozen=True)
class Column:
    """Something that a list of this kind can hold.

    `read` makes the value of a cell, and raises NotReadable. `label` is the heading in our own layout, the only one we
    know. With `choices` one value can be chosen for all rows where the cell is empty or the column is missing.
    """

    key: str
    label: str
    read: Callable[[Cell], Any]
    is_required: bool = False
    help_text: str = ""
    choices: Iterable[tuple[str, str]] = ()
    chosen_label: str = ""  # how the form asks for that one value; without it, for whoever is new
    chosen_help: str = ""


@dataclass(frozen=True)
class KnownLayout:
    """A layout that others publish: which of our columns stands where, and what holds for all rows."""

    name: str
    columns: Mapping[str, int]
    defaults: Mapping[str, str]


@dataclass(slots=True)
class ReadRow:
    """One row of a file. An empty cell has no value: it leaves what we hold as it is.

    `defaults` are for what is new: a value that was chosen for all rows changes nothing of what we hold.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = True  # every cell could be read; of another row only the rest is checked


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row can't be taken in, for one of its cells or (without a column) as a whole."""

    row: int
    key: str
    value: str
    reason: str
    column: str = ""  # its letter in the file


class RowState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"  # somebody has to say whether it is one that we hold


class Change(NamedTuple):
    label: str
    old: str
    new: str


class Choice:
    """What somebody says of a possible duplicate."""

    OTHER = "ander"

    @staticmethod
    def same_as(key: str) -> str:
        return f"zelfde-{key}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a row may be: one that we hold, or an earlier row of the same file."""

    key: str
    title: str
    facts: dict[str, str] = field(default_factory=dict)  # label → what it holds


@dataclass(slots=True)
class RowLook:
    """What becomes of one row."""

    number: int
    title: str
    state: RowState
    tell: Callable[[], dict[str, str]] = dict  # label → what the file says; put in words only for rows that are shown
    changes: list[Change] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    choice: str = ""
    warnings: list[str] = field(default_factory=list)
    about: str = ""  # which of ours it is, and in which version: what was looked at is what is saved

    @property
    def facts(self) -> dict[str, str]:
        return self.tell()

    @property
    def side_by_side(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Label → what the file says of it, and what each candidate holds; under whose heading."""
        return [
            (label, [("In uw bestand", ours), *((each.title, each.facts.get(label, "")) for each in self.candidates)])
            for label, ours in self.facts.items()
        ]

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, as value and words."""
        same = [(Choice.same_as(each.key), f"Dezelfde als {each.title}") for each in self.candidates]
        return [*same, (Choice.OTHER, "Een andere")]


@dataclass
class Result:
    """What becomes of all rows."""

    rows: list[RowLook] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Tell = Callable[[int, int], None]  # hears how many rows are done, of how many


def tell_nobody(done: int, total: int) -> None:
    """For a list that is short enough to wait for."""


class ImportKind(ABC):
    """A kind of list that can be brought in."""

    key: ClassVar[str]
    title: ClassVar[str]  # of the page where it starts
    intro: ClassVar[str]
    things: ClassVar[tuple[str, str]]  # one and many: «partner», «partners»
    done_title: ClassVar[str] = ""  # of the page behind done_url, where it is not called after the things
    named_by: ClassVar[str] = "name"  # the column that tells people which thing a row is
    permission: ClassVar[Permission]
    columns: ClassVar[tuple[Column, ...]]
    start_url: ClassVar[str]
    columns_url: ClassVar[str]
    look_url: ClassVar[str]
    done_url: ClassVar[str]

    @abstractmethod
    def bring_in(
        self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool, tell: Tell = tell_nobody
    ) -> Result:
        """Compare all rows with what we hold, and write them too when asked, in the transaction of the caller.

        With `writes`, who calls rolls back when a row turns out to be rejected or undecided.
        """

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """Label and address of what can be downloaded in this layout, to go on from."""
        return []

    def layout_of_others(self, header: Sequence[str]) -> KnownLayout | None:
        """Which published layout has this header, if any."""
        return None

    def read_others(self, content: bytes) -> Table | None:
        """The table in a file that is no workbook and no CSV, where this kind knows such files; raises TableError when
        it is one and can't be read.
        """
        return None

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def label(self, key: str) -> str:
        return next((column.label for column in self.columns if column.key == key), "")


K = TypeVar("K", bound=ImportKind)
KINDS: dict[str, ImportKind] = {}


def known(kind: K) -> K:
    """Make a kind known by its key, so that work in the background finds it."""
    KINDS[kind.key] = kind
    return kind

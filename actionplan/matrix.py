"""Who does what for whom: partners beside target groups, with what is missing and what is done twice. No database."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse

from network.dutch import enumeration

INDIVIDUAL, COLLECTIVE, BOTH = "individual", "collective", "both"
MOST_TO_NAME = 3
MOST_IN_A_CELL = 6  # on screen; paper and the list of the plan have them all


@dataclass(frozen=True)
class Named:
    """A partner or a target group: a column or a row."""

    pk: int
    name: str


@dataclass(frozen=True)
class Work:
    """What one partner does for one or more groups: an activity, or an action that no activity tells of yet."""

    partner: int
    groups: frozenset[int]
    title: str
    form: str  # INDIVIDUAL, COLLECTIVE, BOTH, or empty when nobody filled it in
    theme: str = ""
    remarks: tuple[str, ...] = ()  # «subsidie», «1 per jaar»
    url: str = ""
    action: int | None = None  # its page, when there is no other

    @property
    def opens(self) -> str:
        """Worked out where it is shown: of thousands a screen shows some."""
        return self.url or (reverse("actionplan:action-detail", args=[self.action]) if self.action else "")

    @property
    def is_individual(self) -> bool:
        return self.form in (INDIVIDUAL, BOTH)

    @property
    def is_collective(self) -> bool:
        return self.form in (COLLECTIVE, BOTH)

    @property
    def kind(self) -> str:
        """What two partners both do, when they do the same thing."""
        return " ".join((self.theme or self.title).split())


@dataclass(frozen=True)
class Entry:
    """One work in one cell."""

    work: Work
    counts_at: str  # the group where it stands first; empty there
    also_by: tuple[str, ...]  # other partners that do the same for this group

    @property
    def remarks(self) -> str:
        """«subsidie, 1 per jaar» where it counts, «telt mee bij Risicogroep» elsewhere."""
        return f"telt mee bij {self.counts_at}" if self.counts_at else ", ".join(self.work.remarks)

    @property
    def twice(self) -> str:
        """«ook bij Sterker», or nothing."""
        return f"ook bij {enumeration(self.also_by)}" if self.also_by else ""

    @property
    def all_remarks(self) -> str:
        return ", ".join(words for words in (self.remarks, self.twice) if words)

    @property
    def letters(self) -> int:
        """How much there is to read, with the mark of its form."""
        return len(self.work.title) + len(self.all_remarks) + 4


@dataclass(frozen=True)
class Cell:
    partner: Named
    entries: tuple[Entry, ...]
    may_add: bool

    @property
    def is_empty(self) -> bool:
        return not self.entries

    @property
    def first_entries(self) -> tuple[Entry, ...]:
        return self.entries[:MOST_IN_A_CELL]

    @property
    def number_of_others(self) -> int:
        return len(self.entries) - len(self.first_entries)

    @property
    def letters(self) -> int:
        """Of what a screen shows."""
        return sum(entry.letters for entry in self.first_entries)


@dataclass(frozen=True)
class Row:
    group: Named
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in self.cells)


@dataclass(frozen=True)
class Overlap:
    """Several partners that do the same for the same groups. That may be: if they know it of each other."""

    kind: str
    partners: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def words(self) -> str:
        """«MEE en Sterker, voor Risicogroep en OGGZ»"""
        return f"{enumeration(self.partners)}, voor {enumeration(self.groups)}"


@dataclass(frozen=True)
class Matrix:
    """Rows are target groups, columns are partners."""

    partners: tuple[Named, ...]
    rows: tuple[Row, ...]
    overlaps: tuple[Overlap, ...]

    def from_partner(self, first: int, until: int) -> "Matrix":
        """The same, as far as those columns go."""
        rows = (replace(row, cells=row.cells[first:until]) for row in self.rows)
        return replace(self, partners=self.partners[first:until], rows=tuple(rows))

    @property
    def total(self) -> int:
        return len(self.partners) * len(self.rows)

    @property
    def empty(self) -> int:
        return sum(cell.is_empty for row in self.rows for cell in row.cells)

    @cached_property
    def columns(self) -> list[tuple[Named, bool]]:
        """Each partner, and whether it needs less room because it says little beside the one that says most."""
        letters = [sum(row.cells[number].letters for row in self.rows) for number in range(len(self.partners))]
        most = max(letters, default=0)
        return [(partner, said * 4 < most) for partner, said in zip(self.partners, letters, strict=True)]

    @property
    def groups_without(self) -> str:
        """«Naasten en Inwoners»: groups for whom no partner does anything."""
        return enumeration([row.group.name for row in self.rows if row.is_empty])

    @property
    def emptiest(self) -> str:
        """«Bij Moviera zijn alle 6 vakken leeg, bij Iriszorg 5.»"""
        counts = Counter(cell.partner.name for row in self.rows for cell in row.cells if cell.is_empty)
        named = [
            f"bij {name} {self._how_many(count, is_first=number == 0)}"
            for number, (name, count) in enumerate(counts.most_common(MOST_TO_NAME))
        ]
        words = ", ".join(named)
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    def _how_many(self, count: int, *, is_first: bool) -> str:
        all_of_them = f"alle {count}" if count == len(self.rows) and count > 1 else str(count)
        verb = "is" if count == 1 else "zijn"
        return f"{verb} {all_of_them} {'vak' if count == 1 else 'vakken'} leeg" if is_first else all_of_them


def make_matrix(
    groups: Sequence[Named], partners: Collection[Named], works: Iterable[Work], *, editable: Collection[int] = ()
) -> Matrix:
    """The partners that do most come first. `editable` are those whose activities the reader may add."""
    at: dict[tuple[int, int], list[Work]] = defaultdict(list)
    for work in works:
        for pk in work.groups:
            at[pk, work.partner].append(work)
    filled = Counter(partner for _, partner in at)
    columns = tuple(sorted(partners, key=lambda each: (-filled[each.pk], each.name.lower())))
    names = {each.pk: each.name for each in columns}
    rows = []
    twice: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for group in groups:
        who = _who_does_the_same([work for each in columns for work in at[group.pk, each.pk]], spelled)
        for kind, pks in who.items():
            if len(pks) > 1:
                twice[kind, tuple(names[pk] for pk in pks)].append(group.name)
        rows.append(
            Row(
                group,
                tuple(
                    Cell(
                        each,
                        tuple(_entry(work, group, groups, who, names) for work in at[group.pk, each.pk]),
                        may_add=each.pk in editable,
                    )
                    for each in columns
                ),
            )
        )
    overlaps = (Overlap(spelled[kind], partners_of, tuple(of)) for (kind, partners_of), of in twice.items())
    return Matrix(columns, tuple(rows), tuple(sorted(overlaps, key=lambda each: each.kind.lower())))


def _who_does_the_same(works: Iterable[Work], spelled: dict[str, str]) -> dict[str, list[int]]:
    """Kind of work, without capitals → the partners that do it, each once."""
    who: dict[str, list[int]] = {}
    for work in works:
        spelled.setdefault(work.kind.lower(), work.kind)
        partners = who.setdefault(work.kind.lower(), [])
        if work.partner not in partners:
            partners.append(work.partner)
    return who


def _entry(
    work: Work, group: Named, groups: Sequence[Named], who: dict[str, list[int]], names: dict[int, str]
) -> Entry:
    first = next(each for each in groups if each.pk in work.groups)
    others = [names[pk] for pk in who[work.kind.lower()] if pk != work.partner]
    return Entry(work, counts_at="" if first == group else first.name, also_by=tuple(others))

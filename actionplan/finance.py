"""The finance table: what each partner asks of a source, and what is short. Plain values in, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar


class WithHours(Protocol):
    """A line, wherever it comes from."""

    organisation: Any
    hours_per_year: Decimal | None


Line = TypeVar("Line", bound=WithHours)


@dataclass(frozen=True)
class FinanceLine:
    """One printed line. Amounts in euros; hours as typed."""

    organisation: str
    description: str
    hours_per_week: Decimal | None
    hours_per_year: Decimal | None
    requested: Decimal
    granted: Decimal | None = None
    spent: Decimal | None = None
    note: str = ""
    action_id: int | None = None
    action_code: str = ""
    pk: int | None = None
    choice: str = ""  # «doorschuiven naar 2022», or nothing while the line stays as it is
    less: Decimal = Decimal()
    choice_note: str = ""


@dataclass(frozen=True)
class OrganisationTotal:
    organisation: str
    lines: tuple[FinanceLine, ...]

    @property
    def requested(self) -> Decimal:
        return sum((line.requested for line in self.lines), Decimal())

    @property
    def granted(self) -> Decimal | None:
        return sum_of_known(line.granted for line in self.lines)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(line.spent for line in self.lines)

    @property
    def less(self) -> Decimal:
        return sum((line.less for line in self.lines), Decimal())

    @property
    def hours_per_year(self) -> Decimal | None:
        """Added up only where each line tells them: hours per week are never made into hours per year."""
        return _sum_when_all_known([line.hours_per_year for line in self.lines])


@dataclass(frozen=True)
class FinanceTable:
    """All lines that ask one source for money, per organisation. Every total is the sum of the printed lines."""

    organisations: tuple[OrganisationTotal, ...]
    available: Decimal | None

    @property
    def requested(self) -> Decimal:
        return sum((total.requested for total in self.organisations), Decimal())

    @property
    def granted(self) -> Decimal | None:
        return sum_of_known(total.granted for total in self.organisations)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(total.spent for total in self.organisations)

    @property
    def shortfall(self) -> Decimal | None:
        """What is asked above what is there; zero when there is enough, None when nobody knows what is there."""
        return None if self.available is None else max(self.requested - self.available, Decimal())

    @property
    def less(self) -> Decimal:
        """How much the choices take off what is asked."""
        return sum((total.less for total in self.organisations), Decimal())

    @property
    def remaining(self) -> Decimal | None:
        """What is still short after the choices; zero when they take off enough."""
        return None if self.available is None else max(self.requested - self.less - self.available, Decimal())

    @property
    def lines(self) -> list[FinanceLine]:
        return [line for total in self.organisations for line in total.lines]


@dataclass(frozen=True)
class Answer:
    """What is done about one line at a shortfall: which choice, how much less, and why. Without a choice it stays."""

    choice: str = ""
    less: Decimal | None = None
    note: str = ""


def with_answers(table: FinanceTable, answers: Mapping[int, Answer]) -> FinanceTable:
    """The same table with what these answers take off, by the id of a line."""

    def answered(line: FinanceLine) -> FinanceLine:
        answer = answers.get(line.pk or 0, Answer())
        return replace(line, less=answer.less if answer.choice and answer.less else Decimal())

    return FinanceTable(
        tuple(replace(total, lines=tuple(map(answered, total.lines))) for total in table.organisations),
        table.available,
    )


def _sum_when_all_known(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known and len(known) == len(amounts) else None


def granted_minus_spent(granted: Decimal | None, spent: Decimal | None) -> Decimal | None:
    """What is left, below nought when more was spent; unknown while one of the two is."""
    return None if granted is None or spent is None else granted - spent


def sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """None when no amount is known at all: nothing filled in is not nought."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known else None


@dataclass(frozen=True)
class RegularGroup(Generic[Line]):
    """The work of one organisation for which nobody asks money."""

    organisation: str
    lines: tuple[Line, ...]

    @property
    def hours_per_year(self) -> Decimal | None:
        """What the lines tell together; those without hours per year tell nothing."""
        return sum_of_known(line.hours_per_year for line in self.lines)


def regular_groups(lines: Iterable[Line]) -> list[RegularGroup[Line]]:
    """In the order in which they come (already sorted by organisation)."""
    groups = groupby(lines, key=lambda line: str(line.organisation))
    return [RegularGroup(name, tuple(group)) for name, group in groups]


def finance_table(lines: Iterable[FinanceLine], available: Decimal | None) -> FinanceTable:
    """Group lines by organisation, in the order in which they come (already sorted by organisation)."""
    groups = groupby(lines, key=lambda line: line.organisation)
    return FinanceTable(tuple(OrganisationTotal(name, tuple(group)) for name, group in groups), available)

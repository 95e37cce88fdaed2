"""The finance table: what each partner asks of a source, and what is short. Plain values in, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


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


@dataclass(frozen=True)
class OrganisationTotal:
    organisation: str
    lines: tuple[FinanceLine, ...]

    @property
    def requested(self) -> Decimal:
        return sum((line.requested for line in self.lines), Decimal())

    @property
    def granted(self) -> Decimal | None:
        return _sum_of_known(line.granted for line in self.lines)

    @property
    def spent(self) -> Decimal | None:
        return _sum_of_known(line.spent for line in self.lines)


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
        return _sum_of_known(total.granted for total in self.organisations)

    @property
    def spent(self) -> Decimal | None:
        return _sum_of_known(total.spent for total in self.organisations)

    @property
    def shortfall(self) -> Decimal | None:
        """What is asked above what is there; zero when there is enough, None when nobody knows what is there."""
        return None if self.available is None else max(self.requested - self.available, Decimal())


def _sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """None when no amount is known at all: nothing filled in is not nought."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known else None


def finance_table(lines: Iterable[FinanceLine], available: Decimal | None) -> FinanceTable:
    """Group lines by organisation, in the order in which they come (already sorted by organisation)."""
    groups = groupby(lines, key=lambda line: line.organisation)
    return FinanceTable(tuple(OrganisationTotal(name, tuple(group)) for name, group in groups), available)

"""The sheet on which a partner accounts for a year: per budget line what was agreed, what was done and what it cost.

Read in one way for the page, for the list of partners and for the report, so that one number is worked out once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from actionplan.finance import granted_minus_spent, sum_of_known
from actionplan.models import ActionTarget, BudgetLine, FundingType
from actionplan.models.money import BudgetLineQuerySet
from actionplan.progress import Band, Result
from network.models import Person
from network.policy import Permission, may

MONTHS_TO_ACCOUNT_IN = range(1, 4)  # January to March, for the year before


@dataclass(frozen=True)
class AccountLine:
    """One budget line: hours as they were typed, never worked out from each other, and money in euros."""

    pk: int
    description: str
    action_id: int | None
    action: str  # «4.2 Individuele begeleiding», or nothing
    source: str  # «DUUP 2021, voorbeeld», or nothing
    hours_per_week: Decimal | None
    hours_per_year: Decimal | None
    hours_realised: Decimal | None
    requested: Decimal | None
    granted: Decimal | None
    spent: Decimal | None
    account: str
    accounted_on: date | None
    results: tuple[str, ...] = ()  # of the targets of the action

    @property
    def difference(self) -> Decimal | None:
        return granted_minus_spent(self.granted, self.spent)


@dataclass(frozen=True)
class AccountGroup:
    """The lines of one kind of money. Every total is the sum of what the lines tell."""

    kind: str  # a FundingType
    lines: tuple[AccountLine, ...]

    @property
    def name(self) -> str:
        """«Uit reguliere middelen»"""
        return str(FundingType(self.kind).label).capitalize()

    @property
    def is_asked(self) -> bool:
        """Whether somebody asks this money of a source; otherwise nothing is asked or granted."""
        return self.kind == FundingType.GRANT

    @property
    def accounted(self) -> int:
        return sum(line.accounted_on is not None for line in self.lines)

    @property
    def hours_per_year(self) -> Decimal | None:
        """Of the lines that agreed hours per year: hours per week are never made into hours per year."""
        return sum_of_known(line.hours_per_year for line in self.lines)

    @property
    def only_per_week(self) -> int:
        """How many lines agreed hours per week only; the total of hours per year leaves those out."""
        return sum(line.hours_per_year is None and line.hours_per_week is not None for line in self.lines)

    @property
    def hours_realised(self) -> Decimal | None:
        return sum_of_known(line.hours_realised for line in self.lines)

    @property
    def requested(self) -> Decimal | None:
        return sum_of_known(line.requested for line in self.lines)

    @property
    def granted(self) -> Decimal | None:
        return sum_of_known(line.granted for line in self.lines)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(line.spent for line in self.lines)

    @property
    def difference(self) -> Decimal | None:
        return sum_of_known(line.difference for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """What one partner accounts for over a year, per kind of money."""

    organisation: str
    organisation_id: int
    year: int
    groups: tuple[AccountGroup, ...]

    @property
    def lines(self) -> list[AccountLine]:
        return [line for group in self.groups for line in group.lines]

    @property
    def accounted(self) -> int:
        return sum(group.accounted for group in self.groups)

    @property
    def in_words(self) -> str:
        """«2 van 6 posten verantwoord»"""
        return f"{self.accounted} van {len(self.lines)} {'post' if len(self.lines) == 1 else 'posten'} verantwoord"

    @property
    def with_grant(self) -> AccountGroup:
        """The work that is paid with a grant, empty when none is."""
        empty = AccountGroup(FundingType.GRANT, ())
        return next((group for group in self.groups if group.kind == FundingType.GRANT), empty)

    def group_with(self, line: int) -> AccountGroup:
        return next(group for group in self.groups if any(each.pk == line for each in group.lines))


def sheet_of(organisation: int, year: int, on: date, reader: Person | None = None) -> Sheet | None:
    """The sheet of one partner with the results of its actions, or nothing when it has no lines in that year.

    Results count up to that day and within the year. A small number of persons is told only to a reader who may see
    it; without a reader, so in a report, to nobody.
    """
    sheets = sheets_of(BudgetLine.objects.on_sheet(organisation, year))
    if not sheets:
        return None
    results = _results([line.action_id for line in sheets[0].lines], last_day_of_results(year, on), reader)
    groups = (
        replace(group, lines=tuple(replace(line, results=results.get(line.action_id, ())) for line in group.lines))
        for group in sheets[0].groups
    )
    return replace(sheets[0], groups=tuple(groups))


def last_day_of_results(year: int, on: date) -> date:
    """What was reached later belongs to the sheet of the next year."""
    return min(on, date(year, 12, 31))


def sheets_of(lines: BudgetLineQuerySet) -> list[Sheet]:
    """A sheet for each partner and year of these lines, in one query and without results."""
    found = lines.with_names().order_by("-year", "organisation__name", "organisation", "position", "pk")
    return [
        Sheet(name, pk, year, _groups(of_partner))
        for (year, pk, name), of_partner in groupby(
            found, key=lambda line: (line.year, line.organisation_id, line.organisation.name)
        )
    ]


def _groups(lines: Iterable[BudgetLine]) -> tuple[AccountGroup, ...]:
    by_kind: dict[str, list[AccountLine]] = {kind.value: [] for kind in FundingType}
    for line in lines:
        by_kind[line.funding_type].append(_account_line(line))
    return tuple(AccountGroup(kind, tuple(found)) for kind, found in by_kind.items() if found)


def _account_line(line: BudgetLine) -> AccountLine:
    return AccountLine(
        pk=line.pk,
        description=line.description,
        action_id=line.action_id,
        action=str(line.action or ""),
        source=str(line.source or ""),
        hours_per_week=line.hours_per_week,
        hours_per_year=line.hours_per_year,
        hours_realised=line.hours_realised,
        requested=line.amount_requested,
        granted=line.amount_granted,
        spent=line.amount_spent,
        account=line.account,
        accounted_on=line.accounted_on,
    )


def _results(actions: Iterable[int | None], on: date, reader: Person | None) -> dict[int | None, tuple[str, ...]]:
    """«4 van 3 tot 5 trajecten», by action; of targets of which something is known."""
    found: dict[int | None, tuple[str, ...]] = {}
    targets = ActionTarget.objects.filter(action__in=[pk for pk in actions if pk]).with_reached(on)
    for target in targets.select_related("action").order_by("pk"):
        result = Result(
            band=Band(target.reached, target.minimum, target.maximum),
            unit=target.unit,
            counts_persons=target.counts_persons,
            may_see_counts=reader is not None and may(reader, Permission.RESULT_COUNT_VIEW, target.action),
        )
        if result.is_known:
            found[target.action_id] = (*found.get(target.action_id, ()), result.in_a_row)
    return found

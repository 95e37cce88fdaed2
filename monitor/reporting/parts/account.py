"""Activiteiten, uren en geld: the sheet on which a partner accounts for the year of the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.accounting import AccountGroup, AccountLine, Sheet, last_day_of_results, sheet_of
from monitor.reporting.part import Place, Row
from monitor.reporting.rows import of_amount
from network.dutch import hours, long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class Account:
    year: int
    measured_until: date  # results count up to that day
    sheet: Sheet | None  # nothing when the partner has no lines in the budget of that year


def build(live: "Live") -> Account:
    """The same sheet as in the portal; a small number of persons is told to nobody."""
    year = live.report.period_start.year
    organisation = live.report.organisation_id
    sheet = sheet_of(organisation, year, live.on) if organisation else None
    return Account(year, last_day_of_results(year, live.on), sheet)


def rows(body: Account) -> Iterator[Row]:
    for group in body.sheet.groups if body.sheet else ():
        for line in group.lines:
            yield from _rows_of_line(f"{group.name}, {line.description}", line)
        yield from _totals(f"{group.name}, totaal", group)


def _rows_of_line(subject: str, line: AccountLine) -> Iterator[Row]:
    if line.hours_per_week is not None:
        yield Row(subject, "afgesproken uren", hours(line.hours_per_week), "uur per week")
    if line.hours_per_year is not None:
        yield Row(subject, "afgesproken uren", hours(line.hours_per_year), "uur per jaar")
    yield _made(subject, line)
    yield of_amount(subject, "gevraagd", line.requested, line.source)
    yield of_amount(subject, "toegekend", line.granted)
    yield of_amount(subject, "besteed", line.spent)
    yield of_amount(subject, "verschil", line.difference)
    for result in line.results:
        yield Row(subject, "resultaat", result, note=line.action)
    told = long_date(line.accounted_on) if line.accounted_on else "nog niet"
    yield Row(subject, "verantwoord", told, note=line.account)


def _totals(subject: str, group: AccountGroup) -> Iterator[Row]:
    left_out = f"{group.only_per_week} alleen per week afgesproken, niet meegeteld" if group.only_per_week else ""
    yield Row(subject, "afgesproken uren", hours(group.hours_per_year), "uur per jaar", left_out)
    yield _made(subject, group)
    yield of_amount(subject, "gevraagd", group.requested)
    yield of_amount(subject, "toegekend", group.granted)
    yield of_amount(subject, "besteed", group.spent)
    yield of_amount(subject, "verschil", group.difference)


def _made(subject: str, told: AccountLine | AccountGroup) -> Row:
    return Row(subject, "gemaakte uren", hours(told.hours_realised), "" if told.hours_realised is None else "uur")


def places(body: Account) -> Iterator[Place]:
    if body.sheet is None:
        return
    url = reverse("actionplan:account-sheet", args=[body.sheet.organisation_id, body.sheet.year])
    for line in body.sheet.lines:
        where = f"In de post «{line.description}» van {body.sheet.organisation}"
        yield from (Place(where, text, url) for text in (line.description, line.account, line.action))

"""Figures that several sections print, as rows for a spreadsheet: in the same words and the same Dutch numbers."""

from collections.abc import Iterator
from decimal import Decimal

from actionplan.progress import LightCounts
from monitor.reporting.part import Row
from monitor.reporting.sections import LIGHTS, WORDS, DecisionName, MilestoneLine, Milestones
from network.dutch import NO_BREAK_SPACE, euro, long_date, short_date

ACTIONS = "acties"


def of_counts(subject: str, counts: LightCounts) -> Iterator[Row]:
    for light in LIGHTS:
        yield Row(subject, WORDS[light], str(getattr(counts, light)), ACTIONS)


def of_amount(subject: str, what: str, amount: Decimal | None, note: str = "") -> Row:
    """Without the sign of the euro, which its unit says: a spreadsheet then reads a number."""
    unit = "euro" if amount is not None else ""
    return Row(subject, what, euro(amount).removeprefix(f"€{NO_BREAK_SPACE}"), unit, note)


def rows_of_milestones(milestones: Milestones) -> Iterator[Row]:
    for title, lines in milestones.groups:
        yield Row("Mijlpalen", title, str(len(lines)), "mijlpalen")
        for line in lines:
            yield Row(milestone_name(line), "gepland", planned(line), note=f"{title}. Trekker: {line.lead}")
            if line.achieved_on:
                yield Row(milestone_name(line), "behaald", short_date(line.achieved_on))


def milestone_name(line: MilestoneLine) -> str:
    return f"{line.action.code} {line.title}"


def planned(line: MilestoneLine) -> str:
    return short_date(line.planned_on) if line.planned_on else "datum volgt"


def decision_name(name: DecisionName) -> str:
    return f"{name.number} {name.title}"


def withdrawn(name: DecisionName) -> str:
    return f"Ingetrokken op {long_date(name.withdrawn_on)}." if name.withdrawn_on else ""

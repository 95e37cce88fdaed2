"""The money of one source as a file: the lines of its page, and the totals in a workbook."""

from actionplan.finance import FinanceTable
from actionplan.models import BudgetChoice, BudgetLine, FundingSource
from actionplan.reading import finance_of
from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
COLUMNS: list[Cell] = [
    "Organisatie",
    "Post",
    "Actie",
    "Titel van de actie",
    "Soort geld",
    "Bron",
    "Jaar",
    "Uur per week",
    "Uur per jaar",
    "Gevraagd",
    "Toegekend",
    "Besteed",
    "Gemaakte uren",
    "Verantwoording",
    "Keuze",
    "Minder",
    "Toelichting op de keuze",
    "Geld tot en met",
    "Wettelijk of facultatief",
    "Toelichting",
]
TOTALS: list[Cell] = ["Organisatie", "Gevraagd", "Toegekend", "Besteed", "Minder"]


def finance_as(file_format: str, source: FundingSource | None) -> str | bytes:
    """Only headings while there is no source at all."""
    rows = [COLUMNS, *(_rows(source) if source else [])]
    if file_format == "csv":
        return as_csv(rows)
    as_workbook = as_xlsx if file_format == "xlsx" else as_ods
    return as_workbook(rows, sheet="Posten", more=[("Totalen", _totals(finance_of(source)))] if source else [])


def _rows(source: FundingSource) -> list[list[Cell]]:
    """What is asked first, then the work of that year for which nobody asks money; as on the page."""
    asked = BudgetLine.objects.asked_from(source)
    without = BudgetLine.objects.without_request(source.year)
    lines = [*asked.with_names(), *without.with_names()]
    return [_row(line, getattr(line, "choice", None)) for line in lines]


def _row(line: BudgetLine, choice: BudgetChoice | None) -> list[Cell]:
    return [
        line.organisation.name,
        line.description,
        line.action.code if line.action else None,
        line.action.title if line.action else None,
        line.get_funding_type_display(),
        line.source.name if line.source else None,
        line.year,
        line.hours_per_week,
        line.hours_per_year,
        line.amount_requested,
        line.amount_granted,
        line.amount_spent,
        line.hours_realised,
        line.account or None,
        choice.in_words if choice else None,
        choice.amount_less if choice else None,
        choice.note or None if choice else None,
        line.ends_on,
        line.get_legal_basis_display() or None,
        line.note or None,
    ]


def _totals(table: FinanceTable) -> list[list[Cell]]:
    sums: list[list[Cell]] = [
        [total.organisation, total.requested, total.granted, total.spent, total.less] for total in table.organisations
    ]
    return [
        TOTALS,
        *sums,
        ["Totaal", table.requested, table.granted, table.spent, table.less],
        ["Beschikbaar", table.available],
        ["Tekort", table.shortfall],
        ["Na de keuzes nog te dekken", table.remaining],
    ]

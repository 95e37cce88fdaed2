"""The sociale kaart as a file: in our own layout, which can be brought in again, and as open data."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx
from partners import hours_as_typed
from partners.hsds.whole import everything_public
from partners.models import CareService
from partners.models.directory import CareServiceQuerySet
from partners.opening_hours import Day
from partners.service_columns import AGES, AREA, COLUMNS, ID, NATIONWIDE, ORGANISATION, as_words
from partners.service_register import values_of

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json; charset=utf-8",
}
EXPORTED = [column for column in COLUMNS if column.key != AGES]  # both ages have a column of their own
AT_A_TIME = 2000


def services_as(file_format: str, services: CareServiceQuerySet) -> str | bytes:
    """One row for each entry, under the headings of an import. An address stands in it only when it is public."""
    if file_format == "json":
        return everything_public()
    rows: list[list[Cell]] = [[column.label for column in EXPORTED]]
    related = ("channels__opening_hours", "locations", "municipalities")
    found = (
        services.select_related("organisation").prefetch_related(*related).order_by("organisation__name", "name", "pk")
    )
    rows += (list(_row(service)) for service in found.iterator(chunk_size=AT_A_TIME))
    if file_format == "csv":
        return as_csv(rows)
    return as_xlsx(rows, sheet="Sociale kaart") if file_format == "xlsx" else as_ods(rows, sheet="Sociale kaart")


def _row(service: CareService) -> Iterator[Cell]:
    values = values_of(service)
    names = sorted(each.name for each in service.municipalities.all())
    texts = {
        ID: service.short_id,
        ORGANISATION: str(service.organisation),
        AREA: "; ".join([NATIONWIDE] * service.is_nationwide + names) or None,
    }
    return (texts[column.key] if column.key in texts else _cell(column.key, values) for column in EXPORTED)


def _cell(key: str, values: Mapping[str, Any]) -> Cell:
    value = values.get(key)
    if value in (None, "", ()):
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Day):
        return hours_as_typed.written(value) or None
    if isinstance(value, date):
        return value
    if isinstance(value, int) and key != "check_every":
        return value
    return as_words(key, value)

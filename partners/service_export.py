"""The sociale kaart as a file: in our own layout, which can be brought in again, and as open data.

A row has room for the hours of one channel. A workbook has sheets besides, which are not read back: every channel with
its own hours and other days, and the national lines.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from network.dates import today
from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx
from partners import hours_as_typed, opening_hours
from partners.hsds.whole import everything_public
from partners.models import CareService, HelpLine
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
CHANNELS = ["Kenmerk", "Aanbod", "Kanaal", "Nummer of adres", "Voor", "Toelichting", "Bereikbaar", "Andere tijden"]
LINES = ["Hulplijn", "Nummer", "Website", "Voor wie of waarvoor", "Bereikbaar", "Kosten", "Gecontroleerd op"]
AT_A_TIME = 2000


def services_as(file_format: str, services: CareServiceQuerySet) -> str | bytes:
    """One row for each entry, under the headings of an import. An address stands in it only when it is public."""
    if file_format == "json":
        return everything_public()
    rows: list[list[Cell]] = [[column.label for column in EXPORTED]]
    channels: list[list[Cell]] = [[*CHANNELS]]
    related = ("channels__opening_hours", "channels__exceptions", "locations", "municipalities")
    found = (
        services.select_related("organisation").prefetch_related(*related).order_by("organisation__name", "name", "pk")
    )
    for service in found.iterator(chunk_size=AT_A_TIME):
        rows.append(list(_row(service)))
        channels += _channels(service)
    if file_format == "csv":
        return as_csv(rows)
    as_workbook = as_xlsx if file_format == "xlsx" else as_ods
    return as_workbook(rows, sheet="Sociale kaart", more=[("Alle kanalen", channels), ("Hulplijnen", _lines())])


def _row(service: CareService) -> Iterator[Cell]:
    values = values_of(service)
    names = sorted(each.name for each in service.municipalities.all())
    texts = {
        ID: service.short_id,
        ORGANISATION: str(service.organisation),
        AREA: "; ".join([NATIONWIDE] * service.is_nationwide + names) or None,
    }
    return (texts[column.key] if column.key in texts else _cell(column.key, values) for column in EXPORTED)


def _channels(service: CareService) -> Iterator[list[Cell]]:
    for channel in service.channels.all():
        whom = "professionals" if channel.for_professionals else "cliënten"
        told = [service.short_id, service.name, channel.get_kind_display(), channel.value, whom, channel.note]
        week = channel.week
        hours = opening_hours.in_a_line(opening_hours.in_short(week)) if opening_hours.is_known(week) else ""
        others = opening_hours.in_a_line(opening_hours.to_come(channel.other_days, today()))
        yield [text or None for text in (*told, hours, others)]


def _lines() -> Iterator[list[Cell]]:
    """National lines stand in no row of the sociale kaart: they belong to no partner."""
    yield [*LINES]
    for line in HelpLine.objects.shown():
        told = (line.name, line.number, line.website, line.for_whom, line.hours, line.costs)
        yield [*(text or None for text in told), line.last_verified_on]


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

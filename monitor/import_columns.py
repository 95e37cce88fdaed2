"""A table in a layout of its own: somebody says what each column is, and the portal remembers it."""

import hashlib

from monitor.models import ImportRun, Indicator, TableMapping
from monitor.statline import ColumnMapping, Columns, FileError, Role, columns_of
from network.tables.layout import heading_key


def columns_of_run(run: ImportRun, content: bytes, *, sheet: str = "") -> Columns:
    """The columns of a file that came in; of the sheet that was chosen before, when no other is asked for."""
    return columns_of(content, file_name=run.file_name, sheet=sheet or run.mapping.get("table", {}).get("sheet", ""))


def mapping_so_far(run: ImportRun, columns: Columns) -> ColumnMapping:
    """What somebody chose before, and else what the headings seem to say."""
    chosen = run.mapping.get("table")
    same = chosen and chosen["headings"] == [column.heading for column in columns.columns]
    return ColumnMapping.from_json(chosen) if chosen and same else columns.guess


def remembered(content: bytes, *, file_name: str) -> TableMapping | None:
    """How a table with these headings was read before."""
    try:
        columns = columns_of(content, file_name=file_name)
    except FileError:
        return None
    headings = [column.heading for column in columns.columns]
    return TableMapping.objects.filter(fingerprint=_fingerprint(headings)).select_related("indicator").first()


def remember(mapping: ColumnMapping) -> None:
    TableMapping.objects.update_or_create(
        fingerprint=_fingerprint(mapping.headings),
        defaults={"headings": list(mapping.headings), "mapping": mapping.as_json()},
    )


def remember_indicator(run: ImportRun, indicator: Indicator) -> None:
    """The next table with these headings is compared with the same indicator."""
    if table := run.mapping.get("table"):
        TableMapping.objects.filter(fingerprint=_fingerprint(table["headings"])).update(indicator=indicator)


def problem_with(mapping: ColumnMapping) -> str:
    """What is missing before a table can be read; empty when it is enough."""
    if not mapping.of(Role.VALUE, Role.OF_PERIOD):
        return "Kies ten minste één kolom met cijfers."
    if not mapping.of(Role.PERIOD, Role.OF_PERIOD) and not mapping.period:
        return "Kies de kolom met de periode, of vul onderaan één periode in voor alle regels."
    if mapping.of(Role.PERIOD) and mapping.period:
        return "U koos een kolom met de periode én één periode voor alle regels. Laat één van de twee weg."
    return ""


def _fingerprint(headings: list[str] | tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(map(heading_key, headings)).encode()).hexdigest()

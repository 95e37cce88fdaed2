"""A report as one file for a spreadsheet: every figure that page and PDF print, from the same content."""

from collections.abc import Iterable, Iterator

from monitor.models import SectionKind
from monitor.reporting.content import Content, Cover
from monitor.reporting.part import Row
from monitor.reporting.parts import PARTS
from network.dutch import long_date
from network.spreadsheets import as_csv

COLUMNS = ("onderdeel", "onderwerp", "gegeven", "waarde", "eenheid", "toelichting")
REPORT = "Rapportage"
OWN_TEXT = "tekst bij dit onderdeel"


def csv_of(content: Content) -> bytes:
    return as_csv([COLUMNS, *_lines(content)]).encode()


def _lines(content: Content) -> Iterator[tuple[str, ...]]:
    yield from _of_section(REPORT, _of_cover(content.cover))
    for section in content.sections:
        if section.text.strip():
            yield from _of_section(section.title, [Row("", OWN_TEXT, section.text)])
        yield from _of_section(section.title, PARTS[SectionKind(section.kind)].rows(section.body))


def _of_section(title: str, rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        yield title, row.subject, row.what, row.value, row.unit, row.note


def _of_cover(cover: Cover) -> Iterator[Row]:
    yield Row(cover.title, "periode", f"{long_date(cover.period_start)} tot en met {long_date(cover.period_end)}")
    yield Row(cover.title, "peildatum", long_date(cover.reference_date))
    yield Row(cover.title, "status", cover.status)

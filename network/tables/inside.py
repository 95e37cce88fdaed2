"""A light look at the XML of one sheet, for what calamine leaves out. It searches the text and follows no entity."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from xml.parsers import expat

from network.tables.table import CellProblem, column_index, column_letter

_MOST_FOUND = 5_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells, its ends included. Rows count from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{column_letter(self.first_column)}{self.first_row}"
        return f"{first}:{column_letter(self.last_column)}{self.last_row}"

    @property
    def is_one_column(self) -> bool:
        return self.first_column == self.last_column and self.first_row < self.last_row


@dataclass
class Odd:
    """What is not in the plain cells of a sheet."""

    problems: list[CellProblem] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)


def look_inside(content: bytes, kind: str, sheet: str, index: int) -> Odd:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if kind == "ods":
            return _look_inside_ods(archive.read("content.xml"), index)
        path = _path_of(archive, sheet)
        return _look_inside_xlsx(archive, path) if path else Odd()


def no_result(row: int, column: int) -> CellProblem:
    letter = column_letter(column)
    return CellProblem(
        row, letter, "", f"Formule zonder uitkomst in {letter}{row}. Open het bestand in Excel en bewaar het opnieuw."
    )


def error_value(row: int, column: int, value: str) -> CellProblem:
    reason = f"Hier staat een fout van het rekenblad ({value}). Verbeter de formule of vul een waarde in."
    return CellProblem(row, column_letter(column), value, reason)


def with_errors_as_text(content: bytes) -> bytes:
    """The workbook with its error values typed as text: calamine refuses a sheet with one that it doesn't know."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            is_sheet = member.filename.startswith("xl/worksheets/")
            new.writestr(member.filename, _TYPED_AS_ERROR.sub(rb'\1t="str"', part) if is_sheet else part)
    return out.getvalue()


# --- .xlsx ---------------------------------------------------------------------------------------------------------

_TAG = r"<(?:\w+:)?"
_SHEET = re.compile(_TAG + r"sheet\s[^>]*>")
_RELATION = re.compile(_TAG + r"Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

_HIDDEN_ROW = re.compile(_TAG + r"""row(?=[^>]*\shidden=["'](?:1|true)["'])\s[^>]*>""")
_HIDDEN_COLUMN = re.compile(_TAG + r"""col(?=[^>]*\shidden=["'](?:1|true)["'])\s[^>]*>""")
_ERROR_CELL = re.compile(
    _TAG + r"""c\s((?:[^>]*\s)?t=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?""" + _TAG + "v>([^<]*)<", re.DOTALL
)
_FORMULA = ("<f>", "<f ", ":f>", ":f ")
_FORMULA_CELL = re.compile(
    _TAG + r"c\s([^>]*[^>/])>\s*" + _TAG + r"f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:" + _TAG + r"v>([^<]*)<)?"
)
_TYPED_AS_ERROR = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*\s)?)t=["']e["']""")
_HYPERLINK = re.compile(_TAG + r"hyperlink\s[^>]*>")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _attributes(tag: str) -> dict[str, str]:
    return {name.rpartition(":")[2]: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where in the archive the sheet of that name stands."""
    tags = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")))
    wanted = next((tag.get("id", "") for tag in tags if tag.get("name") == sheet), "")
    return _relations(archive, "xl/workbook.xml").get(wanted, "") if wanted else ""


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """What a part of the workbook points at: places in the archive, and addresses outside."""
    part = PurePosixPath(path)
    try:
        text = archive.read(f"{part.parent}/_rels/{part.name}.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    found = {}
    for tag in map(_attributes, _RELATION.findall(text)):
        target = tag.get("Target", "")
        if tag.get("TargetMode") != "External":
            target = target[1:] if target.startswith("/") else f"{part.parent}/{target}"
        found[tag.get("Id", "")] = target
    return found


def _look_inside_xlsx(archive: zipfile.ZipFile, path: str) -> Odd:
    odd = Odd()
    try:
        text = archive.read(path).decode("utf-8", "replace")
    except KeyError:
        return odd
    if "hidden=" in text:
        odd.hidden_rows = [int(tag.get("r", 0)) for tag in map(_attributes, _HIDDEN_ROW.findall(text))]
        for tag in map(_attributes, _HIDDEN_COLUMN.findall(text)):
            odd.hidden_columns += range(int(tag.get("min", 1)) - 1, min(int(tag.get("max", 1)), 500))
    odd.problems = [*_error_values(text), *_formulas_without_result(text)]
    if "hyperlink " in text and (tags := _HYPERLINK.findall(text)):
        relations = _relations(archive, path)
        for tag in map(_attributes, tags[:_MOST_FOUND]):
            address = relations.get(tag.get("id", ""), "")
            if address and (place := _place(tag.get("ref", "").partition(":")[0])):
                odd.links[place] = address
    return odd


def _error_values(text: str) -> Iterator[CellProblem]:
    if 't="e"' in text or "t='e'" in text:
        for attributes, value in _ERROR_CELL.findall(text):
            if place := _place(_attributes(attributes).get("r", "")):
                yield error_value(*place, unescape(value))


def _formulas_without_result(text: str) -> Iterator[CellProblem]:
    """A formula that gives an empty text does have a result."""
    if any(start in text for start in _FORMULA):
        for attributes, value in _FORMULA_CELL.findall(text):
            tag = _attributes(attributes)
            if not value and tag.get("t") != "str" and (place := _place(tag.get("r", ""))):
                yield no_result(*place)


def _place(name: str) -> tuple[int, int] | None:
    """B6 → row 6, column 1"""
    match = _PLACE.fullmatch(name)
    return (int(match[2]), column_index(match[1])) if match else None


# --- .ods ----------------------------------------------------------------------------------------------------------

_WORTH_READING = (b'visibility="collapse"', b'visibility="filter"', b"-spanned=", b"<text:a ", b"table:formula=")


def _look_inside_ods(content: bytes, index: int) -> Odd:
    reader = _OdsReader(index)
    if any(sign in content for sign in _WORTH_READING):
        reader.read(content)
    return reader.odd


class _OdsReader:
    """Walks through the sheets and counts rows and columns: in .ods a cell doesn't say where it stands."""

    def __init__(self, wanted: int) -> None:
        self.odd = Odd()
        self._wanted = wanted
        self._sheet = -1
        self._row = self._next_row = 1
        self._column = self._next_column = 0

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EntityDeclHandler = _refuse_entity
        parser.Parse(content, True)

    def _start(self, name: str, tag: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet += 1
            self._next_row = 1
        elif self._sheet != self._wanted:
            return
        elif name == "table:table-row":
            self._row, self._next_column = self._next_row, 0
            self._next_row += int(tag.get("table:number-rows-repeated", 1))
            if tag.get("table:visibility") in {"collapse", "filter"}:
                self.odd.hidden_rows += range(self._row, min(self._next_row, self._row + _MOST_FOUND))
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._column = self._next_column
            self._next_column += int(tag.get("table:number-columns-repeated", 1))
            self._cell(tag)
        elif name == "text:a" and (address := tag.get("xlink:href")) and not address.startswith("#"):
            self.odd.links[self._row, self._column] = address

    def _cell(self, tag: dict[str, str]) -> None:
        rows, columns = (int(tag.get(f"table:number-{what}-spanned", 1)) for what in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self.odd.merges.append(Merge(self._row, self._column, self._row + rows - 1, self._column + columns - 1))
        if "table:formula" in tag and "office:value-type" not in tag:
            self.odd.problems.append(no_result(self._row, self._column))


def _refuse_entity(*_about: object) -> None:
    raise ValueError("a workbook declares no entities")

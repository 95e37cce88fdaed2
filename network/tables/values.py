"""What a cell means: the same value, whether a file holds it as text, as a number or as a date.

Each reader takes a cell with something in it and raises NotReadable with what to do; the blank cell is for who asks.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from network import dutch
from network.dutch import NotReadable
from network.numbers_of_organisations import PhoneNumber, read_kvk, read_phone, read_web_address
from network.tables.cells import without_link
from network.tables.table import Cell


class Missing(StrEnum):
    """Why there is no value. None of these is 0, and none is another."""

    NOT_GIVEN = "niet opgegeven"
    NOT_APPLICABLE = "niet van toepassing"
    UNKNOWN = "onbekend"
    NONE = "geen"
    HIDDEN = "geheim"


_MISSING = {
    "n.v.t.": Missing.NOT_APPLICABLE,
    "n.v.t": Missing.NOT_APPLICABLE,
    "nvt": Missing.NOT_APPLICABLE,
    ".": Missing.UNKNOWN,
    "?": Missing.UNKNOWN,
    "onbekend": Missing.UNKNOWN,
    "-": Missing.NONE,
    "\N{EN DASH}": Missing.NONE,
    "\N{EM DASH}": Missing.NONE,
    "geen": Missing.NONE,
    "x": Missing.HIDDEN,
}


def read_missing(cell: Cell) -> Missing | None:
    """Why this cell holds no value; None when it does hold one."""
    if cell is None:
        return Missing.NOT_GIVEN
    return _MISSING.get(cell.casefold()) if isinstance(cell, str) else None


def as_text(cell: Cell) -> str:
    """What people see in the cell."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return dutch.long_date(day)
    return cell if isinstance(cell, str) else str(cell).replace(".", ",")


def as_name(cell: Cell) -> str:
    """On one line, and without the address of a link."""
    return " ".join(without_link(as_text(cell)).split())


def as_number(cell: Cell) -> Decimal:
    """1.234,50 as text, or a cell with a number."""
    if isinstance(cell, int | float | Decimal):
        return Decimal(str(cell))
    return dutch.read_number(as_text(cell))


def as_whole_number(cell: Cell) -> int:
    value = as_number(cell) if isinstance(cell, int | float | Decimal) else None
    if value is None:
        return dutch.read_whole_number(as_text(cell))
    if value != value.to_integral_value():
        raise NotReadable(f"«{as_text(cell)}» heeft cijfers achter de komma. Vul een heel getal in, bijvoorbeeld 4.")
    return int(value)


def as_date(cell: Cell) -> date:
    """A cell with a date, or a text with the day first."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float | Decimal):
        raise NotReadable(
            f"«{as_text(cell)}» is een getal en geen datum. Geef de cel in het rekenblad de opmaak «datum», "
            "of schrijf dag, maand en jaar, bijvoorbeeld 3-5-2026."
        )
    return dutch.read_date(as_text(cell))


def as_code(cell: Cell, *, digits: int, prefix: str = "") -> str:
    """A code of so many digits, also when a spreadsheet took it for a number: 268 → 0268. GM0268 with the prefix GM."""
    typed = as_text(cell)
    plain = typed.upper().removeprefix(prefix).replace(" ", "")
    if not re.fullmatch(rf"[0-9]{{1,{digits}}}", plain):
        raise NotReadable(
            f"«{typed[:40]}» is geen code van {digits} cijfers. Vul bijvoorbeeld in: {'268'.zfill(digits)}."
        )
    return plain.zfill(digits)


def as_kvk(cell: Cell) -> str:
    """A number in a spreadsheet has lost the 0 at its start."""
    text = as_name(cell)
    return read_kvk(f"0{text}" if isinstance(cell, int) and len(text) == 7 else text)


def as_phone(cell: Cell) -> PhoneNumber:
    return read_phone(without_link(as_text(cell)))


def as_web_address(cell: Cell) -> str:
    return read_web_address(as_text(cell))

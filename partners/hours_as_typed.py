"""Opening hours of a day in a cell of a list: read as people type them, and written so that they read back the same."""

import re
from datetime import time

from network.dutch import NotReadable, read_time
from partners.opening_hours import Block, Day, HoursKind, Weekday, overlaps

_KINDS = {
    "gesloten": HoursKind.CLOSED,
    "dicht": HoursKind.CLOSED,
    "closed": HoursKind.CLOSED,
    "op afspraak": HoursKind.APPOINTMENT,
    "afspraak": HoursKind.APPOINTMENT,
    "volgens afspraak": HoursKind.APPOINTMENT,
    "by appointment": HoursKind.APPOINTMENT,
    "dag en nacht": HoursKind.ALL_DAY,
    "24/7": HoursKind.ALL_DAY,
    "24 uur": HoursKind.ALL_DAY,
    "0.00-24.00": HoursKind.ALL_DAY,
    "niet opgegeven": HoursKind.UNKNOWN,
    "onbekend": HoursKind.UNKNOWN,
}
_BETWEEN_BLOCKS = re.compile(r"\s*(?:\ben\b|[,;/&|\n+])\s*")
_BLOCK = re.compile(r"(?:van\s+)?([\d.:]+)\s*(?:uur|u)?\s*(?:-|tot)\s*([\d.:]+)\s*(?:uur|u)?")
_DASHES = str.maketrans({"\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})


def read_day(text: str) -> Day:
    """9.00–12.30 en 13.30–17.00 · 9-17 · op afspraak · dag en nacht · 24/7 · gesloten · dicht · niet opgegeven"""
    typed = " ".join(text.casefold().translate(_DASHES).split()).rstrip(".")
    if kind := _KINDS.get(typed):
        return Day(kind)
    day = Day(HoursKind.OPEN, tuple(sorted(_read_block(part, text) for part in _BETWEEN_BLOCKS.split(typed))))
    if overlaps({Weekday.MONDAY: day}):
        raise NotReadable(f"In «{text[:60]}» lopen twee tijden door elkaar. Maak er één van, of laat er een weg.")
    return day


def _read_block(part: str, text: str) -> Block:
    match = _BLOCK.fullmatch(part.strip())
    if match is None:
        raise NotReadable(
            f"«{text[:60]}» is geen openingstijd. Schrijf bijvoorbeeld 9.00–12.30 en 13.30–17.00, «op afspraak», "
            "«dag en nacht» of «gesloten»."
        )
    opens, closes = map(read_time, match.groups())
    if opens == closes:
        raise NotReadable(f"In «{text[:60]}» zijn begin en eind gelijk. Schrijf «dag en nacht» als het altijd open is.")
    return Block(opens, closes)


def written(day: Day) -> str:
    """Empty when nothing is told of the day."""
    if day.kind == HoursKind.UNKNOWN:
        return ""
    if day.kind != HoursKind.OPEN:
        return day.kind.label
    return " en ".join(f"{_clock(block.opens_at)}\N{EN DASH}{_end(block.closes_at)}" for block in day.blocks)


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"


def _end(at: time) -> str:
    return "24.00" if at == time(0) else _clock(at)

"""Coordinates of the two drawings in templates: the band of a result and the bar of the money. No database.

Coordinates are text, because a template would write 12.5 as «12,5», which SVG can't read.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from actionplan.finance import FinanceTable, OrganisationTotal
from actionplan.progress import Result
from network import dutch

LEFT, WIDTH = 10, 320  # of the band's track, in a drawing of 340 × 78
BAR = 1000  # width of the money bar
LETTER = Decimal("9.4")  # width of a letter in it, on the wide side


@dataclass(frozen=True)
class Tick:
    x: str
    text: str
    anchor: str


@dataclass(frozen=True)
class BandDrawing:
    """A range on a track, with a mark where we are; without a mark when the number stays hidden."""

    title: str
    range_x: str
    range_width: str
    mark_x: str | None
    mark_text: str
    ticks: tuple[Tick, ...]


def draw_band(result: Result) -> BandDrawing | None:
    """None when there is no range to draw."""
    band = result.band
    if not band.is_agreed:
        return None
    value = band.value if result.is_exact else None
    top = ceil(max(band.maximum or band.minimum or Decimal(1), value or Decimal(0), Decimal(1)) * Decimal("1.6"))
    start, end = band.minimum or Decimal(0), top if band.maximum is None else band.maximum

    def x(amount: Decimal | int) -> float:
        return LEFT + WIDTH * float(amount) / top

    inner = sorted({bound for bound in (band.minimum, band.maximum) if bound})
    return BandDrawing(
        title=f"{result.figure}, afgesproken {band.agreed} {result.unit}{_said(result)}",
        range_x=_text(x(start)),
        range_width=_text(max(x(end) - x(start), 3)),
        mark_x=None if value is None else _text(x(value)),
        mark_text="" if value is None else dutch.number(value),
        ticks=(
            Tick(_text(LEFT), "0", "start"),
            *(Tick(_text(x(bound)), dutch.number(bound), "middle") for bound in inner),
            Tick(_text(LEFT + WIDTH), dutch.number(top), "end"),
        ),
    )


def _said(result: Result) -> str:
    words = result.verdict if result.is_known else result.band.words
    return f": {words}" if words else ""


@dataclass(frozen=True)
class BarPart:
    shade: str
    x: str
    width: str
    text_x: str
    text: str  # empty when it would not fit


@dataclass(frozen=True)
class MoneyBar:
    """What each partner asks, side by side, and how far the money reaches."""

    title: str
    parts: tuple[BarPart, ...]
    available_x: str | None
    available_text: str
    last_text: str = ""  # under the last part, when it has no room of its own


def draw_money(table: FinanceTable) -> MoneyBar | None:
    """None when nobody asks anything."""
    if not table.requested:
        return None
    whole = max(table.requested, table.available or Decimal(0))
    reach = None if table.available is None else table.available / whole * BAR
    parts, x = [], Decimal(0)
    for number, total in enumerate(table.organisations):
        width = total.requested / whole * BAR
        words = _words_that_fit(total, _room(x, width, reach))
        parts.append(BarPart(f"{min(number, 2) + 1}", _text(x), _text(width), _text(x + 12), words))
        x += width
    last_text = "" if parts[-1].text else _under_the_bar(table.organisations[-1], reach)
    asked = ", ".join(f"{total.organisation} {dutch.euro(total.requested)}" for total in table.organisations)
    return MoneyBar(
        title=f"Gevraagd {dutch.euro(table.requested)}: {asked}. Beschikbaar: {dutch.euro(table.available)}.",
        parts=tuple(parts),
        available_x=None if reach is None else _text(reach),
        available_text=f"beschikbaar {dutch.euro(table.available)}",
        last_text=last_text,
    )


def _under_the_bar(total: OrganisationTotal, reach: Decimal | None) -> str:
    """At the right end, when the words about the available money leave room."""
    words = f"{total.organisation} {dutch.euro(total.requested)}"
    return words if len(words) * LETTER + 24 <= BAR - (reach or 0) else ""


def _room(x: Decimal, width: Decimal, reach: Decimal | None) -> Decimal:
    """How far a text may run before the part ends or the line of the available money crosses it."""
    return reach - x if reach is not None and x < reach < x + width else width


def _words_that_fit(total: OrganisationTotal, room: Decimal) -> str:
    amount = dutch.euro(total.requested)
    for words in (f"{total.organisation} {amount}", f"{total.organisation.split()[0]} {amount}"):
        if len(words) * LETTER + 24 <= room:
            return words
    return ""


def _text(coordinate: float | Decimal) -> str:
    return f"{coordinate:.1f}"

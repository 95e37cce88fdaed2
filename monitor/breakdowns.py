"""A count by age, by sex, or by both: bars side by side and a table, of one area and period.

Parts are never stacked and never made into a pie. A share is of the total that was published, and of nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from monitor.categories import TOTAL, category_of
from monitor.charts import Chart, Group, grouped_bar_chart
from monitor.models import Indicator
from monitor.numbers import SYMBOL_OF, ValueStatus
from monitor.series import Choice, Point
from network.dutch import number

BY_ROUNDING = "De percentages tellen door afronding niet precies op tot 100."
PARTS_BY_ROUNDING = "Door afronding tellen de delen niet precies op tot het totaal."
NOT_APPLICABLE = SYMBOL_OF[ValueStatus.NOT_APPLICABLE]
ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class Division:
    """One way in which a count is divided: its name, and its parts in their order."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """What the page prints of it."""

    title: str
    chart: Chart
    note: str = ""


def categories_of(divisions: Sequence[Division]) -> list[str]:
    """Every category of these divisions, totals too, as an edition names them."""
    if not divisions:
        return []
    if len(divisions) == 1:
        return ["", *divisions[0].parts]
    first, second = ([TOTAL, *division.parts] for division in divisions)
    return [category_of([one, other]) for one in first for other in second]


def breakdown(
    indicator: Indicator, divisions: Sequence[Division], choice: Choice, points: dict[str, Point]
) -> Breakdown | None:
    """`points` are those of one period, by category; None when fewer than two parts are in the edition."""
    if len(divisions) == 1:
        return _by_one(indicator, divisions[0], choice, points)
    return _by_two(indicator, divisions, choice, points) if len(divisions) == 2 else None


def _by_one(indicator: Indicator, division: Division, choice: Choice, points: dict[str, Point]) -> Breakdown | None:
    known = [(part, points[part]) for part in division.parts if part in points]
    if len(known) < 2:
        return None
    total = None if indicator.has_overlapping_categories else points.get("")
    shares = _shares([point for _, point in known], total) if indicator.adds_up else []
    columns = [division.name, indicator.unit.capitalize(), *(["Aandeel"] if shares else [])]
    rows = [[part, point.text, *shares[index : index + 1]] for index, (part, point) in enumerate(known)]
    if total:
        rows.append([TOTAL, total.text, *(["100 %"] if shares and total.value else [NOT_APPLICABLE] if shares else [])])
    groups: list[Group] = [(part, [("", point)]) for part, point in known]
    title = _title(indicator, [division.name], choice, known[0][1])
    note = " ".join(filter(None, [_rounding_of_shares(shares), _rounding_of_parts([p for _, p in known], total)]))
    return Breakdown(
        f"Naar {division.name.lower()}", grouped_bar_chart(groups, title=title, columns=columns, rows=rows), note
    )


def _by_two(
    indicator: Indicator, divisions: Sequence[Division], choice: Choice, points: dict[str, Point]
) -> Breakdown | None:
    """The division with most parts goes down the page, the other one within each of them."""
    turned = len(divisions[1].parts) > len(divisions[0].parts)
    down, within = (divisions[1], divisions[0]) if turned else (divisions[0], divisions[1])

    def at(one: str, other: str) -> Point | None:
        return points.get(category_of([other, one]) if turned else category_of([one, other]))

    groups: list[Group] = [
        (part, [(other, point) for other in within.parts if (point := at(part, other))]) for part in down.parts
    ]
    groups = [(part, bars) for part, bars in groups if bars]
    if len(groups) < 2:
        return None
    totals = [] if indicator.has_overlapping_categories else [TOTAL]
    shown = [*within.parts, *totals]
    rows = [
        [part, *(point.text if (point := at(part, other)) else "" for other in shown)]
        for part in [*(part for part, _ in groups), *totals]
    ]
    columns = [down.name, *shown]
    title = _title(indicator, [down.name, within.name], choice, groups[0][1][0][1])
    inner = [point for _, bars in groups for _, point in bars]
    note = _rounding_of_parts(inner, points.get("") if totals else None)
    heading = f"Naar {down.name.lower()} en {within.name.lower()}"
    return Breakdown(heading, grouped_bar_chart(groups, title=title, columns=columns, rows=rows), note)


def _title(indicator: Indicator, names: Sequence[str], choice: Choice, point: Point) -> str:
    what = choice.measure or indicator.name
    return f"{what} naar {' en '.join(name.lower() for name in names)}, {choice.area_label}, {point.period_label}"


def _shares(parts: Sequence[Point], total: Point | None) -> list[str]:
    """Of the published total; a dash where the part itself is hidden, «n.v.t.» where the total is 0."""
    if total is None or total.value is None:
        return []
    if total.value == 0:
        return [NOT_APPLICABLE for _ in parts]
    return ["–" if part.value is None else f"{number(_share(part.value, total.value), decimals=1)} %" for part in parts]


def _share(part: Decimal, total: Decimal) -> Decimal:
    return (part * 100 / total).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def _rounding_of_shares(shares: Sequence[str]) -> str:
    read = [Decimal(share.removesuffix(" %").replace(",", ".")) for share in shares if share.endswith(" %")]
    off = abs(sum(read, Decimal(0)) - 100)
    return BY_ROUNDING if read and len(read) == len(shares) and 0 < off < 1 else ""


def _rounding_of_parts(parts: Sequence[Point], total: Point | None) -> str:
    """Said only when every part can be seen, so that it tells nothing of a hidden one."""
    values = [part.value for part in parts if part.value is not None]
    if total is None or total.value is None or len(values) != len(parts):
        return ""
    return PARTS_BY_ROUNDING if 0 < abs(sum(values) - total.value) <= 5 * len(parts) else ""

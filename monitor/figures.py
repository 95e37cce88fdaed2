"""Released figures, as pages, reports and downloads show them.

Everything here reads editions, never what came in raw.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, JSONObject

from monitor.breakdowns import Division
from monitor.breaks import Break
from monitor.charts import Chart, Mark, bar_chart, trend_chart
from monitor.geography import Borders
from monitor.models import (
    BreakKind,
    DimensionPart,
    Edition,
    Indicator,
    IndicatorTarget,
    ReleasedValue,
    Rounding,
    SeriesBreak,
)
from monitor.series import ALL_CRIME, Choice, Contents, Home, Point, Series, first_choice, symbols_explained
from monitor.targets import Target, marks_for
from network.dutch import long_date

MOST_IN_REPORT = 24  # periods: a page holds no more


@dataclass(frozen=True)
class Measured:
    """One figure under its own name. `text` is a Dutch number, or the symbol of what is missing."""

    label: str
    text: str
    is_missing: bool
    explanation: str = ""


@dataclass(frozen=True)
class ReportFigure:
    """An indicator as a report prints it: never a number without area, period, status and source beside it."""

    indicator: str
    definition: str
    unit: str
    area: str  # under its own name, such as «Gelderland-Zuid (VT)»
    category: str
    period: str
    status: str  # voorlopig, nader voorlopig or definitief
    measures: list[Measured]
    source_line: str
    notes: list[str] = field(default_factory=list)
    chart: Chart | None = None
    is_trend: bool = False  # the chart has periods; else it has the same figures as `measures`

    @property
    def trend_columns(self) -> list[str]:
        return self.chart.columns if self.chart and self.is_trend else []

    @property
    def trend_rows(self) -> list[list[str]]:
        return self.chart.rows if self.chart and self.is_trend else []


def figures_for_report() -> list[ReportFigure]:
    """The indicators that belong in a report, each with its newest released figures of the own region."""
    editions = list(
        with_what_is_said(Edition.objects.filter(indicator__in=Indicator.objects.in_reports()).newest_per_indicator())
    )
    borders = Borders.known()
    home = borders.home
    figures = [_report_figure(edition, home, borders) for edition in editions]
    return sorted((figure for figure in figures if figure), key=lambda figure: figure.indicator)


def _report_figure(edition: Edition, home: Home, borders: Borders) -> ReportFigure | None:
    said = Said.of(edition)
    contents = Contents.from_json(edition.contents)
    choice = first_choice(contents, home)
    if choice is None:
        return None
    all_series = [
        replace(series, points=series.points[-MOST_IN_REPORT:])
        for series in series_of_measures(edition, choice, contents.measures, said.breaks)
    ]
    newest = max((series.latest.period for series in all_series if series.latest), default="")
    points = [(series, point) for series in all_series for point in series.points if point.period == newest]
    if not points:
        return None
    indicator = edition.indicator
    at_newest = [(series.choice.measure or indicator.unit, point) for series, point in points]
    chart = chart_of(
        edition, all_series[0], at_newest, marks_for(said.targets, choice, choice, adds_up=indicator.adds_up)
    )
    return ReportFigure(
        indicator=indicator.name,
        definition=indicator.definition,
        unit=indicator.unit,
        area=choice.area_label,
        category=choice.category,
        period=points[0][1].period_label,
        status=points[0][1].revision_label,
        measures=[_measured(label, point) for label, point in at_newest],
        source_line=source_line(edition),
        notes=[
            *filter(None, [borders.note(choice, newest)]),
            *notes_of(edition, contents, [*(point for _, point in points), *all_series[0].points]),
            *(each.note for each in all_series[0].shown_breaks),
        ],
        chart=chart,
        is_trend=len(all_series[0].points) > 1,
    )


def chart_of(
    edition: Edition, series: Series, at_newest: list[tuple[str, Point]], marks: Sequence[Mark] = ()
) -> Chart | None:
    """The trend of a series; with one period only, its subjects side by side; else nothing to draw."""
    indicator, choice = edition.indicator, series.choice
    where = f"{choice.subject or indicator.name}, {choice.area_label}"
    trend = trend_chart(series, title=where, unit=indicator.unit, source_line=source_line(edition), marks=marks)
    if trend:
        return trend
    if len(at_newest) < 2 or all(point.is_missing for _, point in at_newest):
        return None
    period = at_newest[0][1].period_label
    return bar_chart(
        at_newest,
        title=f"{choice.category or indicator.name}, {choice.area_label}, {period}",
        conclusion=series.conclusion,
        unit=indicator.unit,
        source_line=source_line(edition),
    )


def _measured(label: str, point: Point) -> Measured:
    return Measured(label, point.text, point.is_missing, point.explanation)


@dataclass(frozen=True)
class Said:
    """What is said of an indicator beside its figures: breaks, of itself and of its source, targets, and its parts."""

    breaks: tuple[Break, ...] = ()
    targets: tuple[Target, ...] = ()
    divisions: tuple[Division, ...] = ()

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """Of an edition that `with_what_is_said` fetched."""
        parts: dict[str, list[str]] = {}
        for part in edition.said_parts:  # type: ignore[attr-defined]  # annotated
            parts.setdefault(part["name"], []).append(part["label"])
        return cls(
            tuple(_break(each) for each in edition.said_breaks),  # type: ignore[attr-defined]  # annotated
            tuple(
                Target(**{**each, "value": Decimal(each["value"])})
                for each in edition.said_targets  # type: ignore[attr-defined]  # annotated
            ),
            tuple(Division(name, tuple(labels)) for name, labels in parts.items()),
        )


def with_what_is_said(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Fetches with each edition what is said of its indicator, without a question more."""
    breaks = SeriesBreak.objects.filter(Q(indicator=OuterRef("indicator")) | Q(source=OuterRef("indicator__source")))
    targets = IndicatorTarget.objects.filter(indicator=OuterRef("indicator")).order_by("year", "pk")
    parts = DimensionPart.objects.filter(dimension__indicator=OuterRef("indicator"))
    of_target = ("label", "kind", "year", "measure", "category", "area_kind", "area_name")
    return editions.select_related("indicator__source").annotate(
        said_breaks=ArraySubquery(breaks.order_by("day", "pk").values(each=_as_json(*_OF_BREAK))),
        said_targets=ArraySubquery(
            targets.values(each=JSONObject(value=Cast("value", CharField()), **{name: name for name in of_target}))
        ),
        said_parts=ArraySubquery(
            parts.order_by("dimension__position", "position", "pk").values(
                each=JSONObject(name="dimension__name", label="label")
            )
        ),
    )


_OF_BREAK = ("day", "title", "text", "kind")


def _as_json(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


def breaks_of(indicator: Indicator) -> list[Break]:
    """For a file, which has an edition of its own."""
    found = SeriesBreak.objects.filter(Q(indicator=indicator) | Q(source=indicator.source_id))
    return [_break(each) for each in found.order_by("day", "pk").values(*_OF_BREAK)]


def _break(found: dict[str, Any]) -> Break:
    day = found["day"] if isinstance(found["day"], date) else date.fromisoformat(found["day"])
    return Break(day, found["title"], found["text"], found["kind"] == BreakKind.BREAK)


def series_of_measures(
    edition: Edition, choice: Choice, measures: Sequence[str], breaks: tuple[Break, ...] = ()
) -> list[Series]:
    """The series of one area and subdivision, one per subject, in one query."""
    values = ReleasedValue.objects.of_edition(edition).of_series(choice).filter(measure__in=measures)
    return series_from(edition, choice, measures, values, breaks)


def series_from(
    edition: Edition,
    choice: Choice,
    measures: Sequence[str],
    values: Iterable[ReleasedValue],
    breaks: tuple[Break, ...] = (),
) -> list[Series]:
    """`values` are those of one area and subdivision, oldest first."""
    found = points_by(edition, values, lambda value: value.measure)
    unit = edition.indicator.unit
    return [
        Series(replace(choice, measure=measure), tuple(found.get(measure, ())), unit, breaks) for measure in measures
    ]


def points_by(
    edition: Edition, values: Iterable[ReleasedValue], key: Callable[[ReleasedValue], str]
) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for value in values:
        found.setdefault(key(value), []).append(point_of(edition, value))
    return found


def point_of(edition: Edition, value: ReleasedValue) -> Point:
    return Point(value.period, value.value, value.value_status, value.revision_status, edition.threshold)


def source_line(edition: Edition) -> str:
    """«Bron: CBS, tabel 84850NED. Opgehaald op 3 september 2026. Editie 2.»"""
    indicator = edition.indicator
    table = f", tabel {indicator.table_id}" if indicator.table_id else ""
    retrieved = long_date(edition.retrieved_on)
    return f"{indicator.source.attribution}{table}. Opgehaald op {retrieved}. Editie {edition.number}."


def notes_of(edition: Edition, contents: Contents, points: Iterable[Point]) -> list[str]:
    """What a reader must know beside the figures."""
    notes = [ALL_CRIME] if contents.is_all_crime_only else []
    notes += [line for line in edition.indicator.quality_note.splitlines() if line and line not in notes]
    if edition.indicator.has_overlapping_categories:
        notes.append("De onderverdelingen overlappen elkaar. Daarom telt het portaal ze niet op.")
    return notes + symbols_explained(points) + rule_explained(edition)


def rule_explained(edition: Edition) -> list[str]:
    """What the rule for small numbers of this edition did to every number in it."""
    if not edition.is_protected:
        return []
    rounds_to = edition.rule.get("rounds_to", Rounding.EXACT)
    return [
        *[f"Aantallen zijn afgerond op {rounds_to}. Daardoor tellen ze niet precies op tot het totaal."]
        * (rounds_to > 1),
        *[f"Ook nul staat hier als <{edition.threshold}."] * (not edition.rule.get("shows_zero", True)),
    ]

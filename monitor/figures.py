"""Released figures, as pages, reports and downloads show them.

Everything here reads editions, never what came in raw.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import Q

from monitor.breaks import Break
from monitor.charts import Chart, Mark, bar_chart, trend_chart
from monitor.geography import Borders
from monitor.models import BreakKind, Edition, Indicator, IndicatorTarget, ReleasedValue, Rounding, SeriesBreak
from monitor.numbers import LEAST_SHOWN
from monitor.series import ALL_CRIME, Choice, Contents, Home, Point, Series, first_choice, symbols_explained
from monitor.targets import marks_for
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
        Edition.objects.filter(indicator__in=Indicator.objects.in_reports())
        .newest_per_indicator()
        .select_related("indicator__source")
    )
    borders = Borders.known()
    home = borders.home
    beside = Beside.of([edition.indicator for edition in editions])
    figures = [_report_figure(edition, home, borders, beside) for edition in editions]
    return sorted((figure for figure in figures if figure), key=lambda figure: figure.indicator)


def _report_figure(edition: Edition, home: Home, borders: Borders, beside: "Beside") -> ReportFigure | None:
    contents = Contents.from_json(edition.contents)
    choice = first_choice(contents, home)
    if choice is None:
        return None
    all_series = [
        replace(series, points=series.points[-MOST_IN_REPORT:])
        for series in series_of_measures(edition, choice, contents.measures, beside.breaks(edition.indicator))
    ]
    newest = max((series.latest.period for series in all_series if series.latest), default="")
    points = [(series, point) for series in all_series for point in series.points if point.period == newest]
    if not points:
        return None
    indicator = edition.indicator
    at_newest = [(series.choice.measure or indicator.unit, point) for series, point in points]
    chart = chart_of(edition, all_series[0], at_newest, beside.marks(indicator, choice, choice))
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
            *notes_of(edition, contents, [point for _, point in points]),
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
class Beside:
    """What is said beside the figures of indicators: breaks, of themselves and of their source, and targets."""

    all_breaks: tuple[SeriesBreak, ...] = ()
    all_targets: tuple[IndicatorTarget, ...] = ()

    @classmethod
    def of(cls, indicators: Sequence[Indicator]) -> Self:
        """In two queries, however many indicators."""
        own = Q(indicator__in=indicators) | Q(source__in={indicator.source_id for indicator in indicators})
        return cls(
            tuple(SeriesBreak.objects.filter(own).order_by("day", "pk")),
            tuple(IndicatorTarget.objects.filter(indicator__in=indicators).order_by("year", "pk")),
        )

    def breaks(self, indicator: Indicator) -> tuple[Break, ...]:
        return tuple(
            Break(found.day, found.title, found.text, found.kind == BreakKind.BREAK)
            for found in self.all_breaks
            if found.indicator_id == indicator.pk or found.source_id == indicator.source_id
        )

    def marks(self, indicator: Indicator, choice: Choice, first: Choice) -> list[Mark]:
        targets = [target for target in self.all_targets if target.indicator_id == indicator.pk]
        return marks_for(targets, choice, first, adds_up=indicator.adds_up)


def series_of_measures(
    edition: Edition, choice: Choice, measures: Sequence[str], breaks: tuple[Break, ...] = ()
) -> list[Series]:
    """The series of one area and subdivision, one per subject, in one query."""
    values = ReleasedValue.objects.of_edition(edition).of_series(choice).filter(measure__in=measures)
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
    return Point(value.period, value.value, value.value_status, value.revision_status, threshold_of(edition))


def threshold_of(edition: Edition) -> int:
    """Below which the edition shows only that a number is smaller."""
    return int(edition.rule.get("threshold", LEAST_SHOWN))


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
    return notes + symbols_explained(points) + _rule_explained(edition)


def _rule_explained(edition: Edition) -> list[str]:
    """What the rule for small numbers of this edition did to every number in it."""
    if not edition.is_protected:
        return []
    rounds_to, threshold = edition.rule.get("rounds_to", Rounding.EXACT), threshold_of(edition)
    return [
        *[f"Aantallen zijn afgerond op {rounds_to}. Daardoor tellen ze niet precies op tot het totaal."]
        * (rounds_to > 1),
        *[f"Ook nul staat hier als <{threshold}."] * (not edition.rule.get("shows_zero", True)),
    ]

"""Released figures, as pages, reports and downloads show them.

Everything here reads editions, never what came in raw.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from monitor.charts import Chart, bar_chart, trend_chart
from monitor.geography import Borders
from monitor.models import Edition, Indicator, ReleasedValue
from monitor.series import ALL_CRIME, Choice, Contents, Home, Point, Series, first_choice, symbols_explained
from network.dutch import long_date


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


def figures_for_report() -> list[ReportFigure]:
    """The indicators that belong in a report, each with its newest released figures of the own region."""
    editions = list(
        Edition.objects.filter(indicator__in=Indicator.objects.in_reports())
        .newest_per_indicator()
        .select_related("indicator__source")
    )
    borders = Borders.known()
    home = borders.home
    figures = [_report_figure(edition, home, borders) for edition in editions]
    return sorted((figure for figure in figures if figure), key=lambda figure: figure.indicator)


def _report_figure(edition: Edition, home: Home, borders: Borders) -> ReportFigure | None:
    contents = Contents.from_json(edition.contents)
    choice = first_choice(contents, home)
    if choice is None:
        return None
    all_series = series_of_measures(edition, choice, contents.measures)
    newest = max((series.latest.period for series in all_series if series.latest), default="")
    points = [(series, point) for series in all_series for point in series.points if point.period == newest]
    if not points:
        return None
    indicator = edition.indicator
    at_newest = [(series.choice.measure or indicator.unit, point) for series, point in points]
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
        ],
        chart=chart_of(edition, all_series[0], at_newest),
    )


def chart_of(edition: Edition, series: Series, at_newest: list[tuple[str, Point]]) -> Chart | None:
    """The trend of a series; with one period only, its subjects side by side; else nothing to draw."""
    indicator, choice = edition.indicator, series.choice
    where = f"{choice.subject or indicator.name}, {choice.area_label}"
    if trend := trend_chart(series, title=where, unit=indicator.unit, source_line=source_line(edition)):
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


def series_of_measures(edition: Edition, choice: Choice, measures: Sequence[str]) -> list[Series]:
    """The series of one area and subdivision, one per subject, in one query."""
    values = ReleasedValue.objects.of_edition(edition).of_series(choice).filter(measure__in=measures)
    found = points_by(values, lambda value: value.measure)
    return [
        Series(
            Choice(choice.area_kind, choice.area_name, choice.category, measure, choice.period_kind),
            tuple(found.get(measure, ())),
        )
        for measure in measures
    ]


def points_by(values: Iterable[ReleasedValue], key: Callable[[ReleasedValue], str]) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for value in values:
        found.setdefault(key(value), []).append(point_of(value))
    return found


def point_of(value: ReleasedValue) -> Point:
    return Point(value.period, value.value, value.value_status, value.revision_status)


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
    return notes + symbols_explained(points)

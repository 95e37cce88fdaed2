"""What the pages of the monitor show: one context per page, read from released editions only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.areas import KIND_LABELS as AREA_KIND_LABELS
from monitor.charts import Chart
from monitor.figures import chart_of, notes_of, point_of, points_by, series_of_measures, source_line
from monitor.geography import Borders
from monitor.models import Direction, Edition, Indicator, ReleasedValue
from monitor.periods import KIND_LABELS, period_label
from monitor.series import ALL_CRIME, Choice, Contents, Point, Series, first_choice, parts_of
from network.models import Person

MANY = 25  # rows; a longer table belongs in the download


# --- the dashboard -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    """An indicator on the dashboard: a number never stands alone."""

    indicator: Indicator
    edition: Edition
    choice: Choice
    point: Point | None
    borders: str = ""  # whether the area has the municipalities of the region

    @property
    def figure(self) -> str:
        if self.point is None:
            return "–"
        return self.point.text or "leeg"

    @property
    def unit(self) -> str:
        return self.choice.measure or self.indicator.unit

    @property
    def note(self) -> str:
        return ALL_CRIME if Contents.from_json(self.edition.contents).is_all_crime_only else ""


def tiles_for(person: Person) -> list[Tile]:
    """The newest figure of each indicator, of the own region where there is one; four queries for all figures."""
    indicators = Indicator.objects.visible_to(person)
    editions = Edition.objects.filter(indicator__in=indicators).newest_per_indicator()
    borders = Borders.known()
    home = borders.home
    choices = {
        edition: choice
        for edition in editions.select_related("indicator__source")
        if (choice := first_choice(Contents.from_json(edition.contents), home))
    }
    newest = _newest_points(choices)
    tiles = [_tile(edition, choice, newest.get(edition.pk), borders) for edition, choice in choices.items()]
    return sorted(tiles, key=lambda tile: tile.indicator.name)


def _tile(edition: Edition, choice: Choice, point: Point | None, borders: Borders) -> Tile:
    return Tile(edition.indicator, edition, choice, point, borders.note(choice, point.period) if point else "")


def _newest_points(choices: dict[Edition, Choice]) -> dict[int, Point]:
    values = ReleasedValue.objects.of_choices(choices).order_by("edition_id", "-period").distinct("edition_id")
    return {value.edition_id: point_of(value) for value in values}


# --- an indicator --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FigureTable:
    """Figures under their own names; never with a sum that the source didn't publish."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    edition: Edition
    contents: Contents
    choice: Choice
    series: Series
    chart: Chart | None
    tables: list[FigureTable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    borders: str = ""  # whether the area has the municipalities of the region

    all_crime = ALL_CRIME

    @property
    def conclusion(self) -> str:
        return self.series.conclusion

    @property
    def area_kind_label(self) -> str:
        return AREA_KIND_LABELS[self.choice.area_kind]

    @property
    def point_columns(self) -> list[str]:
        return ["Periode", self.indicator.unit.capitalize(), "Status"]

    @property
    def point_rows(self) -> list[list[str]]:
        return [[point.period_label, point.text, point.status_in_words] for point in self.series.points]

    @property
    def source_line(self) -> str:
        return source_line(self.edition)

    @property
    def period_kind_label(self) -> str:
        return KIND_LABELS[self.choice.period_kind]

    @property
    def is_without_judgement(self) -> bool:
        return self.indicator.direction == Direction.NONE


def indicator_page(edition: Edition, choice: Choice, borders: Borders) -> IndicatorPage:
    """Everything about one series of an indicator, in at most six queries."""
    contents = Contents.from_json(edition.contents)
    all_series = series_of_measures(edition, choice, contents.measures)
    series = next(series for series in all_series if series.choice.measure == choice.measure)
    newest = series.latest.period if series.latest else ""
    at_newest = [
        (other.choice.measure or edition.indicator.unit, point)
        for other in all_series
        for point in other.points
        if point.period == newest
    ]
    tables = [
        _revisions(edition, series),
        _subjects(all_series),
        _parts(edition, choice, contents),
        _areas(edition, choice, contents, newest),
    ]
    chart = chart_of(edition, series, at_newest)
    told = [ALL_CRIME, chart.note if chart else ""]  # elsewhere on the page
    notes = notes_of(edition, contents, [point for other in all_series for point in other.points])
    return IndicatorPage(
        indicator=edition.indicator,
        edition=edition,
        contents=contents,
        choice=choice,
        series=series,
        chart=chart,
        tables=[table for table in tables if table],
        borders=borders.note(choice, newest) if newest else "",
        notes=[note for note in notes if not any(note in text for text in told)],
    )


def _revisions(edition: Edition, series: Series) -> FigureTable | None:
    """Figures of this series that the source revised since the edition before."""
    if edition.number == 1:
        return None
    before = ReleasedValue.objects.of_edition_before(edition).of_series(series.choice)
    old = {value.period: value for value in before.filter(measure=series.choice.measure)}
    rows = [
        [point.period_label, old[point.period].text, point.text, point.revision_label]
        for point in series.points
        if point.period in old and old[point.period].text != point.text
    ]
    if not rows:
        return None
    return FigureTable("Bijgesteld sinds de vorige editie", ["Periode", "Was", "Is nu", "Status"], rows)


def _subjects(all_series: Sequence[Series]) -> FigureTable | None:
    """All subjects of the table beside each other."""
    if len(all_series) < 2 or len({point.period for series in all_series for point in series.points}) < 2:
        return None  # with one period, the drawing has them side by side
    return _by_period(
        "Alle onderwerpen", "Onderwerp", {series.choice.measure: list(series.points) for series in all_series}
    )


def _parts(edition: Edition, choice: Choice, contents: Contents) -> FigureTable | None:
    """The rows that a numbered row holds."""
    parts = parts_of(choice.category, contents.categories)
    if not parts:
        return None
    values = ReleasedValue.objects.of_edition(edition).of_parts(choice, parts)
    found = points_by(values, lambda value: value.category)
    return _by_period(
        f"Onderdelen van «{choice.category}»",
        "Onderdeel",
        {part: found[part] for part in parts if part in found},
        note="Het portaal telt onderdelen niet op. Rondt de bron af, dan is hun som niet precies het geheel.",
    )


def _areas(edition: Edition, choice: Choice, contents: Contents, newest: str) -> FigureTable | None:
    """The same figure for the municipalities of the region, or for the few areas of the table."""
    if len(contents.areas) < 2 or not newest:
        return None
    values = ReleasedValue.objects.of_edition(edition).of_figure(choice, newest)
    if own := list(values.in_the_region()):
        shown, title = own, f"Gemeenten van de regio, {period_label(newest)}"
    elif len(contents.areas) <= MANY:
        shown, title = list(values), f"Naar gebied, {period_label(newest)}"
    else:
        return None
    points = [(value.area_label, point_of(value)) for value in shown]
    rows = [[label, point.text, point.status_in_words] for label, point in points]
    note = "" if own else "Deze gebieden hebben elk hun eigen grenzen en overlappen elkaar. Daarom staat hier geen som."
    return FigureTable(title, ["Gebied", edition.indicator.unit.capitalize(), "Status"], rows, note)


def _by_period(title: str, heading: str, rows: dict[str, list[Point]], note: str = "") -> FigureTable | None:
    periods = sorted({point.period for points in rows.values() for point in points})
    if not periods:
        return None
    provisional = {point.period for points in rows.values() for point in points if point.is_provisional}
    cells = {(label, point.period): point.text for label, points in rows.items() for point in points}
    return FigureTable(
        title,
        [heading, *(f"{period_label(period)}{' (voorlopig)' * (period in provisional)}" for period in periods)],
        [[label, *(cells.get((label, period), "") for period in periods)] for label in rows],
        note,
    )


def default_choice(contents: Contents, borders: Borders) -> Choice | None:
    return first_choice(contents, borders.home)

"""What the pages of the monitor show: one context per page, read from released editions only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.safestring import SafeString

from monitor.areas import COUNTRY
from monitor.areas import KIND_LABELS as AREA_KIND_LABELS
from monitor.breakdowns import Breakdown, breakdown, categories_of, divisions_of
from monitor.charts import Chart, small_trend
from monitor.comparison import Comparison, SortBy, by_municipality
from monitor.figures import (
    Beside,
    chart_of,
    notes_of,
    point_of,
    points_by,
    series_of_measures,
    source_line,
    threshold_of,
)
from monitor.geography import Borders
from monitor.models import (
    BuildStatus,
    Delivery,
    Direction,
    Edition,
    EditionBuild,
    ImportRun,
    Indicator,
    ReleasedValue,
)
from monitor.periods import KIND_LABELS, YEAR, period_label
from monitor.series import ALL_CRIME, Choice, Contents, Point, Series, first_choice, parts_of
from network.models import Person
from network.policy import Permission, may

MANY = 25  # rows; a longer table belongs in the download
NEWEST = 5  # editions that the dashboard tells of


# --- the dashboard -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    """An indicator on the dashboard: a number never stands alone."""

    indicator: Indicator
    edition: Edition
    series: Series
    country: Point | None = None  # the same figure for the Netherlands
    borders: str = ""  # whether the area has the municipalities of the region

    @property
    def choice(self) -> Choice:
        return self.series.choice

    @property
    def point(self) -> Point | None:
        return self.series.latest

    @property
    def figure(self) -> str:
        if self.point is None:
            return "–"
        return self.point.text or "leeg"

    @property
    def unit(self) -> str:
        return self.choice.measure or self.indicator.unit

    @property
    def trend(self) -> SafeString:
        return small_trend(self.series)

    @property
    def note(self) -> str:
        return ALL_CRIME if Contents.from_json(self.edition.contents).is_all_crime_only else ""


@dataclass(frozen=True)
class Waiting:
    """Something that somebody has to do, and where."""

    text: str
    url: str


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    newest: list[Edition]
    waiting: list[Waiting]


def dashboard_for(person: Person) -> Dashboard:
    """As many questions for one indicator as for all of them."""
    newest = Edition.objects.filter(indicator__in=Indicator.objects.visible_to(person)).select_related("indicator")
    return Dashboard(tiles_for(person), list(newest.order_by("-released_at", "-pk")[:NEWEST]), waiting_for(person))


def tiles_for(person: Person) -> list[Tile]:
    """The newest figure of each indicator with its trend, of the own region where there is one."""
    indicators = Indicator.objects.visible_to(person)
    editions = Edition.objects.filter(indicator__in=indicators).newest_per_indicator()
    borders = Borders.known()
    home = borders.home
    choices = {
        edition: choice
        for edition in editions.select_related("indicator__source")
        if (choice := first_choice(Contents.from_json(edition.contents), home))
    }
    beside = Beside.of([edition.indicator for edition in choices])
    found = _points_of(choices)
    tiles = [_tile(edition, choice, found.get(edition.pk, {}), beside, borders) for edition, choice in choices.items()]
    return sorted(tiles, key=lambda tile: tile.indicator.name)


Points = dict[str, list[Point]]  # kind of area → its points, oldest first


def _tile(edition: Edition, choice: Choice, found: Points, beside: Beside, borders: Borders) -> Tile:
    indicator = edition.indicator
    series = Series(choice, tuple(found.get(choice.area_kind, ())), indicator.unit, beside.breaks(indicator))
    if series.latest is None:
        return Tile(indicator, edition, series)
    period = series.latest.period
    country = next((point for point in found.get(COUNTRY, ()) if point.period == period), None)
    in_country = None if choice.area_kind == COUNTRY else country
    return Tile(indicator, edition, series, in_country, borders.note(choice, period))


def _points_of(choices: dict[Edition, Choice]) -> dict[int, Points]:
    """Of each edition the series of its choice, and the same one of the Netherlands; in one query."""
    editions = {edition.pk: edition for edition in choices}
    wanted = [*choices.items()]
    wanted += [
        (edition, replace(choice, area_kind=COUNTRY, area_name=name))
        for edition, choice in choices.items()
        for kind, name in Contents.from_json(edition.contents).areas
        if kind == COUNTRY != choice.area_kind
    ]
    found: dict[int, Points] = {}
    for value in ReleasedValue.objects.of_choices(wanted).order_by("edition_id", "period"):
        of_edition = found.setdefault(value.edition_id, {})
        of_edition.setdefault(value.area_kind, []).append(point_of(editions[value.edition_id], value))
    return found


def waiting_for(person: Person) -> list[Waiting]:
    """What of the figures still asks for this person; one question for each right."""
    waiting = []
    if may(person, Permission.FIGURE_IMPORT) and (imports := ImportRun.objects.visible_to(person).asking().count()):
        text = (
            "1 import wacht tot iemand opslaat." if imports == 1 else f"{imports} imports wachten tot iemand opslaat."
        )
        waiting.append(Waiting(text, reverse("monitor:import-list")))
    if may(person, Permission.DELIVERY_LIST):
        to_come = Delivery.objects.visible_to(person).still_to_come().count()
        if to_come:
            text = "1 levering moet nog komen." if to_come == 1 else f"{to_come} leveringen moeten nog komen."
            waiting.append(Waiting(text, reverse("monitor:delivery-list")))
    if may(person, Permission.EDITION_RELEASE):
        newest = EditionBuild.objects.order_by("indicator_id", "-asked_at", "-pk").distinct("indicator_id")
        waiting += [
            Waiting(
                f"{build.indicator}: niet vrijgegeven.", reverse("monitor:edition-list", args=[build.indicator.slug])
            )
            for build in newest.select_related("indicator")
            if build.status == BuildStatus.REFUSED
        ]
    return waiting


def _editions_of(indicator: Indicator) -> str:
    return reverse("monitor:edition-list", args=[indicator.slug])


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
    area: str  # with whose municipalities these are, when they are those of the network
    comparison: Comparison | None = None
    breakdown: Breakdown | None = None
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

    @property
    def judgement(self) -> tuple[str, str]:
        """A light and its words, where more of it is known to be good or bad; nothing where nobody can say."""
        change = self.series.change
        if not change or self.is_without_judgement:
            return "", ""
        is_good = (change > 0) == (self.indicator.direction == Direction.FAVOURABLE)
        words = f"{'Gunstig' if is_good else 'Ongunstig'}: {self.series.change_in_words}"
        return ("green" if is_good else "red"), words

    @property
    def small_numbers(self) -> str:
        """What happens to a small number of this source."""
        if self.edition.is_protected:
            return f"Onder de {threshold_of(self.edition)} tonen we geen getal."
        return "De bron beslist welke kleine aantallen zij toont. Wij tonen precies wat de bron toont."


def indicator_page(edition: Edition, choice: Choice, borders: Borders, sorted_by: SortBy) -> IndicatorPage:
    """Everything about one series of an indicator; as many questions for few figures as for many."""
    contents, indicator = Contents.from_json(edition.contents), edition.indicator
    beside = Beside.of([indicator])
    all_series = series_of_measures(edition, choice, contents.measures, beside.breaks(indicator))
    series = next(series for series in all_series if series.choice.measure == choice.measure)
    newest = series.latest.period if series.latest else ""
    at_newest = [
        (other.choice.measure or indicator.unit, point)
        for other in all_series
        for point in other.points
        if point.period == newest
    ]
    comparison = (
        by_municipality(edition, choice, year, borders, sorted_by=sorted_by)
        if (year := _newest_year(edition, choice, contents, newest))
        else None
    )
    tables = [
        _revisions(edition, series),
        _subjects(all_series),
        _parts(edition, choice, contents),
        None if comparison else _areas(edition, choice, contents, newest),
    ]
    first = first_choice(contents, borders.home) or choice
    chart = chart_of(edition, series, at_newest, beside.marks(indicator, choice, first))
    told = [ALL_CRIME, chart.note if chart else ""]  # elsewhere on the page
    seen = [point for other in all_series for point in other.points]
    seen += [row.point for row in comparison.rows] if comparison else []
    return IndicatorPage(
        indicator=indicator,
        edition=edition,
        contents=contents,
        choice=choice,
        series=series,
        chart=chart,
        area=borders.in_words(choice, newest) if newest else choice.area_label,
        comparison=comparison,
        breakdown=_breakdown(edition, choice, contents, newest),
        tables=[table for table in tables if table],
        borders=borders.note(choice, newest) if newest else "",
        notes=[note for note in notes_of(edition, contents, seen) if not any(note in text for text in told)],
    )


def _newest_year(edition: Edition, choice: Choice, contents: Contents, newest: str) -> str:
    """The period over which municipalities are compared: the newest whole year, where the edition holds years."""
    if choice.period_kind == YEAR or YEAR not in contents.period_kinds:
        return newest
    years = ReleasedValue.objects.of_edition(edition).of_series(replace(choice, period_kind=YEAR))
    latest = years.filter(measure=choice.measure).last()
    return latest.period if latest else newest


def _breakdown(edition: Edition, choice: Choice, contents: Contents, newest: str) -> Breakdown | None:
    """By age, by sex, or by both, of the same area and period."""
    if len(contents.categories) < 2 or not newest:
        return None
    divisions = divisions_of(edition.indicator)
    if not divisions:
        return None
    values = ReleasedValue.objects.of_edition(edition).of_parts(choice, categories_of(divisions)).filter(period=newest)
    points = {value.category: point_of(edition, value) for value in values}
    return breakdown(edition.indicator, divisions, choice, points)


def _revisions(edition: Edition, series: Series) -> FigureTable | None:
    """Figures of this series that the source revised since the edition before."""
    if edition.number == 1:
        return None
    before = ReleasedValue.objects.of_edition_before(edition).of_series(series.choice)
    old = {value.period: point_of(edition, value) for value in before.filter(measure=series.choice.measure)}
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
    found = points_by(edition, values, lambda value: value.category)
    return _by_period(
        f"Onderdelen van «{choice.category}»",
        "Onderdeel",
        {part: found[part] for part in parts if part in found},
        note="Het portaal telt onderdelen niet op. Rondt de bron af, dan is hun som niet precies het geheel.",
    )


def _areas(edition: Edition, choice: Choice, contents: Contents, newest: str) -> FigureTable | None:
    """The same figure for the few areas of a table without municipalities of the region."""
    if not 2 <= len(contents.areas) <= MANY or not newest:
        return None
    values = ReleasedValue.objects.of_edition(edition).of_figure(choice, newest)
    points = [(value.area_label, point_of(edition, value)) for value in values]
    return FigureTable(
        f"Naar gebied, {period_label(newest)}",
        ["Gebied", edition.indicator.unit.capitalize(), "Status"],
        [[label, point.text, point.status_in_words] for label, point in points],
        "Deze gebieden hebben elk hun eigen grenzen en overlappen elkaar. Daarom staat hier geen som.",
    )


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

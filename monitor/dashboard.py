"""What the pages of the monitor show: one context per page, read from released editions only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.safestring import SafeString

from monitor.areas import COUNTRY
from monitor.areas import KIND_LABELS as AREA_KIND_LABELS
from monitor.breakdowns import Breakdown, breakdown
from monitor.charts import Chart, small_trend
from monitor.comparison import Comparison, SortBy, by_municipality
from monitor.figures import (
    Said,
    chart_of,
    notes_of,
    point_of,
    points_by,
    series_from,
    source_line,
    with_what_is_said,
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
from monitor.page_values import PageValues
from monitor.periods import KIND_LABELS, period_label
from monitor.series import ALL_CRIME, Choice, Contents, Point, Series, counted, first_choice
from monitor.targets import marks_for
from network.models import Person
from network.policy import Permission, may

NEWEST = 5  # editions that the dashboard tells of
ON_A_PAGE = 24  # tiles


# --- the dashboard -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    """An indicator on the dashboard: a number never stands alone."""

    indicator: Indicator
    edition: Edition
    series: Series
    is_all_crime_only: bool = False
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
        return counted(self.choice.measure, self.indicator.unit)

    @property
    def trend(self) -> SafeString:
        return small_trend(self.series)

    @property
    def note(self) -> str:
        return ALL_CRIME if self.is_all_crime_only else ""


@dataclass(frozen=True)
class Waiting:
    """Something that somebody has to do, and where."""

    text: str
    url: str


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    page: Page[Edition]
    newest: list[Edition]
    waiting: list[Waiting]


def dashboard_for(person: Person, number: str | None = None) -> Dashboard:
    """As many questions for one indicator as for hundreds, of which one page is shown."""
    held = list(_newest_editions(person))
    page = Paginator(sorted(held, key=_rank), ON_A_PAGE).get_page(number)
    shown = with_what_is_said(Edition.objects.filter(pk__in=[edition.pk for edition in page]))
    newest = sorted(held, key=lambda edition: (edition.released_at, edition.pk), reverse=True)[:NEWEST]
    return Dashboard(_tiles(shown), page, newest, waiting_for(person))


def tiles_for(person: Person) -> list[Tile]:
    """The newest figure of each indicator with its trend, of the own region where there is one."""
    return _tiles(with_what_is_said(Edition.objects.filter(pk__in=_newest_editions(person).values("pk"))))


def _rank(edition: Edition) -> tuple[bool, str]:
    """What is of the region first, then what is of the whole country."""
    return edition.indicator.is_national, edition.indicator.name


def _newest_editions(person: Person) -> QuerySet[Edition]:
    indicators = Indicator.objects.visible_to(person)
    newest = Edition.objects.filter(indicator__in=indicators).newest_per_indicator().select_related("indicator")
    return newest.defer("contents", "description", "proof")


def _tiles(editions: QuerySet[Edition]) -> list[Tile]:
    borders = Borders.known()
    home = borders.home
    held = {edition: Contents.from_json(edition.contents) for edition in editions}
    choices = {edition: choice for edition, contents in held.items() if (choice := first_choice(contents, home))}
    found = _points_of(choices, held)
    tiles = [
        _tile(edition, held[edition], choice, found.get(edition.pk, {}), borders) for edition, choice in choices.items()
    ]
    return sorted(tiles, key=lambda tile: _rank(tile.edition))


Points = dict[str, list[Point]]  # kind of area → its points, oldest first


def _tile(edition: Edition, contents: Contents, choice: Choice, found: Points, borders: Borders) -> Tile:
    indicator, is_all_crime_only = edition.indicator, contents.is_all_crime_only
    series = Series(choice, tuple(found.get(choice.area_kind, ())), indicator.unit, Said.of(edition).breaks)
    if series.latest is None:
        return Tile(indicator, edition, series, is_all_crime_only)
    period = series.latest.period
    country = next((point for point in found.get(COUNTRY, ()) if point.period == period), None)
    in_country = None if choice.area_kind == COUNTRY else country
    return Tile(indicator, edition, series, is_all_crime_only, in_country, borders.note(choice, period))


def _points_of(choices: dict[Edition, Choice], held: dict[Edition, Contents]) -> dict[int, Points]:
    """Of each edition the series of its choice, and the same one of the Netherlands; in one query."""
    editions = {edition.pk: edition for edition in choices}
    wanted = [*choices.items()]
    wanted += [
        (edition, replace(choice, area_kind=COUNTRY, area_name=name))
        for edition, choice in choices.items()
        for kind, name in held[edition].areas
        if kind == COUNTRY != choice.area_kind
    ]
    found: dict[int, Points] = {}
    for value in ReleasedValue.objects.of_choices(wanted).order_by("edition_id", "period"):
        of_edition = found.setdefault(value.edition_id, {})
        of_edition.setdefault(value.area_kind, []).append(point_of(editions[value.edition_id], value))
    return found


def waiting_for(person: Person) -> list[Waiting]:
    """What of the figures still asks for this person, in one query."""
    asked: list[QuerySet[Any, Any]] = []
    if may(person, Permission.FIGURE_IMPORT):
        asked.append(_counted(ImportRun.objects.visible_to(person).asking(), "import"))
    if may(person, Permission.DELIVERY_LIST):
        asked.append(_counted(Delivery.objects.visible_to(person).still_to_come(), "delivery"))
    if may(person, Permission.EDITION_RELEASE):
        asked.append(_refused())
    if may(person, Permission.DELIVERY_APPROVE):
        asked.append(_counted(Delivery.objects.visible_to(person).to_judge(), "judge"))
    found = asked[0].union(*asked[1:], all=True) if asked else []
    return [waiting for kind, count, name, slug in found if (waiting := _waiting(kind, count, name, slug))]


def _counted(things: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    counted = things.order_by().values(kind=Value(kind, CharField())).annotate(count=Count("pk"))
    return counted.annotate(name=Value("", CharField()), slug=Value("", CharField())).values_list(*_WAITING)


def _refused() -> QuerySet[Any, Any]:
    """The indicators of which the last try to release an edition was refused."""
    later = EditionBuild.objects.filter(indicator=OuterRef("indicator"), pk__gt=OuterRef("pk"))
    last = EditionBuild.objects.filter(~Exists(later), status=BuildStatus.REFUSED).order_by()
    return last.annotate(
        kind=Value("refused", CharField()), count=Value(1), name=F("indicator__name"), slug=F("indicator__slug")
    ).values_list(*_WAITING)


_WAITING = ("kind", "count", "name", "slug")


def _waiting(kind: str, count: int, name: str, slug: str) -> Waiting | None:
    if kind == "refused":
        return Waiting(f"{name}: niet vrijgegeven.", reverse("monitor:edition-list", args=[slug]))
    if not count:
        return None
    if kind == "import":
        text = "1 import is niet afgemaakt." if count == 1 else f"{count} imports zijn niet afgemaakt."
        return Waiting(text, reverse("monitor:import-list"))
    if kind == "judge":
        text = "1 levering wacht op uw oordeel." if count == 1 else f"{count} leveringen wachten op uw oordeel."
        return Waiting(text, f"{reverse('monitor:delivery-list')}?stand=geleverd")
    text = "1 levering moet nog komen." if count == 1 else f"{count} leveringen moeten nog komen."
    return Waiting(text, reverse("monitor:delivery-list"))


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
            return f"Onder de {self.edition.threshold} tonen we geen getal."
        return "De bron beslist welke kleine aantallen zij toont. Wij tonen precies wat de bron toont."


def indicator_page(edition: Edition, choice: Choice, borders: Borders, sorted_by: SortBy) -> IndicatorPage:
    """Everything about one series of an indicator; all its figures in one query."""
    contents, indicator, said = Contents.from_json(edition.contents), edition.indicator, Said.of(edition)
    held = PageValues.of(edition, choice, contents, borders, said)
    all_series = series_from(edition, choice, contents.measures, held.series, said.breaks)
    series = next(series for series in all_series if series.choice.measure == choice.measure)
    newest = series.latest.period if series.latest else ""
    at_newest = [
        (other.choice.measure or indicator.unit, point)
        for other in all_series
        for point in other.points
        if point.period == newest
    ]
    comparison = by_municipality(edition, held.to_compare, borders, sorted_by=sorted_by)
    points = {value.category: point_of(edition, value) for value in held.by_part}
    tables = [
        _revisions(edition, series, held.before),
        _subjects(all_series),
        _parts(edition, choice, held.below),
        None if comparison else _areas(edition, held.by_area),
    ]
    first = first_choice(contents, borders.home) or choice
    marks = marks_for(said.targets, choice, first, adds_up=indicator.adds_up)
    chart = chart_of(edition, series, at_newest, marks)
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
        breakdown=breakdown(indicator, said.divisions, choice, points),
        tables=[table for table in tables if table],
        borders=borders.note(choice, newest) if newest else "",
        notes=[note for note in notes_of(edition, contents, seen) if not any(note in text for text in told)],
    )


def _revisions(edition: Edition, series: Series, before: Sequence[ReleasedValue]) -> FigureTable | None:
    """Figures of this series that the source revised since the edition before."""
    old = {value.period: point_of(edition, value) for value in before}
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


def _parts(edition: Edition, choice: Choice, values: Sequence[ReleasedValue]) -> FigureTable | None:
    """The rows that a numbered row holds."""
    found = points_by(edition, values, lambda value: value.category)
    return _by_period(
        f"Onderdelen van «{choice.category}»",
        "Onderdeel",
        found,
        note="Het portaal telt onderdelen niet op. Rondt de bron af, dan is hun som niet precies het geheel.",
    )


def _areas(edition: Edition, values: Sequence[ReleasedValue]) -> FigureTable | None:
    """The same figure for the few areas of a table without municipalities of the region."""
    if len(values) < 2:
        return None
    points = [(value.area_label, point_of(edition, value)) for value in values]
    return FigureTable(
        f"Naar gebied, {points[0][1].period_label}",
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

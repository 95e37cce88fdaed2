"""The municipalities of the region on a map: one figure, one period, and the same values in a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property, lru_cache
from typing import Self

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from monitor.areas import MUNICIPALITY
from monitor.figures import source_line
from monitor.map_drawing import Drawn, Look, Shapes, draw_borders, draw_tiles, swatch
from monitor.models import Boundaries, Edition, Indicator, ReleasedValue
from monitor.numbers import RevisionStatus, ValueStatus, figure_text
from monitor.periods import last_day_of, period_kind, period_label
from monitor.rates import Populations, per_inhabitants, rate_text
from monitor.reorganisations import Life, layouts, predecessors, together
from monitor.series import Choice, Contents, Home, first_choice
from monitor.tiles import FITS_A_PHONE, size_of, tiles_of
from network.areas.country import BEGIN
from network.dutch import enumeration, number
from network.models import AreaMembership, Municipality, Person, Region

# There is a number, and it may not be told: never filled in with an older one.
KEPT_BACK = {
    ValueStatus.BELOW,
    ValueStatus.HIDDEN,
    ValueStatus.SUPPRESSED,
    ValueStatus.WITHHELD,
    ValueStatus.LIMIT,
}
NOT_SHOWN = {
    ValueStatus.BELOW: "niet getoond, te klein aantal",
    ValueStatus.HIDDEN: "niet getoond, anders is een klein aantal uit te rekenen",
    ValueStatus.SUPPRESSED: "niet getoond, geheim of onbekend bij de bron",
    ValueStatus.WITHHELD: "niet getoond, geheim bij de bron",
    ValueStatus.LIMIT: "niet getoond, de bron geeft alleen een grens",
}
# Nothing was said of this period, so the last figure before it says something.
NOTHING_SAID = {ValueStatus.NOT_GIVEN, ValueStatus.UNKNOWN, ValueStatus.NOT_YET}
CLASSES = 4


# --- what there is to choose ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """The municipalities that ever were of the region, each with its days."""

    lives: tuple[Life, ...] = ()
    municipalities: dict[str, Municipality] = field(default_factory=dict)  # by code, each with its successor

    @classmethod
    def known(cls) -> Self:
        """In one query."""
        ours = AreaMembership.objects.filter(area_set__in=Region.objects.values("area_set"))
        parts = list(ours.select_related("municipality__successor"))
        lives = tuple(Life.of(part.municipality, part) for part in parts)
        return cls(lives, {part.municipality.code: part.municipality for part in parts})

    def on(self, day: date) -> list[Life]:
        return sorted((life for life in self.lives if life.counts_on(day)), key=lambda life: life.name)

    @cached_property
    def layouts(self) -> list[tuple[date, str]]:
        return layouts(self.lives)


def newest_editions(indicators: "QuerySet[Indicator]") -> "QuerySet[Edition]":
    """Of each of these; without what only the page of an edition tells."""
    newest = Edition.objects.filter(indicator__in=indicators).newest_per_indicator()
    return newest.with_contents_as_text().select_related("indicator__source").defer("description", "proof")


def by_name(editions: Iterable[Edition]) -> list[Edition]:
    return sorted(editions, key=lambda edition: edition.indicator.name)


def editions_to_map(person: Person) -> list[Edition]:
    """Those that have figures of municipalities, by name.

    What an edition holds comes as text: only that of the chosen one is read.
    """
    newest = newest_editions(Indicator.objects.visible_to(person)).values("pk")
    with_municipalities = Edition.objects.filter(pk__in=newest, contents__areas__contains=[[MUNICIPALITY]])
    as_text = with_municipalities.with_contents_as_text().select_related("indicator__source")
    return by_name(as_text.defer("description", "proof"))


def has_municipalities(edition: Edition) -> bool:
    return any(kind == MUNICIPALITY for kind, _ in edition.holds.areas)


@lru_cache(maxsize=512)
def usual_choice(contents: Contents) -> Choice:
    """The subdivision and subject that are shown first of municipalities."""
    areas = tuple(area for area in contents.areas if area[0] == MUNICIPALITY)
    measures = contents.measures or ("",)
    first = first_choice(Contents(areas, contents.categories, measures, contents.period_kinds), Home())
    return first or Choice(MUNICIPALITY, "", "", measures[0], "JJ")


def values_to_map(edition: Edition, choice: Choice, ground: Ground) -> list[ReleasedValue]:
    """All periods of one subject and subdivision, for the municipalities of the region."""
    found = ReleasedValue.objects.of_edition(edition).filter(municipality__in=[life.pk for life in ground.lives])
    return list(found.filter(category=choice.category, measure=choice.measure, area_kind=MUNICIPALITY))


def newest_values(
    choices: Mapping[Edition, Choice], values: "QuerySet[ReleasedValue]", *per: str
) -> dict[Edition, list[ReleasedValue]]:
    """The newest of these values for each edition, and per municipality or area; in one query."""
    by_pk = {edition.pk: edition for edition in choices}
    found: dict[Edition, list[ReleasedValue]] = {edition: [] for edition in choices}
    for value in values.order_by("edition_id", *per, "-period").distinct("edition_id", *per) if choices else ():
        found[by_pk[value.edition_id]].append(value)
    return found


# --- what is seen --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A municipality on the map and in the table."""

    life: Life
    look: Look
    text: str  # its number, or the sign of what is missing
    value: Decimal | None = None
    note: str = ""
    shade: int | None = None

    @property
    def name(self) -> str:
        return self.life.name

    @property
    def url(self) -> str:
        return reverse("monitor:municipality-detail", args=[self.life.code])

    @property
    def drawn(self) -> Drawn:
        explained = ", ".join(filter(None, [self.text, self.note]))
        return Drawn(self.life.code, self.life.name, self.look, self.text, self.shade, explained)


@dataclass(frozen=True)
class LegendLine:
    swatch: SafeString
    label: str


@dataclass(frozen=True)
class MapPage:
    edition: Edition
    choice: Choice
    period: str
    places: list[Place]
    former: list[Place]  # figures of municipalities that are not of this layout
    unit: str
    drawing: SafeString
    legend: list[LegendLine]
    borders_from: str  # attribution of the real borders, or that squares stand for them
    is_wide: bool  # too wide for a phone, where it is moved sideways
    notes: list[str] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        return self.edition.indicator

    @property
    def period_label(self) -> str:
        return period_label(self.period)

    @property
    def lead(self) -> str:
        """«Meldingen, 2025, per 10.000 inwoners.»"""
        return f"{', '.join(filter(None, [self.indicator.name, self.choice.subject, self.period_label, self.unit]))}."

    @property
    def source_line(self) -> str:
        return f"{source_line(self.edition)} {self.borders_from}"

    @property
    def conclusion(self) -> str:
        return conclusion_of(self.places)


def map_page(
    edition: Edition,
    choice: Choice,
    values: Sequence[ReleasedValue],
    period: str,
    ground: Ground,
    *,
    layout: date | None = None,
    adds_up: bool = False,
) -> MapPage:
    """The municipalities as they were in the period, or as they were from the day `layout`; in at most two queries."""
    day = layout or last_day_of(period)
    lives = ground.on(day)
    figures = _Figures(edition, values, period, ground)
    places = [figures.place(life, adds_up=adds_up) for life in lives]
    here = {life.code for life in lives}
    former = [
        figures.place(life)
        for life in sorted(ground.lives, key=lambda life: life.name)
        if life.code not in here and life.pk in figures.now
    ]
    steps = class_steps([place.value for place in places if place.value is not None])
    places = [_shaded(place, steps) for place in places]
    boundaries = Boundaries.objects.filter(valid_from__lte=max(day, BEGIN)).order_by("-valid_from").first()
    shapes: Shapes = boundaries.shapes if boundaries and here <= boundaries.shapes.keys() else {}
    title = f"{edition.indicator.name}, {period_label(period)}. {conclusion_of(places)}"
    drawn = [place.drawn for place in places]
    is_real = bool(shapes) and bool(drawn)
    tiles = tiles_of(frozenset(here))
    return MapPage(
        edition=edition,
        choice=choice,
        period=period,
        places=places,
        former=former,
        unit=figures.unit,
        drawing=draw_borders(drawn, shapes, title=title) if is_real else draw_tiles(drawn, tiles, title=title),
        legend=_legend(places, steps, figures),
        borders_from=f"Grenzen: {boundaries.attribution}."
        if boundaries and is_real
        else "Elk vakje is een gemeente, ongeveer op haar plaats. Plaatsen naar CBS en Kadaster (CC BY).",
        is_wide=is_real or size_of(tiles.values())[0] > FITS_A_PHONE,
        notes=figures.notes,
    )


class _Figures:
    """The figures of one period, with the last one before it where there is none."""

    def __init__(self, edition: Edition, values: Sequence[ReleasedValue], period: str, ground: Ground) -> None:
        self.edition, self.period, self.ground = edition, period, ground
        self.threshold = edition.threshold
        self.now = {value.municipality_id: value for value in values if value.period == period}
        self.before = {
            value.municipality_id: value
            for value in sorted(values, key=lambda value: value.period)
            if value.value is not None and value.period < period and period_kind(value.period) == period_kind(period)
        }
        self.codes = {life.pk: life.code for life in ground.lives}
        self.per = edition.indicator.rate_per
        self.notes: list[str] = []
        self.populations = self._populations()

    def _populations(self) -> Populations | None:
        """None when the figure is no rate, or when the people of one of its years are not all known."""
        if not self.per or not self.edition.indicator.adds_up:
            return None
        shown = [value for value in self.now.values() if value.value is not None]
        years = {_year(value.period) for value in [*shown, *self.before.values()]}
        found = Populations.of(years, self.codes.values())
        places = [(_year(value.period), self.codes[value.municipality_id or 0]) for value in shown]
        if all(found.total(year, [code]) for year, code in places):
            return found
        self.notes.append(
            f"{per_inhabitants(self.per).capitalize()} kan niet: van {period_label(self.period)} is niet van elke "
            "gemeente bekend hoeveel mensen er wonen. Daarom staan hier aantallen."
        )
        return None

    @property
    def unit(self) -> str:
        return per_inhabitants(self.per) if self.populations and self.per else self.edition.indicator.unit

    def place(self, life: Life, *, adds_up: bool = False) -> Place:
        value, older = self.now.get(life.pk), self.before.get(life.pk)
        told = life.note_in(self.period)
        if value is not None and value.value is not None:
            note = "" if value.revision_status == RevisionStatus.FINAL else value.get_revision_status_display()
            return self._with_number(life, Look.VALUE, value.value, value.period, note, told)
        if value is not None and value.value_status in KEPT_BACK:
            note = NOT_SHOWN[ValueStatus(value.value_status)]
            text = figure_text(None, value.value_status, self.threshold)
            return Place(life, Look.NOT_SHOWN, text, note=_told(note, told))
        if value is not None and value.value_status not in NOTHING_SAID:
            text = figure_text(None, value.value_status)
            return Place(life, Look.NO_DATA, text, note=_told(value.get_value_status_display(), told))
        if adds_up and (place := self._added_up(life)):
            return place
        if older is not None and older.value is not None:
            note = f"verouderd, cijfer van {period_label(older.period)}"
            return self._with_number(life, Look.OUTDATED, older.value, older.period, note, told)
        why = value.get_value_status_display() if value else ""
        text = figure_text(None, value.value_status) if value else "–"
        gone = [each.name for each in predecessors(life.code, self.ground.lives) if each.pk in self.now]
        gone_note = f"cijfers staan bij {enumeration(gone)}" if gone else ""
        return Place(life, Look.NO_DATA, text, note=_told("geen gegevens", why, gone_note, told))

    def _with_number(self, life: Life, look: Look, count: Decimal, period: str, *notes: str) -> Place:
        if self.populations is None or not self.per:
            return Place(life, look, number(count), count, _told(*notes))
        rate = self.populations.rate(count, self.per, _year(period), [life.code])
        if rate is None:
            return Place(life, Look.NO_DATA, "–", note=_told("aantal inwoners is niet bekend", *notes))
        return Place(life, look, rate_text(rate), rate, _told(*notes))

    def _added_up(self, life: Life) -> Place | None:
        """The sum of what the municipality was before, if the reader asked and every part has a number."""
        if not self.edition.indicator.adds_up:
            return None
        values = {self.codes[pk]: value.value for pk, value in self.now.items() if pk in self.codes}
        sum_of_parts = together(life, self.ground.lives, values, self.period)
        if sum_of_parts is None:
            return None
        if sum_of_parts.value is None:
            return Place(life, Look.NOT_SHOWN, "–", note=sum_of_parts.note)
        if self.populations is None or not self.per:
            return Place(life, Look.VALUE, number(sum_of_parts.value), sum_of_parts.value, sum_of_parts.note)
        parts = [life, *predecessors(life.code, self.ground.lives)]
        codes = [each.code for each in parts if each.counts_on(last_day_of(self.period))]
        rate = self.populations.rate(sum_of_parts.value, self.per, _year(self.period), codes)
        look = Look.NO_DATA if rate is None else Look.VALUE
        return Place(life, look, rate_text(rate), rate, sum_of_parts.note)


def _told(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _year(period: str) -> int:
    return int(period[:4])


# --- classes and legend --------------------------------------------------------------------------------------------


def class_steps(values: Iterable[Decimal]) -> list[Decimal]:
    """Where each of at most four classes begins: round numbers, equally far apart; the last one has no end.

    2,1 … 7,1 → 1,5 · 3 · 4,5 · 6. Counts get whole numbers. One class when all are the same; empty without values.
    """
    found = sorted(values)
    if not found:
        return []
    low, high = found[0], found[-1]
    if low == high:
        return [low]
    step = _round_step((high - low) / (CLASSES - 1))
    if all(value == value.to_integral_value() for value in found):
        step = max(Decimal(1), step.to_integral_value(ROUND_FLOOR))
    begin = (low / step).to_integral_value(ROUND_FLOOR) * step
    return [edge for index in range(CLASSES) if (edge := begin + step * index) <= high]


def _round_step(most: Decimal) -> Decimal:
    """1, 1.5, 2, 2.5, 3, 4, 5 or 7.5 times a power of ten: the largest that is not above `most`."""
    power = most.adjusted()
    return max(
        step
        for times in ("1", "1.5", "2", "2.5", "3", "4", "5", "7.5")
        if (step := Decimal(times).scaleb(power)) <= most
    )


def _shaded(place: Place, steps: Sequence[Decimal]) -> Place:
    if place.value is None:
        return place
    shade = sum(place.value >= step for step in steps) - 1
    return Place(place.life, place.look, place.text, place.value, place.note, shade)


def _legend(places: Sequence[Place], steps: Sequence[Decimal], figures: _Figures) -> list[LegendLine]:
    """The classes of value, and each pattern that is on the map."""
    ends: list[Decimal | None] = [*steps[1:], None][: len(steps)]
    classes = [
        LegendLine(swatch(Look.VALUE, shade, name=f"legenda-{shade}"), _class_label(first, end, len(steps)))
        for shade, (first, end) in enumerate(zip(steps, ends, strict=True))
    ]
    return classes + [
        LegendLine(swatch(look, None, name="legenda"), label)
        for look, label in (
            (Look.NO_DATA, "geen gegevens"),
            (Look.NOT_SHOWN, "niet getoond: te klein, of geheim bij de bron"),
            (Look.OUTDATED, _outdated_label(figures, places)),
        )
        if any(place.look == look for place in places)
    ]


def _class_label(first: Decimal, end: Decimal | None, count: int) -> str:
    decimals = max(0, *(-int(each.normalize().as_tuple().exponent) for each in (first, end or first)))
    if count == 1:
        return number(first, decimals=decimals)
    return f"{number(first, decimals=decimals)} {'of meer' if end is None else f'tot {number(end, decimals=decimals)}'}"


def _outdated_label(figures: _Figures, places: Sequence[Place]) -> str:
    held = {place.life.pk for place in places if place.look == Look.OUTDATED}
    periods = sorted({value.period for pk, value in figures.before.items() if pk in held})
    if len(periods) == 1:
        return f"verouderd, cijfer van {period_label(periods[0])}"
    return "verouderd, cijfer van een eerdere periode"


def conclusion_of(places: Sequence[Place]) -> str:
    """What the map says, in words: the highest, the lowest, and how many have no number of the period."""
    shown = sorted((place for place in places if place.look == Look.VALUE and place.value is not None), key=_by_value)
    if not shown:
        return "Voor deze periode is van geen gemeente een cijfer te zien."
    low, high = shown[0], shown[-1]
    told = [
        f"Het hoogste cijfer is van {high.name}: {high.text}. Het laagste van {low.name}: {low.text}."
        if high.value != low.value
        else f"Elke gemeente met een cijfer heeft {high.text}."
    ]
    if without := len(places) - len(shown):
        told.append(f"Van {without} van de {len(places)} gemeenten is er geen cijfer van deze periode.")
    return " ".join(told)


def _by_value(place: Place) -> tuple[Decimal, str]:
    return place.value or Decimal(0), place.name

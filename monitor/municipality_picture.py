"""The picture of a municipality: aard and omvang, aanbod, acties and gaten, each read from what was released.

It is made of what somebody may read or, on behalf of a report, of what every member may. Every figure keeps its own
name: of the municipality, of one that merged into it, of an area around it, or of the whole country. Nothing is worked
out of two of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from actionplan.models import STALE, Action, Light, Plan, ScanAnswer, ScanState
from actionplan.models.actions import ActionQuerySet
from actionplan.models.plan import PlanQuerySet
from actionplan.models.scan import ScanAnswerQuerySet
from monitor.areas import COUNTRY, KIND_LABELS, MUNICIPALITY, area_label, same_name
from monitor.figures import point_of, source_line
from monitor.maps import Ground, by_name, has_municipalities, newest_editions, newest_values, usual_choice
from monitor.models import Edition, Indicator, ReleasedValue
from monitor.numbers import figure_text
from monitor.periods import period_label
from monitor.rates import Populations, per_inhabitants, rate_text
from monitor.reorganisations import Life, predecessors
from monitor.series import Choice, Contents, Home, first_choice
from network.dutch import enumeration, number
from network.models import AreaMembership, Municipality, Person
from partners.models import Audience, CareService, ServiceType, SpecialGroup
from partners.models.directory import CareServiceQuerySet

SHOWN_ACTIONS = 25


@dataclass(frozen=True)
class Readable:
    """What a picture is made of."""

    indicators: QuerySet[Indicator]
    services: Callable[[Municipality], CareServiceQuerySet]  # what serves a municipality
    plans: PlanQuerySet
    actions: ActionQuerySet
    answers: ScanAnswerQuerySet

    @classmethod
    def to(cls, person: Person) -> Self:
        """As the pages show it to this person."""
        return cls(
            indicators=Indicator.objects.visible_to(person),
            services=CareService.objects.visible_to(person).published().serving,
            plans=Plan.objects.visible_to(person),
            actions=Action.objects.visible_to(person),
            answers=ScanAnswer.objects.visible_to(person),
        )

    @classmethod
    def for_reports(cls, day: date) -> Self:
        """As a report tells it to everybody who may come to read it: what is in a secret place counts everywhere."""
        return cls(
            indicators=Indicator.objects.all(),
            services=CareService.objects.published(day).found_from,
            plans=Plan.objects.all(),
            actions=Action.objects.all(),
            answers=ScanAnswer.objects.all(),
        )


@dataclass(frozen=True)
class FigureLine:
    """A figure as it stands in the picture: never without area, period, status and source."""

    indicator: Indicator
    area: str
    subject: str
    text: str
    rate: str  # «3,9 per 10.000 inwoners», or empty
    period: str
    status: str
    source_line: str
    note: str = ""

    @property
    def unit(self) -> str:
        return self.indicator.unit


@dataclass(frozen=True)
class Counted:
    """A kind of help with how many there are of it, and where they stand."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Offer:
    """The help that serves the municipality, as the list of the sociale kaart counts it. It tells no places."""

    total: int
    kinds: list[Counted]
    url: str
    without_audience: list[str]
    without_group: list[str]


@dataclass(frozen=True)
class ActionLine:
    action: Action
    light: str


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and where one can see more."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Picture:
    life: Life
    municipality: Municipality
    own: list[FigureLine]
    former: list[FigureLine]
    areas: list[FigureLine]
    national: list[FigureLine]
    notes: list[str]  # of reorganisations
    offer: Offer
    all_actions: list[ActionLine]
    lights: list[tuple[str, int]]
    scan_year: int | None
    gaps: list[Gap]
    others: list[Life]  # municipalities of the region of today

    @property
    def name(self) -> str:
        return self.life.name

    @property
    def figures(self) -> list[FigureLine]:
        return [*self.own, *self.former, *self.areas, *self.national]

    @property
    def actions(self) -> list[ActionLine]:
        """Those that a page has room for."""
        return self.all_actions[:SHOWN_ACTIONS]

    @property
    def more_actions(self) -> int:
        return len(self.all_actions) - len(self.actions)

    @property
    def conclusion(self) -> str:
        """«4 eigen cijfers, 16 keer hulp, 9 acties en 1 gat»: how much there is, and how much is missing."""
        figures, actions, gaps = len(self.own), len(self.all_actions), len(self.gaps)
        counted = [
            "1 eigen cijfer" if figures == 1 else f"{figures} eigen cijfers",
            f"{number(self.offer.total)} keer hulp",
            "1 actie" if actions == 1 else f"{actions} acties",
            "1 gat" if gaps == 1 else f"{gaps} gaten",
        ]
        return enumeration(counted)


def picture_of(code: str, ground: Ground, readable: Readable, day: date) -> Picture:
    """Everything about one municipality of the region, in at most nine queries besides those of `ground`."""
    municipality = ground.municipalities[code]
    life = next(each for each in ground.lives if each.code == code)
    gone = predecessors(code, ground.lives)
    editions = by_name(newest_editions(readable.indicators))
    own, former, without = _municipal(editions, life, gone)
    areas, national = _around(editions, municipality, day)
    offer = _offer(readable, municipality)
    actions = _actions(readable, municipality, day)
    answers = _answers(readable, municipality)
    return Picture(
        life=life,
        municipality=municipality,
        own=own,
        former=former,
        areas=areas,
        national=national,
        notes=[each.note for each in [life, *gone] if each.note],
        offer=offer,
        all_actions=actions,
        lights=_lights(actions),
        scan_year=answers[0].year if answers else None,
        gaps=[
            *_gaps_of_figures(without),
            *_gaps_of_offer(offer),
            *_gaps_of_actions(actions),
            *_gaps_of_scan(answers, life),
        ],
        others=ground.on(day),
    )


# --- aard en omvang ------------------------------------------------------------------------------------------------


def _municipal(
    editions: Sequence[Edition], life: Life, gone: Sequence[Life]
) -> tuple[list[FigureLine], list[FigureLine], list[Indicator]]:
    """Its own newest figures, those of the municipalities that became part of it, and what has none for it."""
    choices = {edition: usual_choice(edition.holds) for edition in editions if has_municipalities(edition)}
    lives = {each.pk: each for each in [life, *gone]}
    here = ReleasedValue.objects.of_subjects(choices.items()).filter(municipality__in=lives)
    found = newest_values(choices, here, "municipality_id")
    populations = _populations(found, lives)
    lines = {
        (value.municipality_id, edition): _line(edition, choices[edition], value, populations, lives)
        for edition, values in found.items()
        for value in values
    }
    own = [lines[life.pk, edition] for edition in choices if (life.pk, edition) in lines]
    former = [lines[each.pk, edition] for each in gone for edition in choices if (each.pk, edition) in lines]
    return own, former, [edition.indicator for edition in choices if (life.pk, edition) not in lines]


def _populations(found: Mapping[Edition, list[ReleasedValue]], lives: Mapping[int, Life]) -> Populations:
    rated = [value for edition, values in found.items() if edition.indicator.rate_per for value in values]
    years = {int(value.period[:4]) for value in rated if value.value is not None}
    return Populations.of(years, [life.code for life in lives.values()]) if years else Populations({})


def _line(
    edition: Edition,
    choice: Choice,
    value: ReleasedValue,
    populations: Populations | None = None,
    lives: Mapping[int, Life] | None = None,
) -> FigureLine:
    life = (lives or {}).get(value.municipality_id or 0)
    return FigureLine(
        indicator=edition.indicator,
        area=life.name if life else area_label(value.area_kind, value.area_name),
        subject=choice.subject,
        text=figure_text(value.value, value.value_status, edition.threshold),
        rate=_rate(edition.indicator, value, populations, life),
        period=period_label(value.period),
        status=value.get_revision_status_display(),
        source_line=source_line(edition),
        note=" ".join(
            filter(
                None,
                [
                    "" if value.value is not None else f"{point_of(edition, value).explanation.capitalize()}.",
                    life.note_in(value.period) if life else "",
                    "" if life or value.area_kind == COUNTRY else f"Gebied: {KIND_LABELS[value.area_kind]}.",
                ],
            )
        ),
    )


def _rate(indicator: Indicator, value: ReleasedValue, populations: Populations | None, life: Life | None) -> str:
    """Empty without a value, or without the people of that very year."""
    if value.value is None or populations is None or life is None or not indicator.rate_per or not indicator.adds_up:
        return ""
    rate = populations.rate(value.value, indicator.rate_per, int(value.period[:4]), [life.code])
    return "" if rate is None else f"{rate_text(rate)} {per_inhabitants(indicator.rate_per)}"


def _around(
    editions: Sequence[Edition], municipality: Municipality, day: date
) -> tuple[list[FigureLine], list[FigureLine]]:
    """Figures of the areas that it is in, and of the country where a source counts nothing smaller."""
    held = AreaMembership.objects.on(day).of_others(municipality)
    mine = {(part.area_set.kind, same_name(part.area_set.name)) for part in held}
    choices: dict[Edition, Choice] = {}
    places: list[tuple[Edition, Choice]] = []
    for edition in editions:
        contents = edition.holds
        kinds = {kind for kind, _ in contents.areas}
        is_national = edition.indicator.is_national or kinds == {COUNTRY}
        areas = tuple(
            area
            for area in contents.areas
            if (area[0] == COUNTRY if is_national else (area[0], same_name(area[1])) in mine)
        )
        choice = first_choice(Contents(areas, contents.categories, contents.measures, contents.period_kinds), Home())
        if choice:
            choices[edition] = choice
            places += [(edition, replace(choice, area_kind=kind, area_name=name)) for kind, name in areas]
    found = newest_values(choices, ReleasedValue.objects.of_choices(places), "area_kind", "area_name")
    lines = [
        (value.area_kind, _line(edition, choices[edition], value))
        for edition, values in found.items()
        for value in values
    ]
    return (
        [line for kind, line in lines if kind not in {COUNTRY, MUNICIPALITY}],
        [line for kind, line in lines if kind == COUNTRY],
    )


# --- aanbod, acties, scan -------------------------------------------------------------------------------------------


def _offer(readable: Readable, municipality: Municipality) -> Offer:
    """In one query. A kind, a group and an audience are counted as the list of the sociale kaart filters them."""
    rows = list(readable.services(municipality).order_by().values_list("service_types", "audiences", "special_groups"))
    kinds = Counter(kind for kinds, _, _ in rows for kind in kinds)
    audiences = {audience for _, held, _ in rows for audience in held}
    groups = {group for _, _, held in rows for group in held}
    return Offer(
        total=len(rows),
        kinds=[
            Counted(str(kind.label), kinds[kind.value], _services(municipality, hulp=kind.value))
            for kind in ServiceType
            if kinds[kind.value]
        ],
        url=_services(municipality),
        without_audience=[str(each.label) for each in Audience if each.value not in audiences],
        without_group=[str(each.label) for each in SpecialGroup if each.value not in groups],
    )


def _services(municipality: Municipality, **more: str) -> str:
    return f"{reverse('partners:service-list')}?{urlencode({'gemeente': municipality.pk, **more})}"


def _actions(readable: Readable, municipality: Municipality, day: date) -> list[ActionLine]:
    """Of the plan of that day: those that run there, and those that the municipality leads; in two queries."""
    plan = readable.plans.current(day)
    if plan is None:
        return []
    here = Q(pk__in=municipality.contributions.values("action")) | Q(lead_organisation__municipality=municipality)
    actions = readable.actions.of_plan(plan).in_base(day).filter(here)
    return [ActionLine(each, each.light) for each in actions.with_light(day).select_related("lead_organisation")]


def _lights(actions: Iterable[ActionLine]) -> list[tuple[str, int]]:
    counted = Counter(line.light for line in actions)
    return [(light, counted[light]) for light in (*Light.values, STALE) if counted[light]]


def _answers(readable: Readable, municipality: Municipality) -> list[ScanAnswer]:
    """What the municipality answered in its newest scan."""
    answers = readable.answers.of(municipality=municipality.pk).select_related("item")
    held = list(answers.order_by("-year", "item__building_block", "item__position"))
    return [answer for answer in held if answer.year == held[0].year]


# --- gaten -----------------------------------------------------------------------------------------------------------


def _gaps_of_figures(indicators: Iterable[Indicator]) -> list[Gap]:
    return [Gap(f"Geen cijfer: {indicator.name}.", indicator.get_absolute_url()) for indicator in indicators]


def _gaps_of_offer(offer: Offer) -> list[Gap]:
    url = reverse("partners:service-gaps")
    gaps = [Gap(f"Geen aanbod voor {label}.", url) for label in offer.without_audience]
    if offer.without_group:
        gaps.append(Gap(f"Geen aanbod met extra aandacht voor: {', '.join(offer.without_group)}.", url))
    return gaps


def _gaps_of_actions(actions: Sequence[ActionLine]) -> list[Gap]:
    if not actions:
        return [Gap("Er loopt in deze gemeente geen actie uit het plan.", reverse("actionplan:plan"))]
    waiting = {Light.GREY.value: "nog niet begonnen", STALE: "niet bijgewerkt"}
    return [
        Gap(f"Actie {line.action.code} is {waiting[line.light]}: {line.action.title}.", line.action.get_absolute_url())
        for line in actions
        if line.light in waiting and line.action.completed_on is None
    ]


def _gaps_of_scan(answers: Sequence[ScanAnswer], life: Life) -> list[Gap]:
    if not answers:
        not_yet = Gap("De gemeente vulde de scan van de bouwstenen nog niet in.", reverse("actionplan:scan"))
        return [] if life.ends else [not_yet]
    return [
        Gap(
            f"Bouwsteen {answer.item.building_block}, {ScanState(answer.state).label}: {answer.item.question}",
            answer.get_absolute_url(),
        )
        for answer in answers
        if answer.state != ScanState.IN_ORDER
    ]

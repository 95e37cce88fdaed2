"""Deliveries of the demo: three figures that partners count, each over two periods. Every number is made up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from django.utils import timezone

from monitor.delivery_grid import columns_of, grid_of
from monitor.editions import build_edition
from monitor.models import (
    DeliveredValue,
    Delivery,
    DeliveryRound,
    DeliveryStatus,
    Dimension,
    DimensionPart,
    DisclosureRule,
    Indicator,
    Source,
    SourceKind,
    ValueStatus,
)
from monitor.periods import HALF_YEAR, YEAR
from network.database import as_steward
from network.models import Person
from partners.models import Organisation

EXAMPLE = "Dit zijn voorbeeldcijfers: elk getal is verzonnen."
GGD, MEE, STERKER, IRISZORG, MOVIERA = (
    "GGD Gelderland-Zuid",
    "MEE Gelderse Poort",
    "Sterker",
    "Iriszorg",
    "Moviera",
)
# How many of a hundred live where, so that a reader meets one small number, one that is hidden for it, and many others.
SHARES = {"Nijmegen": 22, "Tiel": 9, "West Betuwe": 8, "Wijchen": 8, "Heumen": 5, "Druten": 0}
OF_OTHERS = 6
APPROVED, DELIVERED, SENT_BACK, WAITING = (
    DeliveryStatus.APPROVED,
    DeliveryStatus.DELIVERED,
    DeliveryStatus.SENT_BACK,
    DeliveryStatus.WAITING,
)


@dataclass(frozen=True)
class Round:
    """One period: how many hundreds were counted at each partner, and how far each is."""

    period: str
    opens_on: date
    due_on: date
    partners: dict[str, tuple[int, DeliveryStatus]]


@dataclass(frozen=True)
class Counted:
    """A figure that partners deliver."""

    name: str
    slug: str
    definition: str
    unit: str
    source: str
    frequency: str
    dimensions: dict[str, tuple[str, ...]]
    rounds: tuple[Round, ...]
    instructions: str = "Tel elke persoon één keer, in de gemeente waar hij of zij woont."


RELEASED_ON = date(2026, 9, 10)
SPRING, SUMMER = (date(2026, 1, 5), date(2026, 3, 1)), (date(2026, 7, 1), date(2026, 9, 1))
FIGURES = (
    Counted(
        "Slachtoffers die zich meldden bij het Centrum Seksueel Geweld",
        "slachtoffers-csg-gelderland-zuid",
        "Personen die in de periode voor het eerst contact zochten na een ervaring met seksueel geweld, naar de "
        f"gemeente waar zij wonen. {EXAMPLE}",
        "slachtoffers",
        "Centrum Seksueel Geweld Gelderland-Zuid",
        HALF_YEAR,
        {"Geslacht": ("Vrouw", "Man"), "Leeftijd": ("Tot 25 jaar", "25 jaar en ouder")},
        (
            Round("2025HJ02", *SPRING, {GGD: (890, APPROVED)}),
            Round("2026HJ01", *SUMMER, {GGD: (910, APPROVED)}),
        ),
    ),
    Counted(
        "Hulpvragen in het casuïstiekoverleg",
        "hulpvragen-casuistiekoverleg",
        "Hulpvragen die een partner inbracht in een casuïstiekoverleg, naar de gemeente van de cliënt. Eén cliënt kan "
        f"meer hulpvragen hebben. {EXAMPLE}",
        "hulpvragen",
        "Partners in Gelderland-Zuid",
        HALF_YEAR,
        {},
        (
            Round("2025HJ02", *SPRING, {GGD: (130, APPROVED), MEE: (60, APPROVED), STERKER: (90, APPROVED)}),
            Round(
                "2026HJ01",
                *SUMMER,
                {
                    GGD: (140, APPROVED),
                    MEE: (0, WAITING),
                    STERKER: (95, DELIVERED),
                    MOVIERA: (70, SENT_BACK),
                },
            ),
        ),
        "Tel elke hulpvraag één keer, bij de partner die haar inbracht.",
    ),
    Counted(
        "Deelnemers aan trainingen",
        "deelnemers-trainingen",
        "Professionals die een training over seksueel geweld of mensenhandel afrondden, naar de gemeente waar zij "
        f"werken. {EXAMPLE}",
        "deelnemers",
        "Partners in Gelderland-Zuid",
        YEAR,
        {},
        (
            Round(
                "2024JJ00",
                date(2025, 1, 6),
                date(2025, 3, 1),
                {MEE: (150, APPROVED), STERKER: (220, APPROVED), IRISZORG: (60, APPROVED)},
            ),
            Round("2025JJ00", *SPRING, {MEE: (180, APPROVED), STERKER: (260, APPROVED), IRISZORG: (80, APPROVED)}),
        ),
        "Tel elke deelnemer één keer, ook wie meer bijeenkomsten volgde.",
    ),
)


def load_deliveries() -> None:
    """The figures, once, and what may be seen of them; what was there already stays as it is."""
    coordinator = Person.objects.get(email="coordinator@demo.example")
    for figure in FIGURES:
        if not Indicator.objects.filter(slug=figure.slug).exists():
            indicator = _load(figure, coordinator)
            build_edition(indicator, retrieved_on=RELEASED_ON, reason="Eerste voorbeeldcijfers", by=coordinator)


def _load(figure: Counted, coordinator: Person) -> Indicator:
    source, _ = Source.objects.get_or_create(
        name=figure.source,
        defaults={
            "attribution": f"Bron: {figure.source} (voorbeeldcijfers)",
            "kind": SourceKind.DELIVERED,
            "note": EXAMPLE,
        },
    )
    DisclosureRule.objects.get_or_create(source=source)
    indicator = Indicator.objects.create(
        name=figure.name,
        slug=figure.slug,
        definition=figure.definition,
        unit=figure.unit,
        source=source,
        geography="municipality",
        frequency=figure.frequency,
        quality_note=EXAMPLE,
    )
    for position, (name, parts) in enumerate(figure.dimensions.items(), start=1):
        dimension = Dimension.objects.create(indicator=indicator, name=name, position=position)
        DimensionPart.objects.bulk_create(
            DimensionPart(dimension=dimension, label=label, position=number)
            for number, label in enumerate(parts, start=1)
        )
    for each in figure.rounds:
        _ask(indicator, each, figure.instructions, coordinator)
    return indicator


def _ask(indicator: Indicator, asked: Round, instructions: str, coordinator: Person) -> None:
    made = DeliveryRound.objects.create(
        indicator=indicator,
        period=asked.period,
        opens_on=asked.opens_on,
        due_on=asked.due_on,
        instructions=instructions,
    )
    organisations = {each.name: each for each in Organisation.objects.filter(name__in=asked.partners)}
    values: list[DeliveredValue] = []
    for name, (counted, status) in asked.partners.items():
        delivery = Delivery.objects.create(
            round=made,
            organisation=organisations[name],
            status=status,
            delivered_at=None if status == WAITING else _noon(asked.due_on - timedelta(days=12)),
            decided_at=_noon(asked.due_on - timedelta(days=5)) if status in {APPROVED, SENT_BACK} else None,
            decided_by=coordinator if status in {APPROVED, SENT_BACK} else None,
            sent_back_because="Druten en Heumen zijn leeg. Zijn daar geen hulpvragen, vul dan 0 in."
            if status == SENT_BACK
            else "",
        )
        if status != WAITING:
            values += _values(delivery, counted)
    with as_steward():
        DeliveredValue.objects.bulk_create(values)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _values(delivery: Delivery, counted: int) -> Iterator[DeliveredValue]:
    """So many, spread over the municipalities and the parts."""
    grid = grid_of(delivery.round)
    leaves_gaps = delivery.status == SENT_BACK
    for number, (row, (column, share)) in enumerate(product(grid.rows, _shares_of(delivery.round.indicator))):
        of_hundred = SHARES.get(row.name, OF_OTHERS)
        is_gap = leaves_gaps and row.name in {"Druten", "Heumen"}
        yield DeliveredValue(
            delivery=delivery,
            municipality_id=row.municipality,
            category=column,
            value=None if is_gap else counted * of_hundred * share // 10_000 + (number % 7 + 1) % 4,
            value_status=ValueStatus.NOT_GIVEN if is_gap else ValueStatus.VALUE,
        )


def _shares_of(indicator: Indicator) -> Iterable[tuple[str, int]]:
    """Of a hundred, how many are of each part: most are women."""
    columns = columns_of(indicator)
    shares = (30, 24, 24, 22) if len(columns) == 4 else (100,)
    return [(column.category, share) for column, share in zip(columns, shares, strict=True)]

"""Whose borders a figure has: it is a total of the network only when its area has the municipalities of the region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.db.models import Q, Subquery

from monitor.areas import COUNTRY, MUNICIPALITY, REST, same_name
from monitor.periods import last_day_of
from monitor.series import Choice, Home
from network.areas.area_columns import KINDS
from network.areas.country import BEGIN
from network.dates import today
from network.models import AreaKind, AreaMembership, Region

SAME = "Dit gebied heeft dezelfde gemeenten als de regio."
OTHER = "Dit gebied heeft andere gemeenten dan de regio. Dit is geen totaal van het netwerk."
NOT_KNOWN = "Het portaal weet niet welke gemeenten bij dit gebied horen. Lees dit niet als totaal van het netwerk."

Area = tuple[str, str]  # kind, and the name without what people don't see


@dataclass(frozen=True)
class Borders:
    """Which municipalities belong to the region and to the areas that others drew, on any day."""

    region: Region | None = None
    own: tuple[AreaMembership, ...] = ()
    others: dict[Area, list[AreaMembership]] = field(default_factory=dict)

    @classmethod
    def known(cls) -> Self:
        """In one query, of a region that has municipalities."""
        first = Region.objects.order_by("pk")
        of_region = Q(area_set=Subquery(first.values("area_set")[:1]))
        parts = list(
            AreaMembership.objects.filter(of_region | Q(area_set__kind__in=list(KINDS)))
            .select_related("area_set", "municipality")
            .annotate(
                region_name=Subquery(first.values("name")[:1]),
                region_area=Subquery(first.values("area_set")[:1]),
                region_central=Subquery(first.values("central_municipality")[:1]),
            )
        )
        own = tuple(part for part in parts if part.area_set_id == part.region_area)
        region = _region_of(own)
        if region is None:
            return cls()
        others: dict[Area, list[AreaMembership]] = {}
        for part in parts:
            if part.area_set_id != part.region_area:
                others.setdefault((part.area_set.kind, same_name(part.area_set.name)), []).append(part)
        return cls(region, own, others)

    @property
    def home(self) -> Home:
        if self.region is None:
            return Home()
        central = next((part.municipality for part in self.own if part.municipality_id == self._central), None)
        same = frozenset(area for area in self.others if self.are_the_same(area, today()))
        return Home(self.region.area_set.name, central.name if central else "", same)

    @property
    def _central(self) -> int | None:
        return self.region.central_municipality_id if self.region else None

    def are_the_same(self, area: Area, day: date) -> bool | None:
        """Whether the area and the region are exactly the same municipalities on that day; None when nobody said which
        are in it. What our list says of its first day holds for the days before.
        """
        day = max(day, BEGIN)
        here, there = _on(day, self.own), _on(day, self.others.get(area, ()))
        return here == there if here and there else None

    def note(self, choice: Choice, period: str) -> str:
        """What to say beside a figure of an area that others drew; nothing beside a municipality or the country."""
        if self.region is None or choice.area_kind in {MUNICIPALITY, COUNTRY, REST}:
            return ""
        if self.is_region(choice.area_kind, choice.area_name):
            return SAME
        same = self.are_the_same((choice.area_kind, same_name(choice.area_name)), last_day_of(period))
        return NOT_KNOWN if same is None else SAME if same else OTHER

    def is_region(self, kind: str, name: str) -> bool:
        """Whether this is the region itself, as the portal counts it."""
        if self.region is None or kind != AreaKind.NETWORK:
            return False
        return same_name(name) in {same_name(self.region.name), same_name(self.region.area_set.name)}

    def codes_of(self, kind: str, name: str, day: date) -> set[str]:
        """The codes of the municipalities of an area on a day; none when nobody said which they are."""
        parts = self.own if self.is_region(kind, name) else self.others.get((kind, same_name(name)), ())
        day = max(day, BEGIN)
        return {part.municipality.code for part in parts if part.counts_on(day)}

    def in_words(self, choice: Choice, period: str) -> str:
        """«Gelderland-Zuid, de 14 gemeenten van het netwerk»; another area only by its own name."""
        day = last_day_of(period)
        codes = self.codes_of(choice.area_kind, choice.area_name, day)
        if codes and self.note(choice, period) == SAME:
            return f"{choice.area_label}, de {len(codes)} gemeenten van het netwerk"
        return choice.area_label


def _on(day: date, parts: Iterable[AreaMembership]) -> set[int]:
    return {part.municipality_id for part in parts if part.counts_on(day)}


def _region_of(own: Sequence[AreaMembership]) -> Region | None:
    """The region as it came along with its municipalities; asked for only while it has none."""
    if not own:
        return Region.objects.current()
    region = Region(name=own[0].region_name, area_set=own[0].area_set)  # type: ignore[attr-defined]  # annotated
    region.central_municipality_id = own[0].region_central  # type: ignore[attr-defined]  # annotated
    return region

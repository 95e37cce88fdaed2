"""The areas that touch the region, as its members look at them."""

from dataclasses import dataclass
from datetime import date

from network.areas.area_columns import KINDS
from network.models import AreaMembership, AreaSet, Municipality, Region


@dataclass(frozen=True)
class AreaShown:
    area: AreaSet
    here: tuple[AreaMembership, ...]  # of the region
    elsewhere: int  # municipalities outside the region
    is_the_region: bool

    @property
    def since(self) -> date | None:
        return min((part.valid_from for part in self.here), default=None)


@dataclass(frozen=True)
class KindShown:
    """All areas of one kind, and which municipalities of the region are in none of them."""

    kind: str
    label: str
    areas: tuple[AreaShown, ...]
    missing: tuple[str, ...]


def areas_shown(region: Region, day: date) -> tuple[list[KindShown], list[str]]:
    """Kind by kind, and the names of kinds without any area; in three queries."""
    ours = {each.pk: each.name for each in Municipality.objects.of_region(region, day)}
    parts: dict[AreaSet, list[AreaMembership]] = {}
    held = AreaMembership.objects.existing(day).filter(area_set__in=AreaSet.objects.touching(region))
    for part in held.select_related("area_set", "municipality").order_by("area_set__name", "municipality__name"):
        parts.setdefault(part.area_set, []).append(part)
    shown = []
    for kind, label in KINDS.items():
        areas = tuple(
            _shown(area, inside, ours) for area, inside in parts.items() if area.kind == kind and _touches(inside, ours)
        )
        if areas:
            placed = {part.municipality_id for area in areas for part in area.here}
            missing = tuple(name for pk, name in ours.items() if pk not in placed)
            shown.append(KindShown(kind, label, areas, missing))
    there = {each.kind for each in shown}
    return shown, [label for kind, label in KINDS.items() if kind not in there]


def _touches(parts: list[AreaMembership], ours: dict[int, str]) -> bool:
    return any(part.municipality_id in ours for part in parts)


def _shown(area: AreaSet, parts: list[AreaMembership], ours: dict[int, str]) -> AreaShown:
    here = tuple(part for part in parts if part.municipality_id in ours)
    elsewhere = len(parts) - len(here)
    return AreaShown(area, here, elsewhere, is_the_region=not elsewhere and len(here) == len(ours))

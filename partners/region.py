"""The region as its members look at it: municipalities with who speaks for them, and bodies with their seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from network.dutch import long_date
from network.history import Change, names_of_people, told_of
from network.models import Municipality, MunicipalOffice, Office, Person, Region
from network.policy import Permission, may
from partners.models import Body

NOBODY = "nog niet belegd"


@dataclass(frozen=True)
class OfficeShown:
    """An office of a municipality on a day: who has it, or nobody yet."""

    municipality: Municipality
    office: Office
    holder: MunicipalOffice | None
    may_edit: bool


@dataclass(frozen=True)
class MunicipalityRow:
    municipality: Municipality
    offices: tuple[OfficeShown, ...]


@dataclass(frozen=True)
class RegionShown:
    rows: tuple[MunicipalityRow, ...]
    former: tuple[Municipality, ...]  # left the region, or were merged into another municipality
    bodies: tuple[Body, ...]  # each with `seats_now`

    @property
    def gaps(self) -> list[str]:
        """«3 gemeenten hebben nog geen beleidsadviseur», per office that somewhere is nobody's."""
        found = []
        for position, office in enumerate(Office):
            number = sum(row.offices[position].holder is None for row in self.rows)
            if number:
                have = "1 gemeente heeft" if number == 1 else f"{number} gemeenten hebben"
                found.append(f"{have} nog geen {office.label}")
        return found


def region_shown(region: Region | None, person: Person, on: date) -> RegionShown:
    """In five queries, whatever the number of municipalities and bodies."""
    bodies = tuple(Body.objects.on(on).in_order().with_seats(on))
    if region is None:
        return RegionShown((), (), bodies)
    municipalities = list(Municipality.objects.of_region(region, on).with_holders(on))
    former = Municipality.objects.ever_in_region(region).exclude(pk__in=[each.pk for each in municipalities])
    return RegionShown(
        rows=tuple(MunicipalityRow(each, offices_of(each, each.holders_now, person)) for each in municipalities),
        former=tuple(former.select_related("successor")),
        bodies=bodies,
    )


def offices_of(
    municipality: Municipality, holders: Iterable[MunicipalOffice], person: Person
) -> tuple[OfficeShown, ...]:
    by_office = {holder.office: holder for holder in holders}
    return tuple(
        OfficeShown(municipality, office, by_office.get(office), may_edit_office(person, municipality, office))
        for office in Office
    )


def may_edit_office(person: Person, municipality: Municipality, office: Office) -> bool:
    return may(person, Permission.OFFICE_EDIT, MunicipalOffice(municipality=municipality, office=office))


def history_of_offices(municipality: Municipality) -> list[Change]:
    """Who followed whom, newest first, in two queries."""
    events = MunicipalOffice.pgh_event_model.objects.filter(municipality=municipality)  # type: ignore[attr-defined]
    events = list(events.select_related("pgh_context", "person").order_by("pgh_created_at", "pgh_id"))
    names = names_of_people(events)
    holder = dict.fromkeys(Office.values, NOBODY)
    last_days: dict[int, date | None] = {}
    changes = []
    for event in events:
        about = {**told_of(event, names), "kind": "gewijzigd"}
        label = str(Office(event.office).label)
        if event.pgh_label == "toegevoegd":
            changes.append(Change(field=label, old=holder[event.office], new=str(event.person), **about))
            holder[event.office] = str(event.person)
        else:
            old = last_days.get(event.pgh_obj_id)
            field = f"laatste dag van {event.person} als {label}"
            changes.append(Change(field=field, old=_day(old), new=_day(event.ends_on), **about))
        last_days[event.pgh_obj_id] = event.ends_on
    return changes[::-1]


def _day(day: date | None) -> str:
    return long_date(day) if day else "onbepaald"

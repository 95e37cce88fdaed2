"""What changes in the chain, as small stories: its links and their order, who does what, and who directs it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from network.dates import today
from network.history import because
from network.models import Person
from partners.chain import STANDARD_LINKS
from partners.models import Body, BodyKind, ChainLink, ChainRole, ChainRoleKind, Organisation, Seat
from partners.models.chain import ChainRoleQuerySet

ONE_DAY = timedelta(days=1)


class RoleInTheWayError(Exception):
    """Others have a role in that period which goes before this one."""

    def __init__(self, roles: Sequence[ChainRole], *, can_end: bool) -> None:
        super().__init__(", ".join(str(role) for role in roles))
        self.roles = roles
        self.can_end = can_end  # all of them began before, so that they may end the day before


class ChainHasBegunError(Exception):
    """There are links already, so the standard ones are not for here."""


# --- links ---------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_chain(*, by: Person) -> list[ChainLink]:
    """Start with the seven usual links; the region changes them as it likes."""
    if _all_links_locked():
        raise ChainHasBegunError
    with because("Begonnen met de zeven schakels", by=by):
        return [
            ChainLink.objects.create(name=link.name, description=link.description, position=position)
            for position, link in enumerate(STANDARD_LINKS, start=1)
        ]


@transaction.atomic
def add_link(*, name: str, description: str, by: Person) -> ChainLink:
    """A new link comes last."""
    last = ChainLink.objects.aggregate(last=Max("position"))["last"] or 0
    with because("Schakel toegevoegd", by=by):
        return ChainLink.objects.create(name=name, description=description, position=last + 1)


@transaction.atomic
def change_link(link: ChainLink, *, name: str, description: str, is_in_use: bool, by: Person) -> ChainLink:
    link = ChainLink.objects.select_for_update().get(pk=link.pk)
    link.name, link.description, link.is_in_use = name, description, is_in_use
    with because("Schakel gewijzigd", by=by):
        link.save(update_fields=["name", "description", "is_in_use"])
    return link


@transaction.atomic
def move_link(link: ChainLink, *, up: bool, by: Person) -> None:
    """One place up or down among the links in use; at the end of the row nothing happens."""
    in_use = [each for each in _all_links_locked() if each.is_in_use]
    here = next((place for place, each in enumerate(in_use) if each.pk == link.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(in_use):
        return
    in_use[here], in_use[there] = in_use[there], in_use[here]
    with because("Volgorde van de schakels gewijzigd", by=by):
        for position, each in enumerate(in_use, start=1):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])


def _all_links_locked() -> list[ChainLink]:
    return list(ChainLink.objects.in_order().select_for_update())


# --- roles ---------------------------------------------------------------------------------------------------


@transaction.atomic
def give_chain_role(
    link: ChainLink,
    *,
    organisation: Organisation,
    kind: str,
    starts_on: date,
    by: Person,
    ends_on: date | None = None,
    person: Person | None = None,
    ends_former: bool = False,
) -> ChainRole:
    """Let a partner do something in a link. With `ends_former` whoever is in the way stops the day before."""
    link = ChainLink.objects.select_for_update().get(pk=link.pk)
    end_roles_of_who_left(link.roles.all(), by=by)
    in_the_way = list(_in_the_way(link, organisation, kind, starts_on, ends_on))
    can_end = all(role.starts_on < starts_on for role in in_the_way)
    if in_the_way and not (ends_former and can_end):
        raise RoleInTheWayError(in_the_way, can_end=can_end)
    with because(f"Opgevolgd door {organisation}", by=by):
        for role in in_the_way:
            role.ends_on = starts_on - ONE_DAY
            role.save(update_fields=["ends_on"])
    with because("Rol in de keten gegeven", by=by):
        return ChainRole.objects.create(
            link=link,
            organisation=organisation,
            kind=kind,
            person=person,
            starts_on=starts_on,
            ends_on=ends_on or organisation.left_on,
        )


def _in_the_way(
    link: ChainLink, organisation: Organisation, kind: str, starts_on: date, ends_on: date | None
) -> ChainRoleQuerySet:
    """The other process owner, where this is one, and what this partner does in the link already."""
    same = Q(organisation=organisation)
    if kind == ChainRoleKind.PROCESS_OWNER:
        same |= Q(kind=ChainRoleKind.PROCESS_OWNER)
    return link.roles.overlapping(starts_on, ends_on).filter(same).in_order()


@transaction.atomic
def end_chain_role(role: ChainRole, *, by: Person, last_day: date | None) -> None:
    """Let a role end after its last day; without one it was never right, and goes. The history keeps what it was."""
    ChainLink.objects.select_for_update().get(pk=role.link_id)
    role = ChainRole.objects.select_for_update().get(pk=role.pk)
    if last_day is None:
        with because("Rol in de keten weggehaald: was een vergissing", by=by):
            role.delete()
        return
    with because("Rol in de keten beëindigd", by=by):
        role.ends_on = last_day
        role.save(update_fields=["ends_on"])


def end_roles_of_who_left(roles: ChainRoleQuerySet, *, by: Person) -> None:
    """A role lasts no longer than the partner takes part, and leaves the place to another."""
    beyond = Q(ends_on__isnull=True) | Q(ends_on__gt=F("organisation__left_on"))
    for role in roles.filter(beyond, organisation__left_on__isnull=False).select_related("organisation"):
        with because(f"{role.organisation} doet niet meer mee", by=by):
            if role.organisation.left_on and role.starts_on > role.organisation.left_on:
                role.delete()
            else:
                role.ends_on = role.organisation.left_on
                role.save(update_fields=["ends_on"])


# --- the team ------------------------------------------------------------------------------------------------


@transaction.atomic
def save_chain_team(team: Body | None, *, name: str, rhythm: str, partners: Iterable[Organisation], by: Person) -> Body:
    """Write down how often the ketenregieteam meets, and which partners have a seat from today on."""
    day, chosen = today(), {partner.pk: partner for partner in partners}
    with because("Ketenregieteam vastgelegd", by=by):
        if team is None:
            team = Body.objects.create(name=name, rhythm=rhythm, kind=BodyKind.CHAIN_TEAM, starts_on=day)
        else:
            team = Body.objects.select_for_update().get(pk=team.pk)
            team.name, team.rhythm = name, rhythm
            team.save(update_fields=["name", "rhythm"])
        seats = list(Seat.objects.on(day).filter(body=team, organisation__isnull=False))
        for seat in seats:
            if seat.organisation_id not in chosen:
                _end_seat(seat, day)
        for pk in chosen.keys() - {seat.organisation_id for seat in seats}:
            Seat.objects.create(body=team, organisation=chosen[pk], starts_on=day)
    return team


def _end_seat(seat: Seat, day: date) -> None:
    """Yesterday was its last day; what began today never was."""
    if seat.starts_on >= day:
        seat.delete()
    else:
        seat.ends_on = day - ONE_DAY
        seat.save(update_fields=["ends_on"])

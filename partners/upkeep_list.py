"""«Nakijken»: which entries somebody has to look at, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from network.dutch import long_date
from network.models import Person
from partners.life_cycle import add_months
from partners.models import CONFIRMED_FOR, CareService, Channel, ChannelKind, LinkCheck, Membership, SectionCheck
from partners.models.directory import CareServiceQuerySet
from partners.models.register import MembershipQuerySet
from partners.upkeep import asked_in_vain, people_of_partners, said_by, with_asks, with_due_day

UNCHANGED_FOR = 24  # months
ASK_BEFORE = timedelta(days=14)  # an entry is asked about this long before it is due
ON_THE_WEB = (ChannelKind.CHAT, ChannelKind.WEBSITE)


class Reason(models.TextChoices):
    """Why somebody has to look at an entry."""

    NEVER = "nooit", "nog nooit bevestigd"
    OLD = "oud", "niet recent gecontroleerd"
    DUE = "nu", "aan de beurt"
    IN_VAIN = "gevraagd", "twee keer gevraagd, geen antwoord"
    NOBODY = "niemand", "niemand krijgt de mail"
    UNKNOWN = "onbekend", "een onderdeel is niet bekend"
    LINK = "link", "een link werkt niet"
    UNCHANGED = "gelijk", "twee jaar niet gewijzigd"


# What to do about it, as the list tells the coordinator and the editor.
WHAT_TO_DO = {
    Reason.IN_VAIN: "Bel de partner.",
    Reason.NOBODY: "Vraag de partner wie de gegevens bijhoudt.",
    Reason.LINK: "Open de link en pas hem aan.",
    Reason.UNCHANGED: "Is dit nog het juiste loket?",
}


@dataclass(frozen=True)
class Row:
    """An entry to look at."""

    service: CareService
    reasons: list[Reason]
    checked: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(reason.label, WHAT_TO_DO.get(reason, "")) for reason in self.reasons]


def conditions(on: date) -> dict[Reason, Q]:
    """When a reason holds for an entry of `entries_to_look_at`."""
    old = on - CONFIRMED_FOR
    due = Q(last_verified_on=None) | Q(due_day__lte=on + ASK_BEFORE)
    return {
        Reason.NEVER: Q(last_verified_on=None),
        Reason.OLD: Q(last_verified_on__lt=old),
        Reason.DUE: Q(last_verified_on__gte=old, due_day__lte=on + ASK_BEFORE),
        Reason.IN_VAIN: due & asked_in_vain(on),
        Reason.NOBODY: due & Q(has_editor=False),
        Reason.UNKNOWN: Q(has_unknown=True),
        Reason.LINK: Q(has_broken_link=True),
        Reason.UNCHANGED: Q(last_changed_on__lte=add_months(on, -UNCHANGED_FOR)),
    }


def entries_to_look_at(person: Person, on: date) -> CareServiceQuerySet:
    """Published entries that this person may confirm and for which a reason holds, by partner."""
    services = CareService.objects.published(on).editable_by(person)
    with_reasons = with_asks(with_due_day(services), on).annotate(
        has_unknown=Exists(SectionCheck.objects.filter(service=OuterRef("pk"), is_known=False)),
        has_broken_link=Exists(
            Channel.objects.filter(service=OuterRef("pk"), kind__in=ON_THE_WEB).filter(
                Exists(LinkCheck.objects.broken().filter(url=OuterRef("value")))
            )
        ),
    )
    holds = {
        f"is_{reason.name.lower()}": Case(When(condition, then=True), default=False)
        for reason, condition in conditions(on).items()
    }
    wanted = reduce(or_, conditions(on).values())
    by_partner = with_reasons.filter(wanted).annotate(**holds).order_by("organisation__name", "name", "pk")
    return by_partner.select_related("organisation", "verified_by")


def rows_of(services: Iterable[CareService]) -> list[Row]:
    found = list(services)
    partners = people_of_partners(found)
    return [
        Row(service, reasons_of(service), _checked(service, partners.get(service.organisation_id, frozenset())))
        for service in found
    ]


def reasons_of(service: CareService) -> list[Reason]:
    """Which reasons hold for an entry of `entries_to_look_at`."""
    return [reason for reason in Reason if getattr(service, f"is_{reason.name.lower()}")]


def unreachable_editors(on: date) -> MembershipQuerySet:
    """Editors whose address refuses mail; nothing reaches them until it is put right."""
    editors = Membership.objects.on(on).editors().in_active_organisation(on).with_names()
    return editors.filter(person__mail_refused_on__isnull=False).order_by("organisation__name", "person__name")


def _checked(service: CareService, partners: frozenset[int]) -> str:
    if service.last_verified_on is None:
        return "nog nooit"
    return f"{long_date(service.last_verified_on)}{said_by(service.verified_by, partners)}"

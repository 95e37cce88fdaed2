"""Mails about deliveries: a link and nothing else. A reminder once per round, by the coordinator or on the due date."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from monitor.models import Delivery, DeliveryStatus
from network import mail, schedule
from network.dates import today
from network.models import Mailing, Notification, Person
from partners.models import Organisation
from partners.upkeep import reachable_editors

logger = logging.getLogger(__name__)

REMINDER, SENT_BACK = "delivery_reminder", "delivery_sent_back"


@mail.kind(
    REMINDER, subject="Er staat een levering voor u open in het netwerkportaal", template="emails/delivery_reminder.txt"
)
def delivery_reminder(mailing: Mailing) -> dict[str, object]:
    """Delivered in between, or left the partner: no mail."""
    waiting = Delivery.objects.still_to_come().filter(round__due_on__lte=today())
    return _link_if(mailing.person, waiting.filter(organisation__in=mailing.person.editor_of).exists())


@mail.kind(
    SENT_BACK, subject="Er is iets teruggestuurd in het netwerkportaal", template="emails/delivery_sent_back.txt"
)
def delivery_sent_back(mailing: Mailing) -> dict[str, object]:
    """Delivered anew in between: no mail."""
    back = Delivery.objects.still_to_come().filter(status=DeliveryStatus.SENT_BACK)
    return _link_if(mailing.person, back.filter(organisation__in=mailing.person.editor_of).exists())


def _link_if(person: Person, is_needed: bool) -> dict[str, object]:
    if not is_needed or not person.may_sign_in:
        raise mail.NoLongerNeeded
    return {"list_path": reverse("monitor:delivery-list")}


def tell_sent_back(delivery: Delivery) -> None:
    for membership in reachable_editors(today()).filter(organisation=delivery.organisation_id).select_related("person"):
        mail.send_soon(membership.person, SENT_BACK)


@dataclass(frozen=True)
class Reminded:
    """How many partners got their mail, and which have nobody to send it to."""

    number: int
    unreachable: list[Organisation]


def to_remind(on: date) -> Q:
    """Of deliveries: due, and not reminded before."""
    waiting = [DeliveryStatus.WAITING, DeliveryStatus.SENT_BACK]
    return Q(status__in=waiting, round__closed_at=None, round__due_on__lte=on, reminded_on=None)


@transaction.atomic
def remind(deliveries: Iterable[Delivery], *, on: date) -> Reminded:
    """One mail per editor, however many deliveries; each partner at most once per round."""
    locked = Delivery.objects.select_for_update(of=("self",)).select_related("round", "organisation")
    found = list(locked.filter(to_remind(on), pk__in=[delivery.pk for delivery in deliveries]))
    editors: dict[int, list[Person]] = {}
    reachable = reachable_editors(on).filter(organisation__in={delivery.organisation_id for delivery in found})
    for membership in reachable.filter(person__wants_reminders=True).select_related("person"):
        editors.setdefault(membership.organisation_id, []).append(membership.person)
    mailings: dict[Person, Mailing] = {}
    told = []
    reached = [delivery for delivery in found if delivery.organisation_id in editors]
    for delivery in reached:
        for person in editors[delivery.organisation_id]:
            if person not in mailings:
                mailings[person] = mail.send_soon(person, REMINDER)
            # The daily mail about «Mijn overzicht» then needn't say it too.
            key = f"{todo_key(delivery)}:op-de-dag"
            told.append(Notification(person=person, key=key, due_on=delivery.round.due_on, mailing=mailings[person]))
        delivery.reminded_on = on
    Notification.objects.bulk_create(told, ignore_conflicts=True)
    Delivery.objects.bulk_update(reached, ["reminded_on"])
    nobody = {delivery.organisation for delivery in found if delivery.organisation_id not in editors}
    return Reminded(len({delivery.organisation_id for delivery in reached}), sorted(nobody, key=str))


def todo_key(delivery: Delivery) -> str:
    """What a person is told about: this delivery, by this day."""
    return f"delivery:{delivery.pk}:{delivery.round.due_on}"


@schedule.daily("deliveries-due", hour=6, minute=30)
def remind_on_the_due_date(since: datetime, until: datetime) -> None:
    """What became due since the last run; what was over long before it is left to the coordinator."""
    if mail.is_a_copy():
        return
    on = timezone.localdate(until)
    due = Delivery.objects.filter(to_remind(on), round__due_on__gte=timezone.localdate(since))
    remind(due, on=on)

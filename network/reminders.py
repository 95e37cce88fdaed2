"""Once a day: whoever has something new to do, or something whose date has come, gets one mail with a link.

What stands on «Mijn overzicht» is the source, so a part of the portal that adds something there has reminders too. Each
thing is told about when it appears and on its date, each once (`Notification`), and all together in one mail. What was
over before the last run, such as the history that an import brings, only stands on the page.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from network import mail, schedule
from network.dates import today
from network.models import Mailing, Notification, Person
from network.overview import Todo, todos_of

logger = logging.getLogger(__name__)

KIND = "reminder"


@mail.kind(KIND, subject="Er staat iets voor u klaar in het netwerkportaal", template="emails/reminder.txt")
def reminder(mailing: Mailing) -> dict[str, object]:
    """How many things are open when the mail goes out. Done in between, left the network, turned off: no mail."""
    person = mailing.person
    number = len(todos_of(person, today())) if person.wants_reminders and person.may_sign_in else 0
    if not number:
        raise mail.NoLongerNeeded
    return {"number": number}


@schedule.daily("reminders", hour=7)
def remind_everybody(since: datetime, until: datetime) -> None:
    if mail.is_a_copy():
        return
    for person in Person.objects.filter(is_active=True, wants_reminders=True, mail_refused_on=None):
        try:
            with transaction.atomic():
                _remind(person, timezone.localdate(since), timezone.localdate(until))
        except Exception:  # one person's trouble keeps nobody else from their mail
            logger.exception("a reminder could not be made", extra={"person": person.pk})


@schedule.daily("old-mail", hour=4)
def remove_old_mail(since: datetime, until: datetime) -> None:
    """What was sent, and what about, is kept for a year. What then is still open and has no date is told once more."""
    Mailing.objects.over_a_year_old().delete()
    Notification.objects.over_a_year_old().delete()


def _remind(person: Person, since: date, on: date) -> None:
    """Note what is new to this person, and queue one mail if any of it is not yet over."""
    if not person.may_sign_in:
        return
    occasions = dict(_occasions(todos_of(person, on), on))
    told = set(person.notifications.filter(key__in=occasions).values_list("key", flat=True))
    new = {key: due for key, due in occasions.items() if key not in told}
    of_now = {key for key, due in new.items() if due is None or due >= since}
    mailing = mail.send_soon(person, KIND) if of_now else None
    Notification.objects.bulk_create(
        Notification(person=person, key=key, due_on=due, mailing=mailing if key in of_now else None)
        for key, due in new.items()
    )


def _occasions(todos: Iterable[Todo], on: date) -> Iterator[tuple[str, date | None]]:
    """The keys under which a person is told: that there is something to do, and that its date has come."""
    for todo in todos:
        if todo.key:
            yield todo.key, todo.due
            if todo.due and todo.due <= on:
                yield f"{todo.key}:op-de-dag", todo.due

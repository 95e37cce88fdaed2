"""The secret address of somebody's calendar: made, and taken back."""

import secrets

from django.db import transaction
from django.utils import timezone

from network.account_mails import digest_of
from network.history import because
from network.models import CalendarFeed, Person


def make_feed(person: Person) -> str:
    """Make an address and take the former one back. Returns its secret, which nobody can read again later."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic(), because("agenda-adres gemaakt", by=person):
        # Of two at the same moment the second waits, and takes back what the first made.
        Person.objects.select_for_update().get(pk=person.pk)
        _take_back(person)
        CalendarFeed.objects.create(person=person, digest=digest_of(secret))
    return secret


def revoke_feed(person: Person) -> int:
    """Take the address back. It answers with an empty calendar from now on. Returns how many there were."""
    with transaction.atomic(), because("agenda-adres ingetrokken", by=person):
        return _take_back(person)


def _take_back(person: Person) -> int:
    return CalendarFeed.objects.in_use().filter(person=person).update(revoked_at=timezone.now())

"""What the mail puts on «Mijn overzicht»: people who can no longer be reached."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from network.dutch import long_date
from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from network.together import Fetch, fetch


@source
def people_without_mail(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Addresses that refuse mail. What stands here is never mailed about, or one dead address would cause the next."""
    if not may(person, Permission.MAIL_LOG_VIEW):
        return
    people = Person.objects.unreachable()
    yield fetch(people)
    for unreachable in people:
        yield Todo(
            due=None,
            title=f"Mail aan {unreachable} komt niet aan",
            why=f"Het adres weigert mail sinds {long_date(unreachable.mail_refused_on)}. Bel en vraag het goede adres.",
            url=reverse("network:mail-log"),
            action="Mails bekijken",
            key="",
        )

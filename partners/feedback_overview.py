"""What visitors told, on «Mijn overzicht» of the partner whose entry it is about, and of the coordinator."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import Feedback
from partners.overview import working_days_after

WORKING_DAYS = 5
AT_MOST = 20  # the list has them all


@source
def feedback_to_handle(person: Person, on: date) -> Iterator[Todo | Fetch]:
    if not may(person, Permission.SERVICE_ADD):
        return
    told = Feedback.objects.visible_to(person).open().with_names()[:AT_MOST]
    yield fetch(told)
    for feedback in told:
        due = working_days_after(feedback.received_on, WORKING_DAYS)
        yield Todo(
            due=due,
            title=f"Iemand meldt: {feedback.get_about_display()}",
            why=f"Het gaat over {f'«{feedback.service}»' if feedback.service else 'de site'}. Kijk het na.",
            url=reverse("partners:feedback-handle", args=[feedback.pk]),
            action="Melding bekijken",
            late=due < on,
            key=f"feedback:{feedback.pk}",
        )

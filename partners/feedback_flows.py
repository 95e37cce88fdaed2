"""What happens to what somebody tells: it is added without a trace of who told it, and handled once."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from network.models import Person
from partners.models import Feedback


class AlreadyHandledError(ValidationError):
    """Somebody else was first; the text is Dutch and says what was done."""


def leave_feedback(*, entry: str, about: str, words: str) -> None:
    """`entry` is the short id of an entry, or nothing for the site itself.

    The function of the database is the only thing with which a visitor can add, and the day all that it keeps.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT leave_feedback(%s, %s, %s)", [entry, about, words])


@transaction.atomic
def handle_feedback(feedback: Feedback, *, by: Person, outcome: str) -> Feedback:
    handled: Feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if not handled.is_open:
        raise AlreadyHandledError(f"Deze melding is al afgehandeld: {handled.outcome}")
    handled.handled_at, handled.handled_by, handled.outcome = timezone.now(), by, outcome
    handled.full_clean()
    handled.save()
    return handled

"""With how many each partner comes to a regio-dag."""

from django.db import transaction
from django.utils import timezone

from network.history import because
from network.models import Person
from partners.models import Meeting, Organisation, SignUp


class SignUpClosedError(Exception):
    """The day has begun or was called off. The text is Dutch."""


def why_closed(meeting: Meeting) -> str:
    """Why nobody can sign up any more; empty as long as one can."""
    if meeting.is_cancelled:
        return "De regio-dag gaat niet door. Aanmelden kan niet meer."
    if meeting.starts_at <= timezone.now():
        return "De regio-dag is begonnen of voorbij. Aanmelden of wijzigen kan niet meer."
    return ""


@transaction.atomic
def sign_up(meeting: Meeting, organisation: Organisation, *, people: int, by: Person) -> None:
    """Come with so many; with none the sign-up is taken back. Raises SignUpClosedError."""
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if closed := why_closed(current):
        raise SignUpClosedError(closed)
    with because("Aangemeld voor de regio-dag" if people else "Afgemeld voor de regio-dag", by=by):
        if people:
            SignUp.objects.update_or_create(meeting=current, organisation=organisation, defaults={"people": people})
        else:
            SignUp.objects.filter(meeting=current, organisation=organisation).delete()

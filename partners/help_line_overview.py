"""What the national lines put on «Mijn overzicht»."""

from datetime import date

from django.urls import reverse

from network.models import Person
from network.overview import Counted, Todo, counted
from network.policy import Permission, may
from partners.models import HelpLine


@counted
def lines_to_look_up(person: Person, on: date) -> Counted | None:
    """All together: who looks up one number looks up the others too."""
    if not may(person, Permission.HELP_LINE_EDIT):
        return None
    return Counted(HelpLine.objects.shown().not_recently_confirmed(on), lambda number: _todo(number, on))


def _todo(number: int, on: date) -> Todo:
    lines = "1 landelijke hulplijn" if number == 1 else f"{number} landelijke hulplijnen"
    return Todo(
        due=on,
        title=f"{lines} nakijken",
        why="Langer dan een half jaar niet gecontroleerd. Bezoekers zien dat.",
        url=reverse("partners:help-line-list"),
        action="Nummers nakijken",
        late=True,
        key="",
    )

"""What the list of successes and the page of an action show of a success, as one person may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from actionplan.models import Action, Success
from actionplan.models.sharing import SuccessQuerySet
from actionplan.origins import new_action_address
from actionplan.success_flows import can_be_taken_off
from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may
from partners.models import Meeting
from partners.models.meetings import MeetingQuerySet

# What the address calls them, and what stands in the menu above the list.
KEPT = {
    "": ("Alle", Q()),
    "rapportage": ("In de rapportage", Q(is_in_report=True)),
    "regio-dag": ("In het programma van een regio-dag", Q(agenda_item__isnull=False)),
    "niet-gekozen": ("Nog niet gekozen", Q(is_in_report=False, agenda_item__isnull=True)),
}


@dataclass(frozen=True)
class SuccessShown:
    success: Success
    may_write: bool
    may_pick: bool
    new_action: str  # where an action can be made of it, for who may

    @property
    def actions(self) -> list[Action]:
        """What followed from it."""
        return [origin.action for origin in self.success.action_origins.all()]

    @property
    def programme(self) -> Meeting | None:
        """The regio-dag in whose programme it stands."""
        item = self.success.agenda_item
        return item.meeting if item else None

    @property
    def programme_in_words(self) -> str:
        meeting = self.programme
        return f"{meeting}, {long_date(meeting.day)}" if meeting else ""

    @property
    def can_be_taken_off(self) -> bool:
        return can_be_taken_off(self.success.agenda_item)


def shown(successes: Iterable[Success], person: Person) -> list[SuccessShown]:
    """Read `newest_first()`: then no line costs a query."""
    may_pick, may_add = may(person, Permission.SUCCESS_PICK), may(person, Permission.ACTION_ADD)
    return [
        SuccessShown(
            each,
            each.action.plan.may_still_change and may(person, Permission.SUCCESS_WRITE, each),
            may_pick,
            new_action_address(each) if may_add else "",
        )
        for each in successes
    ]


def kept_by(successes: SuccessQuerySet, choice: str) -> SuccessQuerySet:
    """Those of one kind in the menu above the list; a kind that doesn't exist keeps all."""
    return successes.filter(KEPT.get(choice, KEPT[""])[1])


def coming_regional_days(person: Person) -> MeetingQuerySet:
    days = Meeting.objects.visible_to(person).regional_days().planned()
    return days.select_related("body").coming()

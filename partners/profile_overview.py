"""What self-service puts on «Mijn overzicht»: what waits for the coordinator, and what a partner sees refused."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import ContactRequest, ProfileChange
from partners.overview import WORKING_DAYS_TO_DECIDE, working_days_after
from partners.profile import in_words, refused_lately


@source
def profiles_to_decide(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Changed profiles and proposed contacts that wait for who decides."""
    if not may(person, Permission.PROFILE_CHANGE_DECIDE):
        return
    changes, contacts = ProfileChange.objects.waiting().with_names(), ContactRequest.objects.waiting().with_names()
    yield fetch(changes, contacts)
    for change in changes:
        yield _to_decide(
            change,
            on,
            title=f"Wijziging van {change.organisation} beoordelen",
            why=f"{capfirst(str(change))}. Tot dan ziet iedereen het oude.",
            url=reverse("partners:profilechange-list"),
            key=f"profile-change:{change.pk}",
        )
    for request in contacts:
        yield _to_decide(
            request,
            on,
            title=f"Nieuwe contactpersoon van {request.organisation} beoordelen",
            why=f"Voorgesteld als {request.get_contact_kind_display()}.",
            url=reverse("partners:contactrequest-decide", args=[request.pk]),
            key=f"contact-request:{request.pk}",
        )


def _to_decide(asked: ProfileChange | ContactRequest, on: date, *, title: str, why: str, url: str, key: str) -> Todo:
    due = working_days_after(timezone.localtime(asked.asked_at).date(), WORKING_DAYS_TO_DECIDE)
    return Todo(due=due, title=title, why=why, url=url, action="Verzoek beoordelen", late=due < on, key=key)


@source
def own_changes_refused(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """What the coordinator did not take over of the own organisation; approved things need nobody."""
    if not person.editor_of:
        return
    changes, contacts = refused_lately(person.editor_of)
    yield fetch(changes, contacts)
    refusals: list[ProfileChange | ContactRequest] = [*changes, *contacts]
    for refused in refusals:
        kind = "profile-refused" if isinstance(refused, ProfileChange) else "contact-refused"
        yield Todo(
            due=None,
            title="Een wijziging van uw profiel is afgewezen",
            why=f"{capfirst(in_words(refused))}. Kijk naar de reden, en pas het zo nodig aan.",
            url=reverse("partners:profile-edit", args=[refused.organisation_id]),
            action="Besluit bekijken",
            key=f"{kind}:{refused.pk}",
        )

"""What the chain puts on «Mijn overzicht» of who keeps it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import ChainLink
from partners.responsibilities import without_ground_seen_by


@source
def links_without_a_process_owner(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """One line for all of them; also when a partner left, and nobody thought of its links."""
    if not may(person, Permission.CHAIN_EDIT):
        return
    found = ChainLink.objects.in_use().in_order().without_process_owner(on)
    yield fetch(found)
    if links := [str(link) for link in found]:
        are = "schakel is" if len(links) == 1 else "schakels zijn"
        yield Todo(
            due=None,
            title=f"{len(links)} {are} niet belegd",
            why=f"Niemand is procesverantwoordelijke: {', '.join(links)}.",
            url=reverse("partners:chain"),
            action="Keten bekijken",
            key=f"links-without-owner:{on:%Y-%m}",
        )


@counted
def tasks_without_ground(person: Person, on: date) -> Counted | None:
    if not may(person, Permission.RESPONSIBILITY_EDIT):
        return None

    def told(number: int) -> Todo:
        tasks = "1 taak rust" if number == 1 else f"{number} taken rusten"
        return Todo(
            due=None,
            title=f"{tasks} op geen wet en geen afspraak",
            why="Koppel er een wet of een overeenkomst aan, of spreek het af met de partners.",
            url=f"{reverse('partners:responsibility-list')}?grondslag=zonder",
            action="Taken bekijken",
            key=f"tasks-without-ground:{on:%Y-%m}",
        )

    return Counted(without_ground_seen_by(person, on), told)

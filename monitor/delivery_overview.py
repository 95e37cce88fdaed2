"""What deliveries put on «Mijn overzicht», and with it in somebody's calendar: what to deliver, and what to judge."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from monitor.delivery_mails import todo_key
from monitor.models import Delivery, DeliveryStatus
from network import overview
from network.models import Person
from network.overview import Counted, Todo
from network.policy import Permission, may
from network.together import Fetch, fetch


@overview.source
def deliveries_to_make(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Of the own organisations, once they can be filled in; one that was sent back is told about anew."""
    if not person.editor_of:
        return
    waiting = Delivery.objects.still_to_come().filter(organisation__in=person.editor_of, round__opens_on__lte=on)
    waiting = waiting.select_related("round__indicator", "organisation")
    yield fetch(waiting)
    for delivery in waiting:
        is_back = delivery.status == DeliveryStatus.SENT_BACK
        why = "De regiocoördinator stuurde de levering terug. " if is_back else ""
        yield Todo(
            due=delivery.round.due_on,
            title=f"Cijfers leveren: {delivery.round}",
            why=f"{why}{delivery.organisation}.",
            url=delivery.get_absolute_url(),
            action="Levering verbeteren" if is_back else "Cijfers leveren",
            late=delivery.is_late_on(on),
            key=todo_key(delivery) + (f":terug:{delivery.version}" if is_back else ""),
        )


@overview.counted
def deliveries_to_judge(person: Person, on: date) -> Counted | None:
    if not may(person, Permission.DELIVERY_APPROVE):
        return None
    return Counted(Delivery.objects.to_judge(), _to_judge)


def _to_judge(number: int) -> Todo:
    return Todo(
        due=None,
        title="1 levering beoordelen" if number == 1 else f"{number} leveringen beoordelen",
        why="Partners leverden cijfers. Keur ze goed, of stuur ze terug met een reden.",
        url=f"{reverse('monitor:delivery-list')}?stand=geleverd",
        action="Leveringen bekijken",
        key="",
    )

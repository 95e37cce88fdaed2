"""Who still has to deliver, and when: the state of each delivery on a day, for lists and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from monitor.models import Delivery, DeliveryRound, DeliveryStatus


class State(StrEnum):
    """How far a delivery is on a day. The values stand in the address of the list."""

    NOT_YET = "nog-niet"
    DUE = "te-leveren"
    LATE = "te-laat"
    DELIVERED = "geleverd"
    SENT_BACK = "teruggestuurd"
    APPROVED = "goedgekeurd"
    MISSED = "niet-geleverd"


# In words, and the kind of badge.
WORDS = {
    State.NOT_YET: ("nog niet aan de beurt", "plain"),
    State.DUE: ("te leveren", "wait"),
    State.LATE: ("te laat", "stop"),
    State.DELIVERED: ("geleverd", "wait"),
    State.SENT_BACK: ("teruggestuurd", "warn"),
    State.APPROVED: ("goedgekeurd", "ok"),
    State.MISSED: ("niet geleverd, gesloten", "plain"),
}
CHOICES = [(state.value, words.capitalize()) for state, (words, _) in WORDS.items()]
_OF_STATUS = {
    DeliveryStatus.DELIVERED: State.DELIVERED,
    DeliveryStatus.SENT_BACK: State.SENT_BACK,
    DeliveryStatus.APPROVED: State.APPROVED,
}


def state_of(delivery: Delivery, on: date) -> State:
    """A delivery that was sent back says so, also when its day is over."""
    if state := _OF_STATUS.get(DeliveryStatus(delivery.status)):
        return state
    if delivery.round.closed_at is not None:
        return State.MISSED
    if delivery.round.opens_on > on:
        return State.NOT_YET
    return State.LATE if delivery.is_late_on(on) else State.DUE


def in_state(state: str, on: date) -> Q:
    """The same in the words of the database; any state when there is none of that name."""
    for status, name in _OF_STATUS.items():
        if name == state:
            return Q(status=status)
    waiting = Q(status=DeliveryStatus.WAITING)
    is_open = Q(round__closed_at=None)
    return {
        State.MISSED.value: waiting & ~is_open,
        State.NOT_YET.value: waiting & is_open & Q(round__opens_on__gt=on),
        State.DUE.value: waiting & is_open & Q(round__opens_on__lte=on, round__due_on__gte=on),
        State.LATE.value: waiting & is_open & Q(round__opens_on__lte=on, round__due_on__lt=on),
    }.get(state, Q())


@dataclass(frozen=True)
class DeliveryRow:
    """One delivery in a list."""

    delivery: Delivery
    on: date

    @property
    def round(self) -> DeliveryRound:
        return self.delivery.round

    @property
    def words(self) -> str:
        return WORDS[state_of(self.delivery, self.on)][0]

    @property
    def kind(self) -> str:
        return WORDS[state_of(self.delivery, self.on)][1]

    @property
    def is_late(self) -> bool:
        """Past its day and not delivered, while it still can be."""
        return self.round.closed_at is None and self.delivery.is_late_on(self.on)

    @property
    def can_be_reminded(self) -> bool:
        return self.is_late and self.delivery.reminded_on is None

    @property
    def is_to_judge(self) -> bool:
        return self.delivery.status == DeliveryStatus.DELIVERED


def rows_of(deliveries: Iterable[Delivery], on: date) -> list[DeliveryRow]:
    return [DeliveryRow(delivery, on) for delivery in deliveries]

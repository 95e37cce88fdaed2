"""What happens to figures that partners deliver: asked, filled in, delivered, judged, corrected."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from monitor.delivery_cells import Count, Counts
from monitor.delivery_grid import numbers_of
from monitor.delivery_mails import tell_sent_back
from monitor.models import (
    DeliveredValue,
    Delivery,
    DeliveryCorrection,
    DeliveryRound,
    DeliveryStatus,
    Indicator,
    ReleasedValue,
)
from monitor.numbers import COUNTED
from network.bulk import change_rows
from network.database import as_steward, one_at_a_time
from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from partners.models import Organisation


class ChangedMeanwhileError(Exception):
    """Somebody else saved this delivery, or judged it, after it was opened."""


class LockedError(ValueError):
    """The numbers can't be changed this way now. The message is Dutch and says what can be done."""


# --- asking ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_figures(
    *,
    indicator: Indicator,
    period: str,
    opens_on: date,
    due_on: date,
    instructions: str,
    organisations: Iterable[Organisation],
) -> DeliveryRound:
    """Raises ValidationError when this was asked already, or when it is due before it opens."""
    asked = DeliveryRound(
        indicator=indicator, period=period, opens_on=opens_on, due_on=due_on, instructions=instructions
    )
    one_at_a_time("delivery-rounds")
    asked.validate_constraints()
    _refuse_released(asked)
    asked.save()
    _add_partners(asked, organisations)
    return asked


@transaction.atomic
def change_round(
    asked: DeliveryRound, *, opens_on: date, due_on: date, instructions: str, organisations: Iterable[Organisation]
) -> DeliveryRound:
    """Other days or words, and partners that are asked as well."""
    current = _open_round(asked)
    current.opens_on, current.due_on, current.instructions = opens_on, due_on, instructions
    current.validate_constraints()
    current.save()
    if {each.pk for each in organisations} - set(current.deliveries.values_list("organisation", flat=True)):
        _refuse_released(current)
    _add_partners(current, organisations)
    return current


def _refuse_released(asked: DeliveryRound) -> None:
    """With a partner more, what that partner delivered is the difference between two editions."""
    one_at_a_time(f"edition-{asked.indicator_id}")
    released = ReleasedValue.objects.filter(edition__indicator=asked.indicator_id, edition__is_protected=True)
    if released.filter(period=asked.period, value_status__in=COUNTED).exists():
        raise ValidationError(
            "Over deze periode zijn al cijfers vrijgegeven. Komt er een partner bij, dan is uit te rekenen wat die "
            "partner leverde. Vraag de partner vanaf de volgende periode, of maak een nieuwe indicator."
        )


def _add_partners(asked: DeliveryRound, organisations: Iterable[Organisation]) -> None:
    there = set(asked.deliveries.values_list("organisation", flat=True))
    Delivery.objects.bulk_create(
        Delivery(round=asked, organisation=organisation)
        for organisation in organisations
        if organisation.pk not in there
    )


@transaction.atomic
def close_round(asked: DeliveryRound) -> DeliveryRound:
    """From now on every number in it can only be corrected, with a reason."""
    current = _open_round(asked)
    current.closed_at = timezone.now()
    current.save()
    return current


@transaction.atomic
def open_again(asked: DeliveryRound, *, reason: str) -> DeliveryRound:
    current = DeliveryRound.objects.select_for_update().get(pk=asked.pk)
    if current.closed_at is not None:
        current.closed_at = None
        with because(reason):
            current.save()
    return current


def _open_round(asked: DeliveryRound) -> DeliveryRound:
    current = DeliveryRound.objects.select_for_update().get(pk=asked.pk)
    if current.closed_at is not None:
        raise LockedError("Deze uitvraag is gesloten. Open haar eerst opnieuw, met een reden.")
    return current


# --- delivering -----------------------------------------------------------------------------------------------------


def needs_a_reason(delivery: Delivery) -> bool:
    """Once approved or closed, a number changes only with a reason; also while a correction is being judged."""
    return delivery.is_locked or bool(delivery.corrections.all())


def why_not_now(delivery: Delivery, day: date) -> str:
    """Why the partner can't fill in its numbers today; empty when it can."""
    if delivery.round.opens_on > day:
        return f"U kunt deze cijfers invullen vanaf {long_date(delivery.round.opens_on)}."
    if delivery.round.closed_at is not None:
        return "De regiocoördinator heeft deze uitvraag gesloten. Een getal verandert alleen nog met een reden."
    if delivery.status == DeliveryStatus.APPROVED:
        return "Deze levering is goedgekeurd. Een getal verandert alleen nog met een reden."
    if needs_a_reason(delivery):
        return "Deze levering was al goedgekeurd. Een getal verandert alleen nog met een reden."
    return ""


@transaction.atomic
def save_figures(delivery: Delivery, *, counts: Counts, version: int, by: Person, delivers: bool) -> Delivery:
    """Keep what was filled in; whoever delivers hands it to the coordinator. What was delivered stays delivered."""
    current = _as_seen(delivery, version)
    if problem := why_not_now(current, today()):
        raise LockedError(problem)
    _write(current, counts)
    if delivers or current.status == DeliveryStatus.DELIVERED:
        _mark_delivered(current, by)
    _save(current)
    return current


@transaction.atomic
def correct(delivery: Delivery, *, counts: Counts, version: int, reason: str, by: Person) -> Delivery:
    """Change numbers of a locked delivery. It has to be approved anew; what it was and why stays to be read."""
    current = _as_seen(delivery, version)
    if not needs_a_reason(current):
        raise LockedError("Deze levering staat nog open. Wijzig de getallen in de levering zelf.")
    with because(reason):
        if not _write(current, counts):
            raise ValidationError("U veranderde geen getal. Er is niets gecorrigeerd.")
        DeliveryCorrection.objects.create(delivery=current, reason=reason, made_by=by)
        _mark_delivered(current, by)
        current.decided_at = current.decided_by = None
        _save(current)
    return current


@transaction.atomic
def approve(delivery: Delivery, *, version: int, by: Person) -> Delivery:
    """Exactly the numbers that were seen are approved, and locked."""
    current = _to_judge(delivery, version)
    current.status, current.sent_back_because = DeliveryStatus.APPROVED, ""
    current.decided_at, current.decided_by = timezone.now(), by
    _save(current)
    return current


@transaction.atomic
def send_back(delivery: Delivery, *, version: int, reason: str, by: Person) -> Delivery:
    """The partner gets a mail, and can fill in again."""
    current = _to_judge(delivery, version)
    if current.round.closed_at is not None:
        raise LockedError("Deze uitvraag is gesloten. Open haar eerst opnieuw, dan kunt u terugsturen.")
    current.status, current.sent_back_because = DeliveryStatus.SENT_BACK, reason
    current.decided_at, current.decided_by = timezone.now(), by
    _save(current)
    tell_sent_back(current)
    return current


def _as_seen(delivery: Delivery, version: int) -> Delivery:
    """The stored delivery, for this person alone until it is saved."""
    current = Delivery.objects.select_for_update(of=("self",)).select_related("round__indicator").get(pk=delivery.pk)
    if current.version != version:
        raise ChangedMeanwhileError
    return current


def _to_judge(delivery: Delivery, version: int) -> Delivery:
    current = _as_seen(delivery, version)
    if current.status != DeliveryStatus.DELIVERED:
        raise LockedError("Deze levering ligt nu niet bij u. Er is niets veranderd.")
    return current


def _mark_delivered(delivery: Delivery, by: Person) -> None:
    delivery.status = DeliveryStatus.DELIVERED
    delivery.delivered_at, delivery.delivered_by = timezone.now(), by


def _save(delivery: Delivery) -> None:
    delivery.version += 1
    delivery.save()


def _write(delivery: Delivery, counts: Counts) -> bool:
    """Keep every cell, an empty one as «niet opgegeven»; whether anything changed. What nobody sees any more goes."""
    with as_steward():
        stored = {(each.municipality_id, each.category): each for each in delivery.values.all()}
        before = numbers_of(stored.values())
        now = {(place.row.municipality, place.column.category): count for place, count in counts.items()}
        changed = [key for key, count in now.items() if key in before and before[key] != count]
        for key in changed:
            stored[key].value, stored[key].value_status = now[key].value, now[key].status
        new = [key for key in now if key not in before]
        gone = [stored[key].pk for key in before if key not in now]
        change_rows([stored[key] for key in changed], ["value", "value_status"])
        DeliveredValue.objects.bulk_create(
            DeliveredValue(
                delivery=delivery,
                municipality_id=municipality,
                category=category,
                value=now[municipality, category].value,
                value_status=now[municipality, category].status,
            )
            for municipality, category in new
        )
        DeliveredValue.objects.filter(pk__in=gone).delete()
    return bool(changed or gone or any(now[key] != Count() for key in new))

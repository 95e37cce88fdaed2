"""What happens with deliveries when two partners become one."""

from django.db.models import F

from monitor.models import DeliveredValue, Delivery, ValueStatus
from network.database import as_steward
from network.models import Person
from partners.merge_links import Link, Outcome, rule_for
from partners.models import Organisation


@rule_for("monitor.Delivery.organisation")
def deliveries(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """A partner delivers once in a round: where both did, their numbers are added up into the delivery that stays."""
    outcome = Outcome(link)
    known = {delivery.round_id: delivery for delivery in Delivery.objects.filter(organisation=staying)}
    for delivery in Delivery.objects.filter(organisation=going).select_related("round__indicator"):
        if delivery.round_id not in known:
            outcome.moving.append(delivery.pk)
            continue
        stays = known[delivery.round_id]
        outcome.before.append(lambda gone=delivery, stays=stays: _add_up(gone, stays))  # type: ignore[misc]
        outcome.said.append(f"Beide leverden voor «{delivery.round}». Hun aantallen worden bij elkaar opgeteld.")
    return outcome


def _add_up(going: Delivery, staying: Delivery) -> None:
    with as_steward():
        held = {(value.municipality_id, value.category): value for value in staying.values.all()}
        for value in going.values.all():
            twin = held.get((value.municipality_id, value.category))
            if twin is None:
                DeliveredValue.objects.filter(pk=value.pk).update(delivery=staying)
            elif value.value is not None and twin.value is not None:
                DeliveredValue.objects.filter(pk=twin.pk).update(value=F("value") + value.value)
            elif value.value is not None:
                DeliveredValue.objects.filter(pk=twin.pk).update(value=value.value, value_status=ValueStatus.VALUE)
        going.delete()

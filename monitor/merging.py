"""What happens with deliveries and accounts when two partners become one."""

from django.db.models import F

from monitor.models import DeliveredValue, Delivery, Report, ValueStatus
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


@rule_for("monitor.Report.organisation")
def accounts(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """What was adopted, or lies before the stuurgroep, stays with the partner that it was of. A draft moves along,
    unless the one that stays has a report over that period itself.
    """
    outcome = Outcome(link)
    known = {(each.kind, each.period_start, each.period_end) for each in Report.objects.filter(organisation=staying)}
    for report in Report.objects.filter(organisation=going):
        if not report.is_draft:
            outcome.said.append(f"«{report}» blijft bij {going}: zo is het aangeboden of vastgesteld.")
        elif (report.kind, report.period_start, report.period_end) in known:
            outcome.said.append(f"«{report}» blijft een concept van {going}: {staying} heeft er zelf een.")
        else:
            outcome.moving.append(report.pk)
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

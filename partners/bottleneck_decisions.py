"""A decision about a bottleneck, on its own page and outside a meeting."""

from datetime import date

from django.db import transaction

from network.database import one_at_a_time
from network.models import Person
from partners.bottleneck_flows import note_decision, require_unmoved
from partners.decision_flows import record_decision
from partners.models import Bottleneck, Decision


@transaction.atomic
def decide(
    bottleneck: Bottleneck, *, by: Person, on: date, title: str, text: str = "", seen: int | None = None
) -> Decision:
    """The body where it lies decides: a decision with a number of its own, and a step of the bottleneck."""
    one_at_a_time("decision numbers")  # before the bottleneck, as a decision of a meeting does
    current = Bottleneck.objects.select_for_update(of=("self",)).select_related("body").get(pk=bottleneck.pk)
    require_unmoved(current, seen)
    decision = record_decision(body=current.body, by=by, decided_on=on, title=title, text=text, bottleneck=current)
    note_decision(current, decision, by=by)
    return decision

"""The page of one decision: what came before it, what follows from it, and why it no longer counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from network.history import Change, history_of
from network.models import Person
from network.policy import Permission, may
from partners.decision_flows import WITHDRAWN
from partners.decision_forms import CarriedOutForm
from partners.models import BottleneckStep, Decision
from partners.models.meetings import DecisionQuerySet
from partners.parts import Part, parts_of


@dataclass(frozen=True)
class DecisionPage:
    decision: Decision
    steps: Sequence[BottleneckStep]  # of the bottleneck that it was about
    parts: list[Part]
    may_edit: bool
    may_read_history: bool
    changes: list[Change]
    withdrawn_because: str
    carried_out: CarriedOutForm | None  # for whoever may say that it was done


def with_what_its_page_shows(decisions: DecisionQuerySet) -> DecisionQuerySet:
    return decisions.select_related("body", "meeting__body", "bottleneck")


def page_of(
    decision: Decision, person: Person, day: date, *, carried_out: CarriedOutForm | None = None
) -> DecisionPage:
    changes = history_of(decision)
    reasons = [change.reason for change in changes if change.reason.startswith(WITHDRAWN)]
    steps = BottleneckStep.objects.filter(bottleneck=decision.bottleneck_id).select_related("body", "decision")
    may_edit = decision.withdrawn_on is None and may(person, Permission.DECISION_RECORD, decision)
    return DecisionPage(
        decision=decision,
        steps=list(steps.order_by("happened_on", "pk")) if decision.bottleneck_id else [],
        parts=parts_of(decision, person, day),
        may_edit=may_edit,
        may_read_history=may(person, Permission.HISTORY_VIEW),
        changes=changes,
        withdrawn_because=reasons[0].removeprefix(WITHDRAWN) if decision.withdrawn_on and reasons else "",
        carried_out=(carried_out or CarriedOutForm()) if may_edit else None,
    )

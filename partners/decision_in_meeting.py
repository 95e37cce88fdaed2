"""What a body decides in a meeting: the decision itself, and the bottleneck that is decided by it."""

from datetime import date

from django.db import transaction

from network.database import one_at_a_time
from network.models import Person
from partners.bottleneck_flows import note_decision
from partners.decision_flows import NUMBERS, DecisionError, record_decision
from partners.models import Bottleneck, Decision, Meeting


class AlreadyRecordedError(DecisionError):
    """The same was decided in the same meeting: somebody pressed the button twice, or two people wrote it down."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"Dit besluit staat er al, met nummer {decision.number}.")
        self.decision = decision


@transaction.atomic
def record_in_meeting(
    meeting: Meeting, *, by: Person, decided_on: date, title: str, text: str, bottleneck: Bottleneck | None = None
) -> Decision:
    """Both or neither: a decision about a bottleneck is also a step on the way of that bottleneck."""
    one_at_a_time(NUMBERS)
    same = meeting.decisions.filter(title=title, text=text, decided_on=decided_on, withdrawn_on=None).first()
    if same:
        raise AlreadyRecordedError(same)
    decision = record_decision(
        body=meeting.body,
        by=by,
        decided_on=decided_on,
        title=title,
        text=text,
        meeting=meeting,
        bottleneck=bottleneck,
    )
    if bottleneck:
        step = note_decision(bottleneck, decision, by=by)
        if step.body_id != meeting.body_id:
            raise DecisionError(f"Dit knelpunt ligt intussen bij {step.body}. Kies een ander knelpunt, of geen.")
    return decision

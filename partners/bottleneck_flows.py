"""What happens to a bottleneck, as small stories: raised, brought to who can decide, brought back, decided, closed.

Each step has its day: in the past it may be, for a signal may be written down days later, but never in the future and
never before the step before it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from network.database import one_at_a_time
from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from partners.models import Body, Bottleneck, BottleneckStatus, BottleneckStep, Decision, StepKind
from partners.side_by_side import ChangedMeanwhileError, Plain, plain, refuse_what_both_changed

# How a step reads in the middle of a sentence; `body` is where the bottleneck lies after it.
_DID = {
    StepKind.RAISED: "ingebracht bij {body}",
    StepKind.ESCALATED: "geëscaleerd naar {body}",
    StepKind.RETURNED: "teruggelegd bij {body}",
    StepKind.DECIDED: "besloten door {body}",
    StepKind.CLOSED: "afgerond",
}


class BottleneckError(ValidationError):
    """This can't be done with a bottleneck, or not any more; the text is Dutch and says what to do."""


class MovedMeanwhileError(BottleneckError):
    """Somebody else took a step after this person opened the page. `step` is that step."""

    def __init__(self, step: BottleneckStep) -> None:
        super().__init__(f"Dit knelpunt is intussen {did(step)} door {step.by or 'iemand anders'}.")
        self.step = step


class AlreadyRaisedError(BottleneckError):
    """The same was raised with the same words: somebody pressed the button twice, or two people did."""

    def __init__(self, bottleneck: Bottleneck) -> None:
        super().__init__("Dit knelpunt staat er al.")
        self.bottleneck = bottleneck


def did(step: BottleneckStep) -> str:
    """«geëscaleerd naar de stuurgroep»"""
    return _DID[StepKind(step.kind)].format(body=step.body)


@transaction.atomic
def raise_bottleneck(*, by: Person, values: Mapping[str, Any]) -> Bottleneck:
    """Something the work floor can't solve, where it lies from now on."""
    one_at_a_time("bottlenecks")
    bottleneck = Bottleneck(**values)
    _refuse_the_future(bottleneck.raised_on)
    bottleneck.full_clean()
    same = {name: getattr(bottleneck, name) for name in ("title", "description", "body", "organisation", "raised_on")}
    if twin := Bottleneck.objects.not_closed().filter(**same).first():
        raise AlreadyRaisedError(twin)
    with because("Knelpunt ingebracht", by=by):
        bottleneck.save()
        _step(bottleneck, StepKind.RAISED, by=by, on=bottleneck.raised_on)
    return bottleneck


@transaction.atomic
def change_bottleneck(
    bottleneck: Bottleneck, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Bottleneck:
    """Change the words that this person changed, and keep what somebody else changed in other fields meanwhile."""
    current = _lock(bottleneck)
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    with because("Knelpunt gewijzigd", by=by):
        return _save(current, **changes)


@transaction.atomic
def escalate(
    bottleneck: Bottleneck, *, to: Body, by: Person, on: date, asked: str, note: str = "", seen: int | None = None
) -> BottleneckStep:
    """Bring it to a body that can decide. `seen` is the last step this person knew of, for two who do it at once."""
    current = _lock(bottleneck)
    _check(current, on, seen)
    if to.level <= current.body.level:
        raise BottleneckError(f"Dit knelpunt ligt al bij {current.body}. Kies een overleg dat daarboven staat.")
    if to.is_steering_group and not asked:
        raise BottleneckError("Schrijf welk besluit u van de stuurgroep vraagt.")
    with because(f"Knelpunt geëscaleerd naar {to}", by=by):
        _save(current, body=to, status=BottleneckStatus.ESCALATED, asked=asked)
        return _step(current, StepKind.ESCALATED, by=by, on=on, note=note)


@transaction.atomic
def return_to(
    bottleneck: Bottleneck, *, to: Body, by: Person, on: date, reason: str, seen: int | None = None
) -> BottleneckStep:
    """Back to a body below, which goes on with it: nobody is asked to decide any more."""
    current = _lock(bottleneck)
    _check(current, on, seen)
    if to.level >= current.body.level:
        raise BottleneckError(f"Dit knelpunt ligt bij {current.body}. Kies een overleg dat daaronder staat.")
    with because(f"Knelpunt teruggelegd bij {to}", by=by):
        _save(current, body=to, status=BottleneckStatus.OPEN)
        return _step(current, StepKind.RETURNED, by=by, on=on, note=reason)


@transaction.atomic
def note_decision(bottleneck: Bottleneck, decision: Decision, *, by: Person) -> BottleneckStep:
    """A body decided about it. Noting the same decision twice changes nothing."""
    current = _lock(bottleneck)
    if known := current.steps.filter(decision=decision).first():
        return known
    _check(current, decision.decided_on, None)
    if current.status == BottleneckStatus.OPEN:
        raise BottleneckError("Niemand vraagt een besluit over dit knelpunt. Escaleer het eerst, of rond het af.")
    with because(f"Besluit {decision.number} over dit knelpunt", by=by):
        _save(current, status=BottleneckStatus.DECIDED)
        return _step(current, StepKind.DECIDED, by=by, on=decision.decided_on, decision=decision)


@transaction.atomic
def close(bottleneck: Bottleneck, *, by: Person, on: date, outcome: str, seen: int | None = None) -> BottleneckStep:
    """The end: what changed on the work floor. From now on no list asks for it any more."""
    current = _lock(bottleneck)
    _check(current, on, seen)
    if not outcome:
        raise BottleneckError("Schrijf wat er veranderde.")
    with because("Knelpunt afgerond", by=by):
        _save(current, status=BottleneckStatus.CLOSED, closed_on=on, outcome=outcome)
        return _step(current, StepKind.CLOSED, by=by, on=on)


@transaction.atomic
def change_note(step: BottleneckStep, *, by: Person, seen: Plain | None, note: str) -> BottleneckStep:
    """Other words at a step, such as without a name that should not have stood there. `seen` is what stood there."""
    _lock(step.bottleneck)
    current = BottleneckStep.objects.select_related("body", "bottleneck").get(pk=step.pk)
    if plain(current.note) not in (seen, plain(note)):
        raise ChangedMeanwhileError(current, ["note"])
    current.note = note
    with because("Toelichting gewijzigd", by=by):
        current.save(update_fields=["note"])
    return current


# --- small steps ----------------------------------------------------------------------------------------------


def require_unmoved(bottleneck: Bottleneck, seen: int | None) -> None:
    """Stop whoever did not see the last step."""
    last = last_step(bottleneck)
    if seen is not None and last and last.pk != seen:
        raise MovedMeanwhileError(last)


def last_step(bottleneck: Bottleneck) -> BottleneckStep | None:
    return bottleneck.steps.select_related("body", "by").order_by("happened_on", "pk").last()


def why_not_on(bottleneck: Bottleneck, day: date) -> str:
    """Why the next step can't have been on that day, or nothing."""
    if day > today():
        return _FUTURE
    last = last_step(bottleneck)
    if last and day < last.happened_on:
        return (
            f"Op {long_date(last.happened_on)} is dit knelpunt {did(last)}. De volgende stap kan niet daarvoor zijn."
            f" Kies {long_date(last.happened_on)} of later."
        )
    return ""


_FUTURE = "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag."


def _refuse_the_future(day: date) -> None:
    if day > today():
        raise BottleneckError({"raised_on": _FUTURE})


def _lock(bottleneck: Bottleneck) -> Bottleneck:
    return Bottleneck.objects.select_for_update(of=("self",)).select_related("body").get(pk=bottleneck.pk)


def _check(bottleneck: Bottleneck, on: date, seen: int | None) -> None:
    require_unmoved(bottleneck, seen)
    if bottleneck.is_closed:
        raise BottleneckError("Dit knelpunt is al afgerond. U hoeft niets meer te doen.")
    if objection := why_not_on(bottleneck, on):
        raise BottleneckError(objection)


def _save(bottleneck: Bottleneck, **changes: Any) -> Bottleneck:
    for name, value in changes.items():
        setattr(bottleneck, name, value)
    bottleneck.version += 1
    bottleneck.full_clean()
    bottleneck.save()
    return bottleneck


def _step(
    bottleneck: Bottleneck, kind: StepKind, *, by: Person, on: date, note: str = "", decision: Decision | None = None
) -> BottleneckStep:
    step = BottleneckStep(
        bottleneck=bottleneck, kind=kind, happened_on=on, body=bottleneck.body, decision=decision, note=note, by=by
    )
    step.full_clean()
    step.save()
    return step

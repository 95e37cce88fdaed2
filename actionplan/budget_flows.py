"""Changes of the money that tell a small story: check, change, record; each in one transaction."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from actionplan import changing
from actionplan.editing import may_be_edited, refuse_when_closed
from actionplan.finance import Answer
from actionplan.models import Action, BudgetChoice, BudgetLine, Embedding, FundingSource
from network.database import one_at_a_time
from network.dutch import euro
from network.history import because
from network.models import Person
from partners.side_by_side import refuse_what_both_changed

Thing = TypeVar("Thing", bound=models.Model)

# What came of a request is progress; it leaves the plan as it was adopted.
PROGRESS = frozenset({"amount_granted", "amount_spent"})


class ChoicesChangedMeanwhileError(Exception):
    """Somebody else answered the same lines after this person opened the form."""

    def __init__(self, lines: list[int]) -> None:
        super().__init__(f"answered meanwhile: {lines}")
        self.lines = lines


# --- lines --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_line(*, by: Person, values: Mapping[str, Any]) -> BudgetLine:
    """Whoever presses the button twice adds it once."""
    _edit_plan_of(values.get("action"))
    one_at_a_time("lines of the budget")
    same = BudgetLine.objects.filter(**{name: value for name, value in values.items() if value is not None})
    if there := same.filter(**{f"{name}__isnull": True for name, value in values.items() if value is None}).first():
        return there
    last = BudgetLine.objects.filter(year=values["year"]).aggregate(last=Max("position"))["last"]
    line = BudgetLine(**values, position=0 if last is None else last + 1)
    line.full_clean()
    with because("Begrotingspost toegevoegd", by=by):
        line.save()
    return line


@transaction.atomic
def change_line(
    line: BudgetLine, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> BudgetLine:
    """Change what this person changed, and keep what somebody else changed in other fields meanwhile."""
    if changes.keys() - PROGRESS:
        _edit_plan_of(line.action, changes.get("action"))
    current = _lock(line)
    refuse_when_closed(current.action)
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    _check_choice(current)
    current.version += 1
    current.full_clean()
    with because("Begrotingspost gewijzigd", by=by):
        current.save()
    return current


@transaction.atomic
def remove_line(line: BudgetLine, *, by: Person) -> None:
    _edit_plan_of(line.action)
    current = _lock(line)
    with because("Begrotingspost verwijderd", by=by):
        current.delete()


def _check_choice(line: BudgetLine) -> None:
    choice = BudgetChoice.objects.filter(line=line).first()
    if choice is not None and choice.amount_less > (line.amount_requested or 0):
        raise ValidationError(
            {
                "amount_requested": f"Bij deze post is gekozen voor {euro(choice.amount_less)} minder. "
                "Vraag ten minste dat bedrag, of pas eerst die keuze aan."
            }
        )


def _edit_plan_of(*actions: Action | None) -> None:
    plans = {action.plan for action in actions if action is not None}
    for plan in sorted(plans, key=lambda plan: plan.pk):
        may_be_edited(plan)


def _lock(line: BudgetLine) -> BudgetLine:
    found = BudgetLine.objects.select_for_update(of=("self",)).select_related("action__plan", "organisation")
    current = found.filter(pk=line.pk).first()
    if current is None:
        raise ValidationError(changing.IS_GONE)
    return current


# --- sources ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_source(*, by: Person, values: Mapping[str, Any]) -> FundingSource:
    one_at_a_time("sources of money")
    source = FundingSource(**values)
    source.full_clean()
    with because("Bron van geld toegevoegd", by=by):
        source.save()
    return source


@transaction.atomic
def change_source(
    source: FundingSource, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> FundingSource:
    current = changing.lock(source)
    return _change(current, seen, changes, reason="Bron van geld gewijzigd", by=by)


def _change(current: Thing, seen: Mapping[str, Any], changes: Mapping[str, Any], *, reason: str, by: Person) -> Thing:
    """Without a version of its own, what was seen says enough."""
    refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    current.full_clean()
    with because(reason, by=by):
        current.save()
    return current


# --- choices at a shortfall ----------------------------------------------------------------------------------------


def answers_to(source: FundingSource) -> dict[int, Answer]:
    """What is done about each line that is asked of this source, by its id."""
    lines = BudgetLine.objects.asked_from(source).select_related("choice")
    return {line.pk: _answer(getattr(line, "choice", None)) for line in lines}


def _answer(choice: BudgetChoice | None) -> Answer:
    return Answer(choice.choice, choice.amount_less, choice.note) if choice else Answer()


@transaction.atomic
def save_choices(
    source: FundingSource, *, by: Person, seen: Mapping[int, Answer], changes: Mapping[int, Answer]
) -> int:
    """Store how these lines are answered; tells how many. A line without a choice stays as it is.

    `seen` is what was stored when the form was compared: who comes between the two is refused as well.
    """
    asked = BudgetLine.objects.filter(pk__in=changes).select_related("action__plan")
    _edit_plan_of(*(line.action for line in asked))
    lines = {
        line.pk: line for line in BudgetLine.objects.select_for_update(of=("self",)).asked_from(source).order_by("pk")
    }
    choices = {choice.line_id: choice for choice in BudgetChoice.objects.filter(line__in=lines)}
    now = {pk: _answer(choices.get(pk)) for pk in lines}
    if both := [pk for pk, answer in changes.items() if now.get(pk) not in (seen.get(pk), answer)]:
        raise ChoicesChangedMeanwhileError(both)
    changed = [pk for pk, answer in changes.items() if now.get(pk) != answer]
    with because("Keuze bij een tekort", by=by):
        for pk in changed:
            _store(choices.get(pk), lines[pk], changes[pk])
    return len(changed)


def _store(choice: BudgetChoice | None, line: BudgetLine, answer: Answer) -> None:
    if not answer.choice:
        if choice is not None:
            choice.delete()
        return
    kept = choice or BudgetChoice(line=line, version=0)
    kept.choice, kept.amount_less, kept.note = answer.choice, answer.less or line.amount_requested or 0, answer.note
    kept.version += 1
    kept.full_clean()
    kept.save()


# --- borging ------------------------------------------------------------------------------------------------------
# Where an action is anchored is a fact that comes about while a plan runs, so it opens no new version of the plan.


@transaction.atomic
def add_embedding(action: Action, *, by: Person, values: Mapping[str, Any]) -> Embedding:
    """Whoever presses the button twice adds it once."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    same = action.embeddings.filter(kind=values["kind"], starts_on=values["starts_on"])
    for there in same:
        if all(getattr(there, name) == value for name, value in values.items()):
            return there
    embedding = Embedding(action=action, **values)
    embedding.full_clean()
    with because("Borging vastgelegd", by=by):
        embedding.save()
    return embedding


@transaction.atomic
def change_embedding(
    embedding: Embedding, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Embedding:
    current = changing.lock(embedding)
    refuse_when_closed(embedding.action)
    return _change(current, seen, changes, reason="Borging gewijzigd", by=by)


@transaction.atomic
def remove_embedding(embedding: Embedding, *, by: Person) -> None:
    refuse_when_closed(embedding.action)
    with because("Borging weggehaald", by=by):
        Embedding.objects.filter(pk=embedding.pk).delete()

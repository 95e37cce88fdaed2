"""Looking back on a year: it starts with every ambition of that year and ends when each has a verdict."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplan import changing
from actionplan.editing import may_be_edited
from actionplan.models import Ambition, Evaluation, Plan, PlanStatus, Verdict
from network.dates import today
from network.dutch import enumeration
from network.history import because
from network.models import Person

IS_CLOSED = "Deze evaluatie is afgesloten en verandert niet meer."


@transaction.atomic
def start_evaluation(year: int, *, by: Person) -> Evaluation:
    """With all ambitions of that year. Whoever presses the button twice starts it once."""
    with because("Evaluatie begonnen", by=by):
        evaluation, _ = Evaluation.objects.get_or_create(year=year)
        list_the_ambitions(changing.lock(evaluation))
    return evaluation


def ambitions_to_judge(year: int) -> list[Ambition]:
    """Those of the plan that was adopted for that year; while there is none, of the plans in the making."""
    plans = Plan.objects.covering(year)
    adopted = plans.filter(status__in=[PlanStatus.ADOPTED, PlanStatus.CLOSED])
    return list(Ambition.objects.of_year(year).filter(plan__in=adopted if adopted.exists() else plans))


def list_the_ambitions(evaluation: Evaluation) -> None:
    """Add what belongs to this year by now, and drop what nobody judged and no longer does."""
    if evaluation.closed_on is not None:
        return
    ambitions = ambitions_to_judge(evaluation.year)
    evaluation.verdicts.filter(outcome="").exclude(ambition__in=ambitions).delete()
    there = set(evaluation.verdicts.values_list("ambition_id", flat=True))
    for ambition in ambitions:
        if ambition.pk not in there:
            Verdict.objects.create(evaluation=evaluation, ambition=ambition)


@transaction.atomic
def change_evaluation(
    evaluation: Evaluation, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Evaluation:
    _refuse_when_closed(changing.lock(evaluation))
    return changing.change_part(evaluation, by=by, seen=seen, changes=changes, reason="Evaluatie gewijzigd")


@transaction.atomic
def judge(verdict: Verdict, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> Verdict:
    """Say what came of an ambition in this year."""
    _refuse_when_closed(changing.lock(verdict.evaluation))
    return changing.change_part(verdict, by=by, seen=seen, changes=changes, reason="Oordeel gegeven")


@transaction.atomic
def close_evaluation(evaluation: Evaluation, *, by: Person) -> Evaluation:
    """Not while an ambition has no verdict. An ambition that does not go on ends with this year."""
    _hold_the_plans_of(evaluation.year)
    current = changing.lock(evaluation)
    _refuse_when_closed(current)
    list_the_ambitions(current)
    verdicts = list(current.verdicts.select_related("ambition__plan"))
    missing = [verdict.ambition.title for verdict in verdicts if not verdict.outcome]
    if missing:
        names = enumeration([f"«{title}»" for title in missing])
        raise ValidationError(f"Nog geen oordeel over {names}. Geef dat eerst; dan kunt u de evaluatie afsluiten.")
    current.closed_on = today()
    changing.save(current, by=by, reason="Evaluatie afgesloten")
    for verdict in verdicts:
        if not verdict.goes_on:
            _end_with(current.year, verdict.ambition, by=by)
    return current


def _hold_the_plans_of(year: int) -> None:
    """Before the evaluation, as whoever edits one of their ambitions does."""
    list(Plan.objects.covering(year).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _end_with(year: int, ambition: Ambition, *, by: Person) -> None:
    """A plan that is closed stays as it was."""
    if not ambition.plan.may_still_change or (ambition.until_year is not None and ambition.until_year <= year):
        return
    may_be_edited(ambition.plan)
    current = changing.lock(ambition)
    current.until_year = year
    changing.save(current, by=by, reason=f"Eindigt met de evaluatie van {year}")


def _refuse_when_closed(evaluation: Evaluation) -> None:
    if evaluation.closed_on is not None:
        raise ValidationError(IS_CLOSED)

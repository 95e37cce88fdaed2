"""Changes of the plan that tell a small story: check, change, record; each in one transaction."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplan.editing import may_be_edited, refuse_when_closed
from actionplan.models import Action, Contribution, StatusReport
from actionplan.progress import worst_light
from network.history import because, told
from network.models import Person
from partners.models import Decision, Membership


class ReportedMeanwhileError(Exception):
    """Somebody else reported on the action after this person opened the form."""

    def __init__(self, newest: StatusReport) -> None:
        super().__init__(f"reported meanwhile: {newest.pk}")
        self.newest = newest


class ChangedMeanwhileError(Exception):
    """Somebody else changed the same fields of the action after this person opened the form."""

    def __init__(self, current: Action, fields: list[str]) -> None:
        super().__init__(f"changed meanwhile: {', '.join(fields)}")
        self.current = current
        self.fields = fields


class ContributionChangedMeanwhileError(Exception):
    """Somebody else changed the text after this person opened the form."""

    def __init__(self, current: Contribution) -> None:
        super().__init__(f"changed meanwhile: {current.pk}")
        self.current = current


@transaction.atomic
def report_status(
    action: Action,
    *,
    by: Person,
    on: date,
    last_seen: int | None,
    time: str,
    money: str,
    quality: str,
    progress: int | None = None,
    explanation: str = "",
    cause: str = "",
    consequence: str = "",
    correction: str = "",
) -> StatusReport:
    """Report how an action goes, to whoever saw the report before it: `last_seen` is its id.

    `progress` is a percentage. Reporting is no change of the plan: it belongs to the version in force.
    """
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    newest = action.status_reports.newest()
    if newest is not None and newest.pk != last_seen:
        raise ReportedMeanwhileError(newest)
    with because("nieuwe stand gemeld"):
        return StatusReport.objects.create(
            action=action,
            reported_on=on,
            reported_by=by,
            time=time,
            money=money,
            quality=quality,
            light=worst_light(time, money, quality),
            progress=progress,
            explanation=explanation,
            cause=cause,
            consequence=consequence,
            correction=correction,
        )


@transaction.atomic
def change_action(
    action: Action,
    *,
    version: int,
    seen: Mapping[str, Any],
    changes: Mapping[str, Any],
    reason: str = "",
    decision: Decision | None = None,
) -> Action:
    """Change the fields that this person changed, and keep what somebody else changed in other fields meanwhile.

    `version` and `seen` tell what this person started from. A field that both changed, each in another way, is
    nobody's to decide here: nothing is saved and ChangedMeanwhileError names it.
    """
    if changes.keys() - PROGRESS:
        may_be_edited(action.plan)
    current = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if current.version != version:
        both = [name for name in changes if _differs(current, name, from_any_of=(seen[name], changes[name]))]
        if both:
            raise ChangedMeanwhileError(current, both)
    if not changes:
        return current
    refuse_when_closed(current)
    _refuse_what_is_of_another_plan(current, changes)
    for name in changes.keys() - LINKS:
        setattr(current, name, changes[name])
    _forget_who_works_elsewhere(current)
    current.version += 1
    current.full_clean()
    with _following_from(decision, reason):
        current.save()
        for name in changes.keys() & LINKS:
            getattr(current, name).set(changes[name])
        if changes.keys() & {"lead_organisation", "partner_organisations"}:
            current.partner_organisations.remove(current.lead_organisation)  # a partner takes part without leading
    return current


def _refuse_what_is_of_another_plan(action: Action, changes: Mapping[str, Any]) -> None:
    for name in ("goal", "priority"):
        chosen = changes.get(name)
        if chosen is not None and chosen.plan_id != action.plan_id:
            what = chosen._meta.verbose_name
            raise ValidationError(f"«{chosen}» is een {what} van een ander plan. Kies een {what} van dit plan.")


def _forget_who_works_elsewhere(action: Action) -> None:
    """Another lead has other people."""
    person, lead = action.lead_person_id, action.lead_organisation_id
    if person and not Membership.objects.filter(person=person, organisation=lead).exists():
        action.lead_person = None


def _following_from(decision: Decision | None, reason: str) -> AbstractContextManager[None]:
    """The history tells of which decision a change is the consequence, and the decision can find it there."""
    if decision is None:
        return because(reason)
    return told(reason=reason or f"besluit {decision.number}", decision=decision.pk)


@transaction.atomic
def change_contribution(contribution: Contribution, *, version: int, text: str) -> Contribution:
    """Change what a municipality does for an action, for whoever saw the newest text."""
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    refuse_when_closed(contribution.action)
    if current.version != version and _comparable(current.text) != _comparable(text):
        raise ContributionChangedMeanwhileError(current)
    if _comparable(current.text) == _comparable(text):
        return current
    current.text = text
    current.version += 1
    with because("bijdrage gewijzigd"):
        current.save(update_fields=["text", "version"])
    return current


LINKS = frozenset({"target_groups", "municipalities", "partner_organisations"})
PROGRESS = frozenset({"completed_on"})  # belongs to the version of the plan in force


def _differs(action: Action, name: str, *, from_any_of: tuple[Any, Any]) -> bool:
    now = getattr(action, name).all() if name in LINKS else getattr(action, name)
    return _comparable(now) not in map(_comparable, from_any_of)


def _comparable(value: Any) -> Any:
    """Texts without their line endings, links as the set of their ids."""
    if isinstance(value, str):
        return "\n".join(value.strip().splitlines())
    if isinstance(value, Iterable):
        return frozenset(thing.pk for thing in value)
    return value

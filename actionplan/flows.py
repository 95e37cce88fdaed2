"""Changes of the plan that tell a small story: check, change, record; each in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from actionplan.models import Action, Contribution, StatusReport
from actionplan.progress import worst_light
from network.history import because
from network.models import Person


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
    explanation: str = "",
    cause: str = "",
    consequence: str = "",
    correction: str = "",
) -> StatusReport:
    """Report how an action goes, to whoever saw the report before it: `last_seen` is its id."""
    Action.objects.select_for_update().get(pk=action.pk)
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
            explanation=explanation,
            cause=cause,
            consequence=consequence,
            correction=correction,
        )


@transaction.atomic
def change_action(
    action: Action, *, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any], reason: str = ""
) -> Action:
    """Change the fields that this person changed, and keep what somebody else changed in other fields meanwhile.

    `version` and `seen` tell what this person started from. A field that both changed, each in another way, is
    nobody's to decide here: nothing is saved and ChangedMeanwhileError names it.
    """
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.version != version:
        both = [name for name in changes if _differs(current, name, from_any_of=(seen[name], changes[name]))]
        if both:
            raise ChangedMeanwhileError(current, both)
    if not changes:
        return current
    for name in changes.keys() - LINKS:
        setattr(current, name, changes[name])
    current.version += 1
    current.full_clean()
    with because(reason):
        current.save()
        for name in changes.keys() & LINKS:
            getattr(current, name).set(changes[name])
    return current


@transaction.atomic
def change_contribution(contribution: Contribution, *, version: int, text: str) -> Contribution:
    """Change what a municipality does for an action, for whoever saw the newest text."""
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if current.version != version and _comparable(current.text) != _comparable(text):
        raise ContributionChangedMeanwhileError(current)
    if _comparable(current.text) == _comparable(text):
        return current
    current.text = text
    current.version += 1
    with because("bijdrage gewijzigd"):
        current.save(update_fields=["text", "version"])
    return current


LINKS = frozenset({"target_groups", "municipalities"})


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

"""Saving a row of the list, and taking the last change back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from django.db import transaction
from django.utils.dateparse import parse_date

from actionplan import flows
from actionplan.action_part_flows import PROGRESS, add_milestone, change_part, remove_part
from actionplan.editing import may_be_edited, refuse_when_closed
from actionplan.models import Action, Milestone, StatusReport
from network.history import because
from network.models import Person
from partners.models import Organisation
from partners.side_by_side import ChangedMeanwhileError as PartChangedMeanwhileError

UNDONE = "ongedaan gemaakt"


class ChangedAfterwardsError(Exception):
    """What would be taken back was changed again since then."""


@dataclass(frozen=True)
class Change:
    """What somebody changed of an action or a milestone, and what they started from."""

    values: Mapping[str, Any]
    seen: Mapping[str, Any]
    version: int = 0


@dataclass(frozen=True)
class Undo:
    """What it takes to take one saved row back; plain values, since it waits in the session."""

    action: int
    version: int
    was: dict[str, Any] = field(default_factory=dict)
    became: dict[str, Any] = field(default_factory=dict)
    report: int | None = None
    milestone: int | None = None
    milestone_was: dict[str, Any] | None = None  # None: it was added
    milestone_became: dict[str, Any] = field(default_factory=dict)

    @property
    def changed_something(self) -> bool:
        return bool(self.was or self.report or self.milestone)

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Any) -> Self | None:
        return cls(**plain) if isinstance(plain, dict) else None


@transaction.atomic
def save_row(
    action: Action,
    *,
    by: Person,
    on: date,
    change: Change,
    report: Mapping[str, Any] | None,
    last_seen: int | None,
    milestone: Milestone | None,
    milestone_change: Change | None,
) -> Undo:
    """All that was changed in a row, or none of it. Without `report` nothing is said of how it goes."""
    if change.values or (milestone_change is not None and milestone_change.values.keys() - PROGRESS):
        may_be_edited(action.plan)
    before = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    saved = flows.change_action(action, version=change.version, seen=change.seen, changes=change.values)
    names = [*change.values, *(["lead_person"] if "lead_organisation" in change.values else [])]
    new_report = None
    if report is not None:
        new_report = flows.report_status(saved, by=by, on=on, last_seen=last_seen, **report)
    undo_milestone = _save_milestone(saved, milestone, milestone_change, by)
    return Undo(
        action=saved.pk,
        version=saved.version,
        was={name: _plain(before, name) for name in names},
        became={name: _plain(saved, name) for name in names},
        report=new_report.pk if new_report else None,
        **undo_milestone,
    )


def _save_milestone(action: Action, milestone: Milestone | None, change: Change | None, by: Person) -> dict[str, Any]:
    if change is None or not change.values:
        return {}
    if milestone is None:
        added = add_milestone(action, by=by, values=change.values)
        became = {name: _plain(added, name) for name in change.values}
        return {"milestone": added.pk, "milestone_was": None, "milestone_became": became}
    was = {name: _plain(milestone, name) for name in change.values}
    changed = change_part(milestone, by=by, seen=change.seen, changes=change.values)
    became = {name: _plain(changed, name) for name in change.values}
    return {"milestone": changed.pk, "milestone_was": was, "milestone_became": became}


@transaction.atomic
def undo_row(undo: Undo, *, by: Person) -> Action:
    """As it was before, unless somebody changed the same again since then: that is nobody's to throw away."""
    action = Action.objects.select_related("plan").get(pk=undo.action)
    if undo.was or (undo.milestone and (undo.milestone_was is None or undo.milestone_was.keys() - PROGRESS)):
        may_be_edited(action.plan)
    if undo.report:
        _take_back_report(action, undo.report)
    if undo.milestone:
        _take_back_milestone(undo, by)
    try:
        return flows.change_action(
            action, version=undo.version, seen=_read(undo.became), changes=_read(undo.was), reason=UNDONE
        )
    except flows.ChangedMeanwhileError as error:
        raise ChangedAfterwardsError from error


def _take_back_report(action: Action, pk: int) -> None:
    """The report goes; that it was there, and who took it back, is in the history."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    newest: StatusReport | None = action.status_reports.newest()
    if newest is None or newest.pk != pk:
        raise ChangedAfterwardsError
    with because(UNDONE):
        newest.delete()


def _take_back_milestone(undo: Undo, by: Person) -> None:
    milestone = Milestone.objects.select_related("action__plan").filter(pk=undo.milestone or 0).first()
    if milestone is None:
        raise ChangedAfterwardsError
    became = _read(undo.milestone_became)
    if undo.milestone_was is None:
        if any(getattr(milestone, name) != value for name, value in became.items()):
            raise ChangedAfterwardsError
        remove_part(milestone, by=by)
        return
    try:
        change_part(milestone, by=by, seen=became, changes=_read(undo.milestone_was))
    except PartChangedMeanwhileError as error:
        raise ChangedAfterwardsError from error


def _plain(thing: Action | Milestone, name: str) -> Any:
    if name in _LINKED:
        return getattr(thing, f"{name}_id")
    value = getattr(thing, name)
    return value.isoformat() if isinstance(value, date) else value


_LINKED = {"lead_organisation": Organisation.objects.all(), "lead_person": Person.objects.all()}


def _read(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read_one(name, value) for name, value in plain.items()}


def _read_one(name: str, value: Any) -> Any:
    if name in _LINKED:
        return _LINKED[name].filter(pk=value).first() if value else None
    return parse_date(value) if name.endswith("_on") and value else value

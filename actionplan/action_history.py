"""What was changed in an action and its parts, newest first, as one person may see it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from actionplan.contributions import history_of_contributions
from actionplan.models import (
    Action,
    ActionDocument,
    ActionPartner,
    ActionTarget,
    ActionTargetGroup,
    Milestone,
    Realisation,
    StatusReport,
)
from network.dutch import NOT_FILLED_IN, number
from network.history import (
    Change,
    changes_between,
    history_of,
    history_of_links,
    names_of_people,
    successive_changes,
    told_of,
)

# What each part is called in a sentence: «voegde mijlpaal «Eerste groep gestart» toe».
NAMES: dict[type, Callable[[Any], str]] = {
    Milestone: lambda event: f"mijlpaal «{event.title}»",
    ActionTarget: lambda event: f"beoogd resultaat «{event.unit}»",
    ActionDocument: lambda event: f"bewijsstuk «{event.title}»",
}


def history_of_action(action: Action, reports: list[StatusReport], *, may_see_counts: bool) -> list[Change]:
    lights = successive_changes(
        reports, "light", who="reported_by", when="recorded_at", why=lambda report: report.cause
    )
    own = history_of(action)
    parts = [
        *history_of_links(ActionTargetGroup, "target_group", label="doelgroepen", action=action),
        *history_of_links(ActionPartner, "organisation", label="partners", action=action),
        *history_of_contributions(action),
        *_history_of_parts(action, may_see_counts=may_see_counts),
    ]
    added = {(change.who, change.when) for change in own if change.kind == "toegevoegd"}
    # What came with the action is no change.
    changed_parts = [change for change in parts if (change.who, change.when) not in added]
    return sorted([*lights, *changed_parts, *own], key=lambda change: change.when, reverse=True)


def _history_of_parts(action: Action, *, may_see_counts: bool) -> list[Change]:
    """Milestones, targets, files and counts; in five queries."""
    events = {model: _events(model, action=action.pk) for model in NAMES}
    counts = _events(Realisation, target__in=[event.pgh_obj_id for event in events[ActionTarget]])
    people = names_of_people([*counts, *(event for found in events.values() for event in found)])
    changes = [change for model, found in events.items() for change in reversed([*_told(model, found, people)])]
    targets = {event.pgh_obj_id: event for event in events[ActionTarget]}  # as each is called by now
    counted = [*_counted(counts, targets, people, may_see_counts=may_see_counts)]
    return [*changes, *reversed(counted)]


def _events(model: type, **of: Any) -> list[Any]:
    found = model.pgh_event_model.objects.filter(**of)  # type: ignore[attr-defined]  # set by pghistory
    return list(found.select_related("pgh_context").order_by("pgh_id"))


def _told(model: type, events: Iterable[Any], people: dict[int, str]) -> Iterator[Change]:
    before: dict[int, Any] = {}
    for event in events:
        name = NAMES[model](event)
        for change in changes_between(before.get(event.pgh_obj_id), event, people):
            if change.field:
                yield replace(change, field=f"{name}: {change.field}")
            else:
                yield replace(change, field=name, reason="" if change.kind == "toegevoegd" else change.reason)
        before[event.pgh_obj_id] = event


def _counted(
    events: Iterable[Any], targets: dict[int, Any], people: dict[int, str], *, may_see_counts: bool
) -> Iterator[Change]:
    """What was reached, count after count. A number of persons is told to whoever may see it."""
    before: dict[int, str] = {}
    for event in events:
        target, about = targets[event.target_id], told_of(event, people)
        if about["kind"] == "verwijderd":  # with its target, of which that is told
            continue
        if target.counts_persons and not may_see_counts:
            yield Change(field=f"telling van {target.unit}", old="", new="", **about)
            continue
        old, new = before.get(event.target_id, NOT_FILLED_IN), number(event.value)
        before[event.target_id] = new
        yield Change(field=f"bereikt aantal {target.unit}", old=old, new=new, **{**about, "kind": "gewijzigd"})

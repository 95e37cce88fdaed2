"""What was changed in an action and its parts, newest first, as one person may see it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet

from actionplan.contributions import past_of_contributions
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
from network.history import Change, Past, changes_between, past_of_links, successive_changes, told_of

# What each part is called in a sentence: «voegde mijlpaal «Eerste groep gestart» toe».
NAMES: dict[type, Callable[[Any], str]] = {
    Milestone: lambda event: f"mijlpaal «{event.title}»",
    ActionTarget: lambda event: f"beoogd resultaat «{event.unit}»",
    ActionDocument: lambda event: f"bewijsstuk «{event.title}»",
}


def changes_told(reports: Iterable[StatusReport], own: Iterable[Change], parts: Iterable[Change]) -> list[Change]:
    """All of it, newest first: the stand as it was reported, oldest report first; the action itself; and its parts."""
    lights = successive_changes(
        reports, "light", who="reported_by", when="recorded_at", why=lambda report: report.cause
    )
    own = list(own)
    added = {(change.who, change.when) for change in own if change.kind == "toegevoegd"}
    # What came with the action is no change.
    changed_parts = [change for change in parts if (change.who, change.when) not in added]
    return sorted([*lights, *changed_parts, *own], key=lambda change: change.when, reverse=True)


def pasts_of_parts(action: Action, *, may_see_counts: bool) -> list[Past]:
    """Of what belongs to the action: target groups, partners, municipalities, milestones, targets, files and counts."""
    targets = _events(ActionTarget, action=action.pk)
    counts = _events(Realisation, target__in=targets.order_by().values("pgh_obj_id"))

    def told_of_counts(events: list[Any], people: dict[int, str]) -> list[Change]:
        by_now = {event.pgh_obj_id: event for event in targets}  # as each is called by now
        return [*_counted(events, by_now, people, may_see_counts=may_see_counts)][::-1]

    return [
        past_of_links(ActionTargetGroup, "target_group", label="doelgroepen", action=action),
        past_of_links(ActionPartner, "organisation", label="partners", action=action),
        past_of_contributions(action),
        Past(_events(Milestone, action=action.pk), partial(_told, Milestone)),
        Past(targets, partial(_told, ActionTarget)),
        Past(_events(ActionDocument, action=action.pk), partial(_told, ActionDocument)),
        Past(counts, told_of_counts),
    ]


def _events(model: type, **of: Any) -> QuerySet[Any]:
    found = model.pgh_event_model.objects.filter(**of)  # type: ignore[attr-defined]  # set by pghistory
    asked: QuerySet[Any] = found.select_related("pgh_context").order_by("pgh_id")
    return asked


def _told(model: type, events: Iterable[Any], people: dict[int, str]) -> list[Change]:
    return [*_told_in_order(model, events, people)][::-1]


def _told_in_order(model: type, events: Iterable[Any], people: dict[int, str]) -> Iterator[Change]:
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

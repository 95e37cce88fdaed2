"""What a municipality itself does for an action that runs there."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from actionplan.models import Action, Contribution
from network.dutch import NOT_FILLED_IN
from network.history import Change, Past, told_of
from network.models import Person
from network.policy import Permission, may


@dataclass(frozen=True)
class ContributionShown:
    contribution: Contribution
    may_edit: bool


def contribution_shown(contribution: Contribution, person: Person) -> ContributionShown:
    may_change = contribution.action.plan.may_still_change
    return ContributionShown(contribution, may_change and may(person, Permission.CONTRIBUTION_EDIT, contribution))


def past_of_contributions(action: Action) -> Past:
    """Where the action runs and what each municipality wrote: one change per save."""
    events = Contribution.pgh_event_model.objects.filter(action=action)  # type: ignore[attr-defined]  # by pghistory
    return Past(events.select_related("pgh_context", "municipality").order_by("pgh_created_at", "pgh_id"), _told)


def _told(events: Iterable[Any], people: dict[int, str]) -> list[Change]:
    texts: dict[str, str] = {}  # by municipality where the action runs
    changes = []
    for _, together in groupby(events, key=lambda event: (event.pgh_context_id, event.pgh_created_at)):
        before = dict(texts)
        for event in together:
            about = {**told_of(event, people), "kind": "gewijzigd"}
            texts[str(event.municipality)] = event.text
            if event.pgh_label == "verwijderd":
                del texts[str(event.municipality)]
        if before.keys() != texts.keys():
            changes.append(Change(field="loopt in", old=_in_order(before), new=_in_order(texts), **about))
        for name in sorted(texts):
            if (old := before.get(name, "")) != texts[name]:
                new = texts[name] or NOT_FILLED_IN
                changes.append(Change(field=f"bijdrage van {name}", old=old or NOT_FILLED_IN, new=new, **about))
    return changes[::-1]


def _in_order(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or NOT_FILLED_IN

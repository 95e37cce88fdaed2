"""What an action still lacks: «aan te vullen». A map of checks, asked of what was read with the action."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from actionplan.models import Action, ActionPartner, ActionTarget, ActionTargetGroup, Contribution, Milestone


@dataclass(frozen=True)
class MissingPart:
    """Something that every action tells in the end, and where it is filled in."""

    field: str
    label: str  # as inside a sentence
    url_name: str = "actionplan:action-edit"

    def address(self, action: Action) -> str:
        """The form where it is filled in, at the field itself where that form has more fields."""
        anchor = f"#id_{self.field}" if self.url_name == "actionplan:action-edit" else ""
        return reverse(self.url_name, args=[action.pk]) + anchor


# In the order of the page. Not among them: what many an action does without, such as a ketenschakel or money.
PARTS = (
    MissingPart("description", "omschrijving"),
    MissingPart("goal", "doel"),
    MissingPart("form", "vorm"),
    MissingPart("target_groups", "doelgroepen"),
    MissingPart("lead_person", "contactpersoon"),
    MissingPart("partner_organisations", "partners"),
    MissingPart("municipalities", "gemeenten"),
    MissingPart("starts_on", "begindatum"),
    MissingPart("ends_on", "einddatum"),
    MissingPart("expected_result", "beoogd resultaat"),
    MissingPart("targets", "streefwaarde", "actionplan:action-target-add"),
    MissingPart("milestones", "mijlpaal", "actionplan:milestone-add"),
)
LINKS = frozenset({"goal", "lead_person"})
DATES = frozenset({"starts_on", "ends_on"})
# What an action has some of, and the rows that say which.
THINGS: dict[str, Any] = {
    "target_groups": ActionTargetGroup,
    "partner_organisations": ActionPartner,
    "municipalities": Contribution,
    "targets": ActionTarget,
    "milestones": Milestone,
}


def missing_parts(action: Action) -> tuple[MissingPart, ...]:
    """What this action lacks, in the order of the page. An action that was dropped has nothing to fill in any more."""
    if action.dropped_on is not None:
        return ()
    return tuple(part for part in PARTS if not _is_there(action, part.field))


def remember_things(action: Action, **things: object) -> None:
    """Which of its things a page has read already, so that nobody asks the database whether there are any."""
    for field, found in things.items():
        setattr(action, f"has_{field}", bool(found))


def lacks_something() -> Q:
    """The same, asked of the database: for a list of many actions that shows only these."""
    lacks = Q()
    for part in PARTS:
        lacks |= _lacks(part.field)
    return Q(dropped_on__isnull=True) & lacks


def has_any(field: str) -> Exists:
    """Whether an action has target groups, partners, municipalities, targets or milestones."""
    return Exists(THINGS[field].objects.filter(action=OuterRef("pk")))


def _lacks(field: str) -> Q:
    if field in THINGS:
        return Q(~has_any(field))
    return Q((f"{field}__isnull", True)) if field in LINKS | DATES else Q((field, ""))


def _is_there(action: Action, field: str) -> bool:
    """A link counts by its id, so that nothing is fetched; things count by what was prefetched, or by `has_<field>`
    where a list asked no more of the database.
    """
    known: bool | None = getattr(action, f"has_{field}", None)
    if known is not None:
        return known
    value: Any = getattr(action, f"{field}_id" if field in LINKS else field)
    return bool(value.all() if field in THINGS else value)

"""What an action still lacks: «aan te vullen». A map of checks, asked of what was read with the action."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actionplan.models import Action


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
# What a list prefetches before it asks what its actions lack: else each row costs five queries.
READ_ALONG = ("target_groups", "partner_organisations", "municipalities", "targets", "milestones")


def missing_parts(action: Action) -> tuple[MissingPart, ...]:
    """What this action lacks, in the order of the page. An action that was dropped has nothing to fill in any more."""
    if action.dropped_on is not None:
        return ()
    return tuple(part for part in PARTS if not _is_there(action, part.field))


def _is_there(action: Action, field: str) -> bool:
    """A link counts by its id, so that nothing is fetched; things count by what was prefetched, or by `has_<field>`
    where a list asked no more of the database.
    """
    known: bool | None = getattr(action, f"has_{field}", None)
    if known is not None:
        return known
    value: Any = getattr(action, f"{field}_id" if field in LINKS else field)
    return bool(value.all() if field in READ_ALONG else value)

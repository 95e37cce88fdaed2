"""Which sections a report has and in which order, as the page asks for it. Plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.http import QueryDict

from monitor.models import SectionKind

UP, DOWN = "omhoog", "omlaag"


@dataclass(frozen=True)
class SectionChoice:
    """Whether a section is in the report, and whether only for the network."""

    kind: str
    is_included: bool
    is_internal: bool
    has_text: bool = False

    @property
    def title(self) -> str:
        return str(SectionKind(self.kind).label)


def choices_in(sent: QueryDict, current: Iterable[SectionChoice]) -> list[SectionChoice]:
    """What somebody ticked, and one of them a place up or down."""
    included, internal = set(sent.getlist("erin")), set(sent.getlist("intern"))
    ticked = [replace(each, is_included=each.kind in included, is_internal=each.kind in internal) for each in current]
    moved = moved_up(ticked, sent.get(UP, ""))
    return moved_up(moved[::-1], sent.get(DOWN, ""))[::-1]


def moved_up(choices: Sequence[SectionChoice], kind: str) -> list[SectionChoice]:
    """The first one, and what isn't there, stays where it is."""
    order = list(choices)
    at = next((place for place, each in enumerate(order) if each.kind == kind), 0)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    return order


def mark_of(choices: Iterable[SectionChoice]) -> str:
    """Stands for exactly these choices, so that two people don't undo each other's."""
    words = "\n".join(f"{each.kind} {each.is_included:d}{each.is_internal:d}" for each in choices)
    return sha256(words.encode()).hexdigest()[:16]

"""What an editor may change of an entry, as plain values: compared, and merged when two people change it at once."""

import json
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from network.dutch import NOT_FILLED_IN
from partners.opening_hours import UNKNOWN_WEEK, Block, Day, HoursKind, Week, Weekday

Part = str | Weekday

LABELS: dict[Part, str] = {
    "description": "omschrijving",
    "client_phone": "telefoon voor cliënten",
    "professional_phone": "telefoon voor professionals",
    **{weekday: f"openingstijden op {weekday.label}" for weekday in Weekday},
}


@dataclass(frozen=True)
class Contents:
    """Phone numbers are written the Dutch way, or empty."""

    description: str
    client_phone: str = ""
    professional_phone: str = ""
    week: Week = field(default_factory=lambda: UNKNOWN_WEEK)

    @property
    def parts(self) -> dict[Part, str | Day]:
        """Each thing that can be changed by itself; every day of the week is one."""
        texts = ("description", "client_phone", "professional_phone")
        return {text: getattr(self, text) for text in texts} | dict(self.week)


@dataclass(frozen=True)
class Difference:
    """Something that reads otherwise in two versions."""

    part: Part
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.part]


@dataclass(frozen=True)
class Versus:
    """A part that somebody else changed while this person was typing."""

    label: str
    theirs: str
    mine: str
    both_changed_it: bool


def differences(old: Contents, new: Contents) -> list[Difference]:
    pairs = [(part, value, new.parts[part]) for part, value in old.parts.items()]
    return [Difference(part, _text(before), _text(after)) for part, before, after in pairs if before != after]


def merge(*, seen: Contents, mine: Contents, stored: Contents) -> Contents:
    """What this person changed, on top of what is stored by now."""
    parts = {part: value if value != seen.parts[part] else stored.parts[part] for part, value in mine.parts.items()}
    return _from_parts(parts)


def changed_by_others(*, seen: Contents, mine: Contents, stored: Contents) -> list[Versus]:
    """What somebody else changed since this person saw it, beside what this person made of it."""
    return [
        Versus(
            difference.label,
            theirs=difference.new,
            mine=_text(mine.parts[difference.part]),
            both_changed_it=mine.parts[difference.part]
            not in {seen.parts[difference.part], stored.parts[difference.part]},
        )
        for difference in differences(seen, stored)
    ]


def to_json(contents: Contents) -> str:
    week = {
        weekday.value: [day.kind, [[f"{block.opens_at:%H:%M}", f"{block.closes_at:%H:%M}"] for block in day.blocks]]
        for weekday, day in contents.week.items()
    }
    texts = {part: value for part, value in contents.parts.items() if isinstance(value, str)}
    return json.dumps({**texts, "week": week}, ensure_ascii=False)


def from_json(text: str) -> Contents | None:
    """None when it isn't ours: it travels through the browser, and somebody may have touched it."""
    try:
        values: dict[str, Any] = json.loads(text)
        week = {
            Weekday(int(number)): Day(
                HoursKind(kind),
                tuple(Block(time.fromisoformat(start), time.fromisoformat(end)) for start, end in blocks),
            )
            for number, (kind, blocks) in values.pop("week").items()
        }
        return Contents(**values, week={**UNKNOWN_WEEK, **week})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _from_parts(parts: dict[Part, Any]) -> Contents:
    week = {part: value for part, value in parts.items() if isinstance(part, Weekday)}
    texts = {part: value for part, value in parts.items() if not isinstance(part, Weekday)}
    return Contents(**texts, week=week)


def _text(value: str | Day) -> str:
    return value.text if isinstance(value, Day) else value or NOT_FILLED_IN

"""What differs between two versions of a plan. Plain values in (plan_contents), sentences out; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from actionplan.comparison import Piece, versus
from network.dutch import NOT_FILLED_IN, enumeration, long_date

Thing = Mapping[str, Any]

_DAYS = frozenset({"starts_on", "ends_on", "dropped_on", "planned_on"})
_TEXTS = frozenset({"text", "description", "expected_result"})

_OF_THE_PLAN = {"title": "titel", "starts_on": "begint op", "ends_on": "loopt tot en met"}
_OF_AN_AMBITION = {"title": "ambitie", "text": "toelichting"}
_OF_A_GOAL = {
    "title": "doel",
    "text": "toelichting",
    "building_block": "bouwsteen",
    "horizon": "termijn",
    "ambition": "ambitie",
}
_OF_A_PRIORITY = {"title": "speerpunt", "text": "toelichting", "goal": "doel"}
_OF_AN_ACTION = {
    "code": "nummer",
    "title": "titel",
    "starts_on": "begint op",
    "ends_on": "klaar op",
    "lead": "trekker",
    "partners": "partners",
    "building_block": "bouwsteen",
    "pillar": "pijler",
    "goal": "doel",
    "priority": "speerpunt",
    "target_groups": "doelgroepen",
    "form": "vorm",
    "national_line": "lijn van het nationaal actieprogramma",
    "municipalities": "loopt in",
    "expected_result": "beoogd resultaat",
    "description": "omschrijving",
}


@dataclass(frozen=True)
class FieldChange:
    """One value that went from old to new; in a long text only the words that differ are marked."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def old_text(self) -> str:
        return "".join(piece.text for piece in self.old)

    @property
    def new_text(self) -> str:
        return "".join(piece.text for piece in self.new)


@dataclass(frozen=True)
class Changed:
    name: str
    changes: tuple[FieldChange, ...]
    thing_id: int | None = None  # of an action, so that it can be opened


@dataclass(frozen=True)
class Gone:
    """Something that is no longer in the plan, and why where that is known."""

    name: str
    why: str = ""


@dataclass(frozen=True)
class Part:
    """What happened to one kind of thing, such as the actions."""

    one: str
    many: str
    added: tuple[str, ...] = ()
    removed: tuple[Gone, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def has_changes(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def summary(self) -> str:
        """2 acties erbij, 1 actie weg, 3 acties veranderd"""
        counts = ((self.added, "erbij"), (self.removed, "weg"), (self.changed, "veranderd"))
        return ", ".join(
            f"{len(found)} {self.one if len(found) == 1 else self.many} {word}" for found, word in counts if found
        )


@dataclass(frozen=True)
class Comparison:
    plan: tuple[FieldChange, ...]
    actions: Part
    others: tuple[Part, ...]  # ambitions, goals and speerpunten

    @property
    def has_changes(self) -> bool:
        return bool(self.plan or self.actions.has_changes or any(part.has_changes for part in self.others))

    @property
    def summary(self) -> str:
        """2 acties erbij, 1 doel veranderd"""
        return ", ".join(part.summary for part in (self.actions, *self.others) if part.has_changes)


def compare(old: Thing, new: Thing) -> Comparison:
    """Things are the same when their `id` is: a title, a number and a bouwsteen can all change."""
    return Comparison(
        plan=_changes(old, new, _OF_THE_PLAN),
        actions=_actions(old, new),
        others=(
            _part(old, new, "ambitions", ("ambitie", "ambities"), _OF_AN_AMBITION),
            _part(old, new, "goals", ("doel", "doelen"), _OF_A_GOAL),
            _part(old, new, "priorities", ("speerpunt", "speerpunten"), _OF_A_PRIORITY),
        ),
    )


def _part(old: Thing, new: Thing, kind: str, words: tuple[str, str], labels: Mapping[str, str]) -> Part:
    before, after = _by_id(old.get(kind, ())), _by_id(new.get(kind, ()))
    changed = [(after[pk], _changes(before[pk], after[pk], labels)) for pk in after if pk in before]
    return Part(
        *words,
        added=tuple(thing["title"] for pk, thing in after.items() if pk not in before),
        removed=tuple(Gone(thing["title"]) for pk, thing in before.items() if pk not in after),
        changed=tuple(Changed(thing["title"], changes) for thing, changes in changed if changes),
    )


def _actions(old: Thing, new: Thing) -> Part:
    """An action that was dropped is gone, from the version in which that happened."""
    before, after = _by_id(old["actions"]), _by_id(new["actions"])
    here = {pk: action for pk, action in before.items() if not action["dropped_on"]}
    still = {pk: action for pk, action in after.items() if not action["dropped_on"]}
    gone = [Gone(_called(action), _why_gone(after.get(pk))) for pk, action in here.items() if pk not in still]
    both = [(pk, here[pk], still[pk]) for pk in still if pk in here and here[pk] != still[pk]]
    changed = [(pk, action, _action_changes(was, action)) for pk, was, action in both]
    return Part(
        "actie",
        "acties",
        added=tuple(_called(action) for pk, action in still.items() if pk not in here),
        removed=tuple(gone),
        changed=tuple(Changed(_called(action), changes, pk) for pk, action, changes in changed if changes),
    )


def _action_changes(old: Thing, new: Thing) -> tuple[FieldChange, ...]:
    milestones = _lines(old["milestones"], new["milestones"], "mijlpaal", "title", "planned_on")
    targets = _lines(old["targets"], new["targets"], "beoogd resultaat", "unit", "range")
    return (*_changes(old, new, _OF_AN_ACTION), *milestones, *targets)


def _lines(old: Iterable[Thing], new: Iterable[Thing], kind: str, name: str, value: str) -> Iterable[FieldChange]:
    """Milestones and targets: each is one line, by its name, that appears, goes or gets another date or range."""
    before, after = _by_id(old), _by_id(new)
    for pk in {**before, **after}:
        was, now = before.get(pk), after.get(pk)
        said = (_line(was, name, value), _line(now, name, value))
        if said[0] != said[1]:
            label = kind if was is None or now is None or was[name] != now[name] else f"{kind} «{now[name]}»"
            words = said if label == kind else (_words(was, value), _words(now, value))
            yield _field_change(label, *words)


def _line(thing: Thing | None, name: str, value: str) -> str:
    """Visie vastgesteld, 1 april 2026"""
    if thing is None:
        return NOT_FILLED_IN
    return f"{thing[name]}, {_words(thing, value)}" if thing[value] else str(thing[name])


def _changes(old: Thing, new: Thing, labels: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        _field_change(label, _words(old, name), _words(new, name), is_long=name in _TEXTS)
        for name, label in labels.items()
        if old.get(name) != new.get(name)
    )


def _field_change(label: str, old: str, new: str, *, is_long: bool = False) -> FieldChange:
    if not is_long:
        return FieldChange(label, (Piece(old, differs=True),), (Piece(new, differs=True),))
    both = versus(label, old, new)
    return FieldChange(label, both.theirs, both.mine)


def _words(thing: Thing | None, name: str) -> str:
    value = thing.get(name) if thing else None
    if not value:
        return NOT_FILLED_IN
    if name in _DAYS:
        return long_date(date.fromisoformat(value))
    return enumeration(value) if isinstance(value, list) else str(value)


def _by_id(things: Iterable[Thing]) -> dict[int, Thing]:
    return {thing["id"]: thing for thing in things}


def _called(action: Thing) -> str:
    return f"{action['code']} {action['title']}"


def _why_gone(now: Thing | None) -> str:
    return f"gestopt op {_words(now, 'dropped_on')}" if now else ""

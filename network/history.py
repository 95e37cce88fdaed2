"""What changed, by whom and why: written by triggers in the database, read here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

import pghistory
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from network.dutch import NOT_FILLED_IN, long_date, number
from network.together import Part, alone, fetch

M = TypeVar("M", bound=type[models.Model])

PORTAL = "Het portaal"
# What came in without a word about who: somebody at the database itself.
OUTSIDE = "Buiten het portaal om"


def tracked(*, exclude: Sequence[str] = (), arrivals: bool = True) -> Callable[[M], M]:
    """Record every insert, update and delete of a model, bulk writes and raw SQL included.

    `exclude` names the confidential columns, whose contents never enter the history. Without `arrivals` nothing is kept
    of an insert: the moment itself can tell who it was.
    """
    return pghistory.track(
        *([pghistory.InsertEvent("toegevoegd")] if arrivals else []),
        pghistory.UpdateEvent("gewijzigd"),
        pghistory.DeleteEvent("verwijderd"),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(
            related_name="history_events", related_query_name="history_events", null=True
        ),
        meta={"ordering": ["-pgh_created_at", "-pgh_id"], "default_permissions": ()},
    )


@contextmanager
def told(**words: Any) -> Iterator[None]:
    """Give the changes inside this block these words, and none of them to what comes after it."""
    with pghistory.context() as context:
        before = dict(context.metadata)
        context.metadata.update(words)
        try:
            yield
        finally:
            context.metadata.clear()
            context.metadata.update(before)


def because(reason: str, *, by: models.Model | None = None) -> AbstractContextManager[None]:
    """Give the reason of the changes made inside this `with` block, and the person where no request tells who."""
    return told(reason=reason, **({"person": by.pk} if by else {}))


def by_itself() -> AbstractContextManager[None]:
    """What the portal does of its own accord, such as a job in the background that nobody asked for."""
    return told(actor=PORTAL)


def on_the_command_line() -> AbstractContextManager[None]:
    return told(actor="Vanaf de opdrachtregel")


@dataclass(frozen=True)
class Change:
    """One field that went from one value to another, as a sentence of the history shows it."""

    who: str
    when: datetime
    kind: str  # toegevoegd, gewijzigd, verwijderd, or opnieuw: said again, unchanged
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class Past:
    """What the history holds of a part of a page: the events to ask for, and how they are told, newest first."""

    events: models.QuerySet[Any]
    told: Callable[[list[Any], dict[int, str]], list[Change]]  # of the events and the names of who caused them


def telling(*pasts: Past, beside: Sequence["models.QuerySet[Any]"] = ()) -> Part[list[Change]]:
    """The changes of all these, newest first: all events come in one query, and all names in one.

    `beside` is what else has to be there to tell them.
    """
    yield fetch(*(past.events for past in pasts), *beside)
    people = _people_in(event for past in pasts for event in past.events)
    yield fetch(people)
    changes = [change for past in pasts for change in past.told(list(past.events), dict(people))]
    return sorted(changes, key=lambda change: change.when, reverse=True)


def told_together(*pasts: Past) -> list[Change]:
    """What `telling` tells, in two queries."""
    return alone(telling(*pasts))


def history_of(thing: models.Model, *, limit: int = 20) -> list[Change]:
    """The newest changes of one object, at most `limit`, in two queries."""
    return told_together(past_of(thing, limit=limit))


def past_of(thing: models.Model, *, limit: int = 20) -> Past:
    """The newest changes of one object, at most `limit`."""

    def told(events: list[Any], names: dict[int, str]) -> list[Change]:
        pairs = zip(events, [*events[1:], None], strict=True)
        return [change for newer, older in pairs for change in changes_between(older, newer, names)][:limit]

    return Past(_events_of(thing).select_related("pgh_context")[: limit + 1], told)


def history_of_parts(part: type[models.Model], *, called: Callable[[Any], str], **of: models.Model) -> list[Change]:
    """What `past_of_parts` tells, newest first, in two queries."""
    return told_together(past_of_parts(part, called=called, **of))


def past_of_parts(part: type[models.Model], *, called: Callable[[Any], str], **of: models.Model) -> Past:
    """What was changed in all parts of one object, each under the name of its part."""

    def told(events: list[Any], names: dict[int, str]) -> list[Change]:
        states: dict[Any, Any] = {}
        changes: list[Change] = []
        for event in events:
            before, states[event.pgh_obj_id] = states.get(event.pgh_obj_id), event
            found = changes_between(before, event, names)
            changes += [replace(change, field=f"{called(event)}: {change.field}") for change in found if change.field]
        return changes[::-1]

    event_model = part.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    return Past(event_model.objects.filter(**of).select_related("pgh_context").order_by("pgh_id"), told)


def successive_changes(
    rows: Iterable[Any], field: str, *, who: str, when: str, why: Callable[[Any], str]
) -> list[Change]:
    """Rows that each replace the one before, oldest first, told as changes of one value; newest first.

    `field` is what changes, and `who` and `when` name the attributes that say by whom and at which moment. A row that
    leaves the value as it was is of the kind «opnieuw».
    """
    changes: list[Change] = []
    old = NOT_FILLED_IN
    for row in rows:
        model_field = row._meta.get_field(field)
        person, at = getattr(row, who) or PORTAL, timezone.localtime(getattr(row, when))
        new = _as_text(row, model_field)
        kind = "opnieuw" if new == old else "gewijzigd"
        changes.append(Change(str(person), at, kind, model_field.verbose_name, old, new, why(row)))
        old = new
    return changes[::-1]


def past_of_links(link: type[models.Model], field: str, *, label: str, **to: models.Model) -> Past:
    """What changed in the things linked to one object: one change per save, with all names.

    `link` is the tracked model in between, `field` its side that names the linked things, and `to` the object itself.
    """

    def told(events: list[Any], names: dict[int, str]) -> list[Change]:
        linked: set[str] = set()
        changes: list[Change] = []
        for _, together in groupby(events, key=lambda event: (event.pgh_context_id, event.pgh_created_at)):
            old = ", ".join(sorted(linked)) or NOT_FILLED_IN
            for event in together:
                name = str(getattr(event, field))
                linked = linked - {name} if event.pgh_label == "verwijderd" else linked | {name}
            new = ", ".join(sorted(linked)) or NOT_FILLED_IN
            changes.append(Change(field=label, old=old, new=new, **{**told_of(event, names), "kind": "gewijzigd"}))
        return changes[::-1]

    event_model = link.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    events = event_model.objects.filter(**to).select_related("pgh_context", field)
    return Past(events.order_by("pgh_created_at", "pgh_id"), told)


def _events_of(thing: models.Model) -> models.QuerySet[Any]:
    event_model = type(thing).pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    return event_model.objects.filter(pgh_obj_id=thing.pk).order_by("-pgh_created_at", "-pgh_id")


def names_of_people(events: Iterable[Any]) -> dict[int, str]:
    """By id: everybody who caused one of these events, in one query."""
    return dict(_people_in(events))


def _people_in(events: Iterable[Any]) -> "models.QuerySet[Any, tuple[int, str]]":
    ids = {event.pgh_context.metadata.get("person") for event in events if event.pgh_context}
    return get_user_model().objects.filter(pk__in=ids - {None}).values_list("pk", "name")


def told_of(event: Any, names: dict[int, str]) -> dict[str, Any]:
    """What a Change says of its event: who, when, reason and kind."""
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return {
        "who": names.get(metadata.get("person", 0), metadata.get("actor", OUTSIDE)),
        "when": timezone.localtime(event.pgh_created_at),
        "reason": metadata.get("reason", ""),
        "kind": event.pgh_label,
    }


def changes_between(older: Any | None, newer: Any, names: dict[int, str]) -> list[Change]:
    """What happened from one event of a thing to the next."""
    fields = [field for field in newer._meta.fields if not field.name.startswith("pgh_")]
    return field_changes(older, newer, fields, told_of(newer, names))


def field_changes(
    older: Any | None, newer: Any, fields: "Iterable[models.Field[Any, Any]]", about: dict[str, Any]
) -> list[Change]:
    """What differs between two states of a thing, field by field; one change without a field when it is all or nothing.

    An update whose older state is no longer kept is told without a field too.
    """
    if older is None or about["kind"] != "gewijzigd":
        return [Change(field="", old="", new="", **about)]
    return [
        Change(field=str(field.verbose_name), old=_as_text(older, field), new=_as_text(newer, field), **about)
        for field in fields
        if field.name not in {"id", "version", "version_of_record", "updated_at"}
        and getattr(older, field.attname) != getattr(newer, field.attname)
    ]


def _as_text(event: Any, field: "models.Field[Any, Any]") -> str:
    if field.choices:
        return str(getattr(event, f"get_{field.name}_display")() or NOT_FILLED_IN)
    value = getattr(event, field.name)
    if value is None or value == "":
        return NOT_FILLED_IN
    if isinstance(value, datetime):
        return f"{long_date(timezone.localdate(value))}, {timezone.localtime(value):%-H.%M} uur"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in value) or NOT_FILLED_IN
    if isinstance(value, dict):  # what a program keeps for itself
        return "ingevuld" if value else NOT_FILLED_IN
    if isinstance(value, Decimal):
        return number(value)
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else str(value)

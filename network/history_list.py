"""All changes of the portal as one list, newest first: a few questions to the database, however long the history is."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, Self

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models import Value
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from psycopg import sql

from network.database import all_rights
from network.history import OUTSIDE, Change, field_changes
from network.models import Person
from network.policy import Permission, may

Model = type[models.Model]
Refs = dict[tuple[Model, Any], models.Model]


class Place(NamedTuple):
    """Where a page of the list ends, so that the next one starts right behind it."""

    moment: datetime
    table: str
    number: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.table}~{self.number}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for anything that is no place: then the list starts at its top."""
        moment, _, rest = text.partition("~")
        table, _, number = rest.partition("~")
        try:
            at = parse_datetime(moment)
        except ValueError:
            return None
        is_a_place = at is not None and timezone.is_aware(at) and number.isascii() and number.isdigit()
        return cls(at, table, int(number)) if is_a_place and at and len(number) < 19 else None


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the history."""

    kind: str = ""  # label of a model
    person: Person | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Entry:
    """One write to one thing: who, when and why stand in each of its changes."""

    changes: tuple[Change, ...]
    kind: str
    thing: str
    url: str

    @property
    def about(self) -> Change:
        return self.changes[0]


@dataclass(frozen=True)
class Listed:
    entries: list[Entry]
    next_place: Place | None


def kinds_for(person: Person) -> dict[str, Model]:
    """By label: the kinds of things whose history this person may read here. Raw figures are never among them."""
    closed = {table for right in all_rights() for table in right.steward_only}
    needed = {
        table: right for config in apps.get_app_configs() for table, right in getattr(config, "history_needs", ())
    }
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
        and model._meta.db_table not in closed
        and (model._meta.db_table not in needed or may(person, Permission(needed[model._meta.db_table])))
    }


def all_changes(person: Person, wanted: Wanted, *, after: Place | None = None, size: int = 25) -> Listed:
    kinds = kinds_for(person)
    chosen = [model for label, model in kinds.items() if wanted.kind in {"", label}]
    places = _places(chosen, wanted, after, size + 1) if chosen else []
    next_place = places[size - 1] if len(places) > size else None
    rows = _rows(chosen, places[:size]) if places else []
    return Listed(_told(rows, person), next_place)


def _places(kinds: Iterable[Model], wanted: Wanted, after: Place | None, limit: int) -> list[Place]:
    """The newest places that are asked for; each table gives no more than the page can hold."""
    conditions, values = [sql.SQL("true")], {"limit": limit}
    asked: list[tuple[str, dict[str, Any]]] = []
    if wanted.since:
        asked.append(("e.pgh_created_at >= %(since)s", {"since": _midnight(wanted.since)}))
    if wanted.until:
        asked.append(("e.pgh_created_at < %(until)s", {"until": _midnight(wanted.until + timedelta(days=1))}))
    if wanted.person:
        asked.append(("c.metadata @> %(who)s::jsonb", {"who": json.dumps({"person": wanted.person.pk})}))
    for nr, word in enumerate(wanted.words.split()):
        asked.append((f"strpos(lower(c.metadata->>'reason'), lower(%(word{nr})s)) > 0", {f"word{nr}": word}))
    if after:
        asked.append(("e.pgh_created_at <= %(moment)s", after._asdict()))
    for condition, given in asked:
        conditions.append(sql.SQL(condition))
        values |= given
    behind = sql.SQL("AND (e.pgh_created_at, {table}, e.pgh_id) < (%(moment)s, %(table)s, %(number)s)")
    parts = [
        sql.SQL(
            "(SELECT e.pgh_created_at AS moment, {table} AS source, e.pgh_id AS number FROM {events} e"
            " LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id WHERE {conditions} {behind}"
            " ORDER BY e.pgh_created_at DESC, e.pgh_id DESC LIMIT %(limit)s)"
        ).format(
            table=sql.Literal(kind._meta.db_table),
            events=_events(kind),
            conditions=sql.SQL(" AND ").join(conditions),
            behind=behind.format(table=sql.Literal(kind._meta.db_table)) if after else sql.SQL(""),
        )
        for kind in kinds
    ]
    newest = sql.SQL("SELECT * FROM ({parts}) found ORDER BY moment DESC, source DESC, number DESC LIMIT %(limit)s")
    return [Place(*row) for row in _ask(newest.format(parts=sql.SQL(" UNION ALL ").join(parts)), values)]


def _rows(
    kinds: Iterable[Model], places: list[Place]
) -> list[tuple[Model, dict[str, Any], dict[str, Any] | None, Any]]:
    """Each place with its row, the row of the same thing before it, and the words of who wrote it."""
    by_table = {kind._meta.db_table: kind for kind in kinds}
    numbers = {table: [place.number for place in places if place.table == table] for table in {p.table for p in places}}
    parts = [
        sql.SQL(
            "SELECT {table}, e.pgh_id, to_jsonb(e)::text, c.metadata, (SELECT to_jsonb(b)::text FROM {events} b"
            " WHERE b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id ORDER BY b.pgh_id DESC LIMIT 1)"
            " FROM {events} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id WHERE e.pgh_id = ANY({numbers})"
        ).format(table=sql.Literal(table), events=_events(by_table[table]), numbers=sql.Literal(numbers[table]))
        for table in numbers
    ]
    found = {
        (table, number): (by_table[table], _read(row), _read(before) if before else None, words)
        for table, number, row, words, before in _ask(sql.SQL(" UNION ALL ").join(parts), {})
    }
    return [found[place.table, place.number] for place in places if (place.table, place.number) in found]


def _told(rows: list[Any], reader: Person) -> list[Entry]:
    """The rows as sentences, with the names of all that they point at."""
    written = [
        (kind(**_values(kind, row)), kind(**_values(kind, before)) if before else None, row, _words(words))
        for kind, row, before, words in rows
    ]
    refs: Refs = {}
    things = [thing for now, before, *_ in written for thing in (now, before) if thing]
    people = {(Person, words["person"]) for *_, words in written if "person" in words}
    _load(refs, things, people)
    urls = _urls([_whole_with_page(now) for now, *_ in written], reader)
    return [entry for each in written if (entry := _entry(*each, refs, urls))]


def _entry(
    now: models.Model, before: models.Model | None, row: dict[str, Any], words: dict[str, Any], refs: Refs, urls: Any
) -> Entry | None:
    actor = refs.get((Person, words.get("person")))
    about = {
        "who": str(actor) if actor else words.get("actor", OUTSIDE),
        "when": timezone.localtime(parse_datetime(row["pgh_created_at"])),
        "kind": row["pgh_label"],
        "reason": words.get("reason", ""),
    }
    changes = field_changes(before, now, _event_fields(type(now)), about)
    whole = _whole_with_page(now)
    part_of = _whole(now)
    name = _name(now) if part_of is None or _name(part_of) in _name(now) else f"{_name(now)}, bij {_name(part_of)}"
    return Entry(tuple(changes), str(now._meta.verbose_name), name, urls.get(whole, "")) if changes else None


# --- names of things ------------------------------------------------------------------------------------------------


class _Gone:
    """Stands where the history points at something that is no longer there."""

    def __init__(self, kind: Model, pk: Any) -> None:
        self.text = f"{kind._meta.verbose_name} {pk} (bestaat niet meer)"

    def __str__(self) -> str:
        return self.text


def _load(refs: Refs, things: list[models.Model], extra: Collection[tuple[Model, Any]]) -> None:
    """Give each thing what it points at, and those what they point at, in one question per step."""
    everything, wanted = list(things), set(extra)
    for _ in range(2):
        wanted |= {
            (field.related_model, pk)
            for thing in things
            for field in _foreign_keys(type(thing))
            if (pk := getattr(thing, field.attname)) is not None
        }
        things = _fetch({ref for ref in wanted if ref not in refs})
        refs |= {(type(thing), thing.pk): thing for thing in things}
        everything += things
    for thing in everything:
        for field in _foreign_keys(type(thing)):
            if (pk := getattr(thing, field.attname)) is not None:
                target = refs.get((field.related_model, pk)) or _Gone(field.related_model, pk)
                field.set_cached_value(thing, target)


def _fetch(wanted: Collection[tuple[Model, Any]]) -> list[models.Model]:
    kinds = {kind for kind, _ in wanted if hasattr(kind, "pgh_event_model")}
    if not kinds:
        return []
    parts = [
        sql.SQL(
            "SELECT {label}, to_jsonb(t)::text FROM (SELECT {columns} FROM {table} WHERE {pk} = ANY({pks})) t"
        ).format(
            label=sql.Literal(kind._meta.label_lower),
            columns=sql.SQL(", ").join(sql.Identifier(field.column) for field in _event_fields(kind)),
            table=sql.Identifier(kind._meta.db_table),
            pk=sql.Identifier(str(kind._meta.pk.column)),
            pks=sql.Literal([pk for other, pk in wanted if other is kind]),
        )
        for kind in kinds
    ]
    found = _ask(sql.SQL(" UNION ALL ").join(parts), {})
    return [(kind := apps.get_model(label))(**_values(kind, _read(row))) for label, row in found]


def _name(thing: Any) -> str:
    try:
        return str(thing).strip() or _Gone(type(thing), thing.pk).text
    except (AttributeError, ObjectDoesNotExist):  # its name needs something that is gone
        return f"{thing._meta.verbose_name} {thing.pk}"


def _whole(thing: models.Model) -> models.Model | None:
    """What this is a part of: what it would be removed with."""
    for field in _foreign_keys(type(thing)):
        if field.remote_field.on_delete is models.CASCADE:
            whole = field.get_cached_value(thing, default=None)
            return whole if isinstance(whole, models.Model) else None
    return None


def _whole_with_page(thing: models.Model) -> models.Model | None:
    """The thing itself when it has a page, or else the nearest whole that has one."""
    nearest: models.Model | None = thing
    while nearest is not None and not (
        hasattr(nearest, "get_absolute_url") and hasattr(_manager(nearest), "visible_to")
    ):
        nearest = _whole(nearest)
    return nearest


def _urls(things: list[models.Model | None], reader: Person) -> dict[models.Model, str]:
    """Addresses of what still exists and what this reader may see, in one question."""
    by_kind: dict[Model, list[models.Model]] = {}
    for thing in things:
        if thing is not None:
            by_kind.setdefault(type(thing), []).append(thing)
    questions = [
        _manager(some[0])
        .visible_to(reader)
        .filter(pk__in=[one.pk for one in some])
        .order_by()
        .values_list(Value(kind._meta.label_lower, models.TextField()), "pk")
        for kind, some in by_kind.items()
    ]
    if not questions:
        return {}
    seen = {tuple(row) for row in questions[0].union(*questions[1:], all=True)}
    return {
        thing: thing.get_absolute_url()  # type: ignore[attr-defined]  # only what has a page is asked for
        for some in by_kind.values()
        for thing in some
        if (type(thing)._meta.label_lower, thing.pk) in seen
    }


# --- rows -------------------------------------------------------------------------------------------------------------


def _manager(thing: models.Model) -> Any:
    return type(thing)._meta.default_manager


def _events(kind: Model) -> sql.Identifier:
    return sql.Identifier(kind.pgh_event_model._meta.db_table)  # type: ignore[attr-defined]  # set by pghistory


@cache
def _event_fields(kind: Model) -> list[Any]:
    """The fields of a thing that its history keeps: without the confidential ones."""
    kept = {field.name for field in kind.pgh_event_model._meta.fields}  # type: ignore[attr-defined]  # set by pghistory
    return [field for field in kind._meta.concrete_fields if field.name in kept]


@cache
def _foreign_keys(kind: Model) -> list[Any]:
    return [field for field in _event_fields(kind) if field.is_relation]


def _values(kind: Model, row: dict[str, Any]) -> dict[str, Any]:
    """What a row of the history says, as the arguments of the thing itself."""
    return {
        field.attname: (field.target_field if field.is_relation else field).to_python(row[field.column])
        for field in _event_fields(kind)
        if field.column in row
    }


def _words(metadata: Any) -> dict[str, Any]:
    return json.loads(metadata) if isinstance(metadata, str) else metadata or {}


def _read(row: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(row, parse_float=Decimal)
    return read


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _ask(question: sql.Composed, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question.as_string(cursor.connection), values or None)
        return cursor.fetchall()

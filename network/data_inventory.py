"""Every field that holds personal data: whose, what for, how long, and what becomes of it when somebody leaves.

Each app registers its own in `<app>/data_inventory.py`. The page for the DPIA, docs/data.md, the export and the erasure
of a person all follow from this one list, and a test fails on a field that looks personal and isn't in it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

from network.models import Person


class About(StrEnum):
    """Whose data it is, in the order of the page."""

    MEMBERS = "Wie in het netwerk werkt"
    WORK = "Wie wat deed"
    SIGNING_IN = "Inloggen en mail"
    ORGANISATIONS = "Contact en plaats van organisaties"
    FREE_TEXT = "Vrije tekst"
    MACHINERY = "Techniek"


class Basis(StrEnum):
    """The legal basis. A proposal: the functionaris gegevensbescherming of each controller confirms it."""

    PUBLIC_TASK = "algemeen belang (AVG artikel 6, lid 1, onder e)"
    LEGITIMATE_INTEREST = "gerechtvaardigd belang (AVG artikel 6, lid 1, onder f)"
    LEGAL_DUTY = "wettelijke plicht tot beveiliging (AVG artikel 6, lid 1, onder c, en artikel 32)"


class Erasure(StrEnum):
    """What erasing somebody does with it."""

    REPLACED = "vervangen door «Vertrokken persoon» met een nummer"
    DELETED = "verwijderd"
    EMPTIED = "leeggemaakt"
    KEPT = "blijft staan, bij een persoon zonder naam"
    BY_HAND = "met de hand, als iemand erom vraagt"
    BY_ITSELF = "verdwijnt vanzelf"


@dataclass(frozen=True)
class Entry:
    """Fields of one model that hold the same sort of data, for the same reason and as long."""

    model: str
    fields: tuple[str, ...]
    about: About
    what: str
    purpose: str
    basis: Basis
    retention: str
    erasure: Erasure
    of: str = ""  # from the row to the person; empty where it isn't about one person of the network
    shows: tuple[str, ...] = ()  # more of the row, so that an export can be understood
    is_secret: bool = False  # never shown, not to the person either: who reads it could sign in

    @property
    def model_class(self) -> type[Any]:  # each has its own managers
        return apps.get_model(self.model)

    @property
    def is_in_history(self) -> bool:
        events = getattr(self.model_class, "pgh_event_model", None)
        return events is not None and any(field.name in self.fields for field in events._meta.fields)

    @property
    def place(self) -> str:
        return f"{self.model}: {', '.join(self.fields)}"

    @property
    def is_exported(self) -> bool:
        return bool(self.of) and not self.is_secret

    def rows_of(self, person: Person) -> "models.QuerySet[Any]":
        rows: models.QuerySet[Any] = self.model_class.objects.all()
        return rows.filter(**{self.of: person.pk}) if self.of else rows.none()


@dataclass(frozen=True)
class NotPersonal:
    """Fields that look personal and are not, with the reason."""

    fields: tuple[str, ...]
    why: str


Ties = Callable[[Person], Iterable[str]]

_entries: list[Entry] = []
_exceptions: list[NotPersonal] = []
_ties: list[Ties] = []


def register(*entries: Entry) -> None:
    _entries.extend(entries)


def not_personal(why: str, *fields: str) -> None:
    """`fields` as «app.Model.field», or «app.Model.*»."""
    _exceptions.append(NotPersonal(fields, why))


def tie(function: Ties) -> Ties:
    """Add a function that tells, in Dutch, what still ties a person to the network, today or later."""
    _ties.append(function)
    return function


def entries() -> list[Entry]:
    order = list(About)
    return sorted(_entries, key=lambda entry: (order.index(entry.about), entry.what))


def by_group() -> list[tuple[About, list[Entry]]]:
    every = entries()
    return [(about, found) for about in About if (found := [entry for entry in every if entry.about == about])]


def exceptions() -> list[NotPersonal]:
    return list(_exceptions)


def ties_of(person: Person) -> list[str]:
    return [words for ask in _ties for words in ask(person)]


# --- which fields look personal ------------------------------------------------------------------------------------

_TELLING_NAME = re.compile(
    r"(?:^|_)(?:e?mail|phones?|mobile|tel|contacts?|address|street|postcode|place|ip|agent|function|birth|born|bsn|name"
    r"|person|user|holder|author|by|number|value|remark|note)(?:_|$)"
)
_FREE_KINDS = (
    *(models.EmailField, models.GenericIPAddressField, models.TextField),
    *(models.JSONField, models.BinaryField, models.FileField),
)


def looks_personal(field: "models.Field[Any, Any]") -> bool:
    if field.is_relation:
        return field.related_model is Person
    is_words = isinstance(field, models.CharField | models.DateField) and not field.choices
    return isinstance(field, _FREE_KINDS) or (is_words and _TELLING_NAME.search(field.name) is not None)


def unregistered_fields(of: Iterable[type[models.Model]]) -> list[str]:
    """Fields that look personal, are in no entry and have no reason not to be; «app.Model.field»."""
    known = {f"{entry.model}.{field}" for entry in _entries for field in entry.fields}
    known |= {field for exception in _exceptions for field in exception.fields}
    return [
        f"{model._meta.label}.{field.name}"
        for model in of
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if looks_personal(field)
        and not {f"{model._meta.label}.{field.name}", f"{model._meta.label}.*"} & known
        and not hasattr(model, "pgh_tracked_model")  # the history follows the model that it records
    ]

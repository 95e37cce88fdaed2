"""What the portal holds about one person: giving it along, and erasing it when somebody has left.

Both follow the registry of `network.data_inventory`. What others must be able to find again, such as who adopted a
text, stays with a person who no longer has a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from network import account_flows
from network.data_inventory import About, Entry, Erasure, entries, ties_of
from network.dates import today
from network.dutch import enumeration
from network.history import because
from network.keeping import erase_person_from_history
from network.models import Person

MAY_BE_ERASED_AFTER = timedelta(days=2 * 365)
NO_MAIL_GOES_THERE = "vervallen.invalid"


class StillTiedError(Exception):
    """Somebody who still has a role, a membership, an office or a seat isn't erased; the text is Dutch."""


# --- what the portal holds ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holding:
    """The rows of one entry about one person, as that person may read them."""

    entry: Entry
    rows: list[dict[str, str]]

    def as_json(self) -> dict[str, Any]:
        return {
            "wat": self.entry.what,
            "waarvoor": self.entry.purpose,
            "grondslag": str(self.entry.basis),
            "bewaartermijn": self.entry.retention,
            "gegevens": self.rows,
        }


def holdings_of(person: Person) -> list[Holding]:
    """Everything the registry knows about somebody, without what nobody may read, such as passwords."""
    found = [Holding(entry, _rows(entry, person)) for entry in entries() if entry.is_exported]
    return [holding for holding in found if holding.rows]


def export_of(person: Person) -> dict[str, Any]:
    return {
        "persoon": person.name,
        "gemaakt op": timezone.localtime().isoformat(timespec="seconds"),
        "gegevens": [holding.as_json() for holding in holdings_of(person)],
    }


def _rows(entry: Entry, person: Person) -> list[dict[str, str]]:
    model_fields = [entry.model_class._meta.get_field(name) for name in (*entry.fields, *entry.shows)]
    shown = [field for field in model_fields if getattr(field, "related_model", None) is not Person]
    related = [field.name for field in shown if field.is_relation]
    rows = entry.rows_of(person).select_related(*related).order_by("pk")
    return [{_label(field): _as_text(row, field) for field in shown} or {"aantal": "1"} for row in rows]


def _label(field: Any) -> str:
    return str(getattr(field, "verbose_name", field.name))


def _as_text(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if value is None or value == "":
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


# --- who may be erased ---------------------------------------------------------------------------------------------


def why_not(person: Person) -> str:
    """Why somebody can't be erased now; empty when it can."""
    if person.erased_on:
        return "De gegevens van deze persoon zijn al gewist."
    if ties := ties_of(person):
        return f"{person.name} is nog aan het netwerk verbonden: {enumeration(ties)}. Beëindig dat eerst."
    return ""


def may_be_erased(on: date | None = None) -> "models.QuerySet[Person]":
    """Whoever had no role, membership or office in the last two years; nothing erases them by itself."""
    since = (on or today()) - MAY_BE_ERASED_AFTER
    not_since = (
        Q(ends_on__isnull=True) & Q(ended_at__isnull=True) | Q(ends_on__gte=since) | Q(ended_at__date__gte=since)
    )
    dated = Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    people = Person.objects.filter(erased_on__isnull=True)
    # The reverse accessors of the apps above: asking for them here keeps the import pointing down.
    ties: Iterable[tuple[str, Q]] = (
        *(("role_grants", not_since), ("memberships", not_since)),
        *(("offices", dated), ("seats", dated)),
    )
    for name, condition in ties:
        of_tie: Any = Person._meta.get_field(name).related_model
        people = people.exclude(pk__in=of_tie.objects.filter(condition, person__isnull=False).values("person"))
    return people.exclude(invitations__created_at__date__gte=since).order_by("name")


# --- erasing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def erase_person(person: Person, *, by: Person) -> Person:
    """Take away what points to somebody who has left; twice is as good as once."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.erased_on:
        if ties := ties_of(person):
            raise StillTiedError(f"{person.name} is nog aan het netwerk verbonden: {enumeration(ties)}.")
        with because("Gegevens van een persoon gewist"):
            account_flows.end_sessions(person)
            for entry in entries():
                _erase(entry, person)
            _take_the_name_away(person)
    erase_person_from_history(person, by=by)
    return person


def _erase(entry: Entry, person: Person) -> None:
    if entry.model == "network.Person":
        return
    if entry.erasure == Erasure.DELETED:
        entry.rows_of(person).delete()
    elif entry.erasure == Erasure.EMPTIED:
        fields = (entry.model_class._meta.get_field(name) for name in entry.fields)
        entry.rows_of(person).update(**{field.name: None if field.null else "" for field in fields})


def _take_the_name_away(person: Person) -> None:
    person.name = f"Vertrokken persoon {person.pk}"
    person.email = f"vertrokken-{person.pk}@{NO_MAIL_GOES_THERE}"
    person.set_unusable_password()
    person.is_active = False
    person.last_login = None
    person.mail_refused_on = None
    person.erased_on = today()
    person.save()


# --- texts by others, which no machine can judge ---------------------------------------------------------------------


@dataclass(frozen=True)
class Mention:
    """How often a name or address still stands in one sort of text."""

    what: str
    count: int


def mentions_of(person: Person) -> list[Mention]:
    """Texts and data of organisations in which somebody's name or address still stands, to be changed by hand."""
    return [Mention(entry.what, count) for entry in entries() if (count := _times_named(entry, person))]


def _times_named(entry: Entry, person: Person) -> int:
    if entry.about not in {About.FREE_TEXT, About.ORGANISATIONS} or entry.erasure != Erasure.BY_HAND:
        return 0
    model_fields = [entry.model_class._meta.get_field(name) for name in entry.fields]
    texts = [field.name for field in model_fields if isinstance(field, models.TextField | models.CharField)]
    named = Q()
    for name in texts:
        named |= Q(**{f"{name}__icontains": person.name}) | Q(**{f"{name}__icontains": person.email})
    return entry.model_class.objects.filter(named).count() if texts else 0

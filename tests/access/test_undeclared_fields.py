"""Who sends more than a form asks, changes no more than the form does."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from network.database import as_steward
from tests.access.forms_of_pages import Opened, SentForm, all_forms
from tests.cast import Cast
from tests.figures_table import Figure

pytestmark = pytest.mark.django_db

OURS = ("network", "partners", "actionplan", "monitor", "account", "mfa")
PAST = "2001-02-03"


def our_models() -> list[type[models.Model]]:
    """All that a form could write; the history follows by itself."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model") and model._meta.managed
    ]


@dataclass(frozen=True)
class State:
    """Every row of every table of ours."""

    rows: dict[str, list[dict[str, Any]]]

    digests: dict[str, str]

    @classmethod
    def now(cls, before: "State | None" = None) -> "State":
        """Only the tables that changed since then are read again."""
        tables = [model._meta.db_table for model in our_models()]
        # The tables of our own models, by the names that Django gave them.
        whole = [f"SELECT '{table}', md5(string_agg(t::text, chr(10))) FROM \"{table}\" t" for table in tables]  # noqa: S608
        with as_steward(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(whole))
            digests = {table: digest or "" for table, digest in cursor.fetchall()}
            rows = {table: before.rows[table] if before else [] for table in tables}
            changed = [table for table in tables if digests[table] != (before.digests[table] if before else "")]
            for table in changed:
                cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')  # noqa: S608
                rows[table] = [row if isinstance(row, dict) else json.loads(row) for (row,) in cursor.fetchall()]
        return cls(rows, digests)

    def differences(self, other: "State", before: "State", ignored: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """The columns in which the one has other values than the other; new rows have other numbers, and may."""
        mine, theirs = self.numbers_since(before), other.numbers_since(before)
        return {
            (table, column)
            for table in self.rows
            if self.rows[table] != other.rows[table]
            for column in {name for row in self.rows[table] + other.rows[table] for name in row}
            if (table, column) not in ignored
            and self._values(table, column, before, mine) != other._values(table, column, before, theirs)
        }

    def _values(self, table: str, column: str, before: "State", new: dict[str, set[int]]) -> Counter[str]:
        numbers = new.get(tables_referred_to().get((table, column), ""), set().union(*new.values()))
        return Counter(
            "nieuw"
            if column.endswith("id") and row[column] in numbers and row not in before.rows[table]
            else str(row[column])
            for row in self.rows[table]
        )

    def numbers_since(self, before: "State") -> dict[str, set[int]]:
        """Of rows that were not in their table yet, whatever rows of other tables have the same number."""
        return {
            table: {
                number
                for number in {row.get("id") for row in rows} - {old.get("id") for old in before.rows[table]}
                if isinstance(number, int)
            }
            for table, rows in self.rows.items()
        }


@cache
def tables_referred_to() -> dict[tuple[str, str], str]:
    """By table and column: which table its numbers belong to; a known number there is not a new one."""
    return {
        (model._meta.db_table, str(field.column)): (field.related_model or model)._meta.db_table  # type: ignore[union-attr]
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.primary_key or isinstance(field, models.ForeignKey)
    }


def changed_value(field: models.Field) -> str:
    """A value that the field could take and that nothing has."""
    if field.choices:
        return str(list(field.flatchoices)[-1][0])
    if isinstance(field, models.ForeignKey):
        other = field.related_model._default_manager.order_by("-pk").first()  # type: ignore[union-attr]
        return str(other.pk) if other else "1"
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return f"{PAST} 04:05"
        case models.DateField():
            return PAST
        case models.IntegerField() | models.DecimalField() | models.FloatField():
            return "999"
        case models.EmailField():
            return "gekaapt@evil.invalid"
    return "gekaapt"


def all_fields() -> dict[str, list[str]]:
    """Every field of every model, by its name and its column, with the values that each of those models would take."""
    found: dict[str, list[str]] = {}
    for model in our_models():
        for field in model._meta.concrete_fields:
            for name in {field.name, field.attname}:
                found.setdefault(name, []).append(changed_value(field))
    return found


def states_after(form: SentForm, changes: list[dict[str, Any]], before: State) -> Iterator[tuple[int, State]]:
    """Send it with each of these; how it was answered and what the database then held. All is taken back."""
    for changed in changes:
        with transaction.atomic():
            values = {name: value for name, value in (form.values | changed).items() if value is not None}
            client = form.opened.client
            cookies = copy(client.cookies)
            response = client.post(form.url, values)
            client.cookies = cookies  # one that ends a session ends no other form's turn
            yield response.status_code, State.now(before)
            transaction.set_rollback(True)


def undeclared_changes(
    form: SentForm, extra: dict[str, list[str]], before: State, turns: Sequence[int]
) -> tuple[int, set[tuple[str, str]]]:
    """What all those fields change and the form itself does not, where two models have a field of that name with the
    value that fits the one or the other. What differs between two times without is chance.
    """
    filled = {name: _something(form, name) for name, values in form.values.items() if not any(values)}
    undeclared = {name: values for name, values in extra.items() if name not in form.fields}
    hijacked = [filled | {name: values[turn % len(values)] for name, values in undeclared.items()} for turn in turns]
    (status, plain), *others = states_after(form, [filled, *hijacked], before)
    found = {difference for _, state in others for difference in plain.differences(state, before, set())}
    if not found:
        return status, found
    [(_, again)] = states_after(form, [filled], before)
    return status, found - plain.differences(again, before, set())


def _something(form: SentForm, name: str) -> str:
    """An empty form is refused; this one has a better chance."""
    kinds = {"date": "2026-09-01", "number": "1", "email": "iemand@voorbeeld.example", "time": "09:00", "hidden": ""}
    return kinds.get(form.fields[name].kind, "Een gewone tekst")


@pytest.mark.parametrize(
    "everything", [False, pytest.param(True, marks=pytest.mark.full)], ids=["each form", "of each thing"]
)
def test_no_form_changes_what_it_does_not_ask(everything: bool, opened: list[Opened], figure: Figure) -> None:
    every = all_forms(opened, "post", of_each_thing=everything)
    forms = [form for form in every if "logout" not in form.url]
    before, extra = State.now(), all_fields()
    wrong, taken = {}, 0
    for number, form in enumerate(forms):
        turns = (0, 1) if everything else (number % 2,)
        status, changes = undeclared_changes(form, extra, before, turns)
        assert status != 401, f"{form.url}: niet meer ingelogd, dan is er niets getest"
        taken += status == 302
        if changes:
            wrong[form.url] = changes
    assert wrong == {}
    figure("G-04", "formulieren × velden van modellen", len(forms) * len(extra), goal="≥ 5000")
    figure("G-04", "formulieren die echt iets opsloegen", taken, goal="≥ 15")
    figure("G-04", "velden veranderd die het formulier niet vraagt", len(wrong), goal="0")


@pytest.mark.control_of("test_no_form_changes_what_it_does_not_ask")
def test_a_field_that_changes_along_would_be_noticed(cast: Cast) -> None:
    before = State.now()
    cast.lead_organisation.name = "gekaapt"
    cast.lead_organisation.save()
    assert before.differences(State.now(), before, set()) == {("partners_organisation", "name")}

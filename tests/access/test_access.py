"""Every address × everybody of the cast × GET and POST."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from network.models import Person
from tests.access.things import things_with_an_address
from tests.agreement import COLUMNS
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VISITOR = "bez"
OTHERS_RULES = ("admin:", "account_", "mfa_", "usersessions_")


@dataclass(frozen=True)
class Line:
    """One line of the table: an address, the thing it is about, a method, and the answer for each of the cast."""

    url_name: str
    thing: str
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.url_name}" + (f" ({self.thing})" if self.thing else "")


def agreed_lines() -> list[Line]:
    text = (Path(__file__).parents[1] / "access.txt").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.count("|") == 3]
    heads = rows[0][3].split()
    return [
        Line(name, thing, method, dict(zip(heads, marks.split(), strict=True)))
        for name, thing, method, marks in rows[1:]
    ]


def answer_in_words(response: HttpResponse) -> str:
    if response.status_code == 302:
        return "in" if response["Location"].startswith("/account/login/") else ">>"
    return {200: "ok", 401: "uit"}.get(response.status_code, str(response.status_code))


def all_url_names(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from all_url_names(pattern.url_patterns, namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_table() -> None:
    ours = {name for name in all_url_names() if not name.startswith(OTHERS_RULES)}
    methods = {(line.url_name, line.method) for line in agreed_lines()}
    assert {name for name, _ in methods} == ours
    assert {(name, method) for name in ours for method in ("GET", "POST")} == methods


def test_everybody_gets_what_was_agreed_on_every_page(
    cast: Cast, client_of: Callable[[Person], Client], record_property: Callable[[str, object], None]
) -> None:
    """Asked one after the other in one database; after each question what it changed is taken back."""
    things = things_with_an_address(cast)
    clients = {head: client_of(cast.people[name]) for head, name in COLUMNS.items()} | {VISITOR: Client()}
    surprises, asked = [], 0
    for line in agreed_lines():
        url = reverse(line.url_name, kwargs=things[line.thing])
        for head, expected in line.answers.items():
            savepoint = connection.savepoint() if hasattr(connection, "savepoint") else None
            response = clients[head].generic(line.method, url, content_type="application/x-www-form-urlencoded")
            if savepoint:
                connection.savepoint_rollback(savepoint)
            asked += 1
            if (answer := answer_in_words(response)) != expected:
                surprises.append(f"{line}: {head} krijgt {answer}, afgesproken is {expected}")
    record_property("asked", asked)
    print(f"{asked} keer gevraagd: {len(things)} dingen, {len(clients)} personen")
    assert not surprises, "\n" + "\n".join(surprises)


def test_the_admin_is_for_the_administrator_alone(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    admin_urls = [
        reverse(name)
        for name in all_url_names()
        if name.startswith("admin:") and name.endswith(("index", "changelist", "add", "password_change"))
    ]
    assert len(admin_urls) > 8
    for name, person in cast.people.items():
        client = client_of(person)
        answers = {client.get(url).status_code for url in admin_urls}
        assert answers == ({200} if name == "administrator" else {302}), name
    assert {Client().get(url).status_code for url in admin_urls} == {302}


def test_a_get_writes_nothing(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    """All GETs of everybody, in a transaction that the database itself keeps from writing."""
    things = things_with_an_address(cast)
    clients = {head: client_of(cast.people[name]) for head, name in COLUMNS.items()} | {VISITOR: Client()}
    # Django may drop an expired session on reading it; the download log is the one agreed exception (design, §9).
    exceptions = {"monitor:edition-download"}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL transaction_read_only = on")
    with pytest.raises(InternalError), transaction.atomic():
        cast.reader.save()  # the control: a write is really refused
    for line in agreed_lines():
        if line.method == "GET" and line.url_name not in exceptions:
            for client in clients.values():
                client.get(reverse(line.url_name, kwargs=things[line.thing]))

"""What stands in an address: questions of lists, numbers of things. Whatever is asked, the answer is no failure."""

import itertools
import re
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from network.models import Person
from tests.access.forms_of_pages import Opened, forms_on, undone, view_of
from tests.access.hostile_inputs import ALL_TEXTS, HOSTILE
from tests.access.walk import agreed_lines
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.figures_table import Figure

pytestmark = pytest.mark.django_db

ANSWERS = {200, 302, 400, 404, 422}
SQL = HOSTILE["sql"][:25]
OF_THE_ADMIN = {"q", "o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "_facets", "name", "id__in"}


def questions_in_our_code() -> set[str]:
    """The parameters that a view reads by name."""
    sources = (
        path.read_text(encoding="utf-8")
        for app in ("network", "partners", "actionplan", "monitor")
        for path in (settings.BASE_DIR / app).rglob("*.py")
    )
    return {name for text in sources for name in re.findall(r"request\.GET(?:\.get\(|\.getlist\(|\[)\"(\w+)\"", text)}


def questions_of(opened: Opened) -> list[str]:
    names = {name for form in forms_on(opened) if form.method == "get" for name in form.fields}
    names |= OF_THE_ADMIN if opened.url.startswith("/beheer/") else questions_in_our_code() | {"next"}
    return sorted(names)


def rounds(names: list[str], texts: list[str], number: int) -> Iterator[dict[str, str]]:
    """So many rounds of questions, in each of which every name is asked another text."""
    turns = itertools.cycle(texts)
    for _ in range(number):
        yield {name: next(turns) for name in names}


@pytest.mark.parametrize(
    "everything", [False, pytest.param(True, marks=pytest.mark.full)], ids=["in turn", "everything"]
)
def test_every_question_of_every_list_takes_hostile_text(
    everything: bool, opened: list[Opened], figure: Figure
) -> None:
    wrong, asked, sql, start = [], set(), itertools.cycle(SQL), 0
    of_each_view = {view_of(page.url): page for page in reversed(opened)}
    for page in opened if everything else of_each_view.values():
        names = questions_of(page)
        has_list = any(form.method == "get" for form in forms_on(page)) or "changelist" in page.url
        turns = [*rounds(names, ALL_TEXTS[start:] + ALL_TEXTS[:start], len(ALL_TEXTS) if everything else 1)]
        start = (start + len(names)) % len(ALL_TEXTS)
        # In turn: a list gets the next three, so that together they get them all many times.
        of_sql = len(SQL) if everything else 3 * has_list
        turns += [dict.fromkeys(names, next(sql)) for _ in range(of_sql)]
        for questions in turns:
            asked |= {(page.url, name) for name in names}
            response = undone(partial(page.client.get, page.url, questions))
            if response.status_code not in ANSWERS:
                wrong.append(f"{page.url} {questions}: {response.status_code}")
    assert not wrong, "\n".join(wrong)[:5000]
    figure("G-05", "vragen van bladzijden die ze kregen", len(asked), goal="≥ 300")


@pytest.mark.control_of("test_every_question_of_every_list_takes_hostile_text")
def test_the_questions_that_our_views_read_are_found() -> None:
    assert {"pagina", "groep"} <= questions_in_our_code()
    assert [*rounds(["a", "b"], ["1", "2", "3"], 2)] == [{"a": "1", "b": "2"}, {"a": "3", "b": "1"}]


NO_NUMBERS = [
    "0",
    "-1",
    "987654321",
    "9" * 20,
    "9" * 400,
    "1.0",
    "1e3",
    "0x1",
    "١",
    str(uuid.UUID(int=1)),
    "%00",
    "..",
    "a'--",
]


@pytest.mark.full
def test_another_number_in_an_address_finds_nothing(
    cast: Cast, things: dict[str, dict[str, Any]], client_of: Callable[[Person], Client]
) -> None:
    """As the one who may see most of that kind of thing, by reading and by writing."""
    wrong, asked = [], 0
    for line in agreed_lines():
        heads = [head for head, answer in line.answers.items() if answer in {"ok", ">>", "422"} and head in COLUMNS]
        arguments = things.get(line.thing)
        if not arguments or not heads:
            continue
        client = client_of(cast.people[COLUMNS[heads[0]]])
        url = reverse(line.url_name, kwargs=arguments)
        for value, number in itertools.product([str(value) for value in arguments.values()], NO_NUMBERS):
            other = url.replace(f"/{value}/", f"/{number}/")
            response = undone(partial(client.generic, line.method, other))
            asked += 1
            if response.status_code not in {400, 404}:
                wrong.append(f"{line.method} {url} {number}: {response.status_code}")
    assert asked > 500
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "address",
    [
        "/%0d%0aSet-Cookie:x=1",
        "/%0d%0aSet-Cookie:x=1/",
        "//evil.invalid/",
        "//evil.invalid",
        "/%2f%2fevil.invalid",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fsettings.py",
        "/partners//",
        "/hulp/x.css",
        "/hulp/acuut/x.css",
        "/partners/x.css",
        "/" + "a" * 9_000 + "/",
        "/;/%3b/",
    ],
)
def test_a_strange_address_leads_nowhere_else(address: str) -> None:
    response = Client().generic("GET", "/", PATH_INFO=unquote(address))
    assert response.status_code in {301, 302, 400, 404}
    assert "x" not in response.cookies
    assert not response.headers.get("Location", "/").startswith(("//", "http", "/\\"))


HEADERS = [
    {"X-Forwarded-Host": "evil.invalid"},
    {"X-Host": "evil.invalid"},
    {"X-Original-URL": "/beheer/"},
    {"X-Rewrite-URL": "/beheer/"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Forwarded": "host=evil.invalid"},
    {"X-Forwarded-Prefix": "/evil"},
    {"X-Forwarded-Scheme": "http"},
    {"Accept-Language": "xx;q=9,\x01"},
    {"User-Agent": 'x\x1b[2J\n{"level":"INFO"}'},
]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(iter(headers)))
def test_a_public_page_is_the_same_whatever_a_header_says(headers: dict[str, str], cast: Cast) -> None:
    clean = Client().get("/hulp/")
    answer = Client().get("/hulp/", headers=headers)
    assert answer.content == clean.content
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_page_and_its_part_are_never_taken_for_each_other(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    response = client_of(cast.coordinator).get("/partners/", headers={"HX-Request": "true"})
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]

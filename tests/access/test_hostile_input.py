"""Hostile text in every field of every form and in every question of every list: never a 500, never run, never lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.models import Person
from tests.access.things import things_with_an_address
from tests.access.walk import VISITOR, agreed_lines
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.reading import Page

pytestmark = pytest.mark.django_db

MARK = "<script>document.title='x'</script>"
HOSTILE = {
    "script": MARK,
    "img": "<img src=x onerror=alert(1)><svg><animate onbegin=alert(1) attributeName=x>",
    "hx": '<a href="https://x.invalid" hx-get="/acties/1/" hx-trigger="load">k</a>',
    "attribute": '" autofocus onfocus="alert(1)',
    "sql": "a' OR '1'='1'; DROP TABLE network_person; --",
    "formula": '=HYPERLINK("http://evil.invalid","klik")',
    "path": "../../network/settings.py",
    "header": "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "log": '\x1b[2J\n{"level":"INFO"}',
    "right to left": "a\u202egnp.exe \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \U0001f600",
    "nul": "a\x00b",
    "huge": "x" * 10_000,
    "template": "{{ 7|add:7 }}{% debug %}{{ request.user.password }}",
    "scheme": "javascript:alert(1)",
    "xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
    "number": "1e309",
    "negative": "-1",
    "digits": "\u0663\u0664",
    "date": "99-99-9999",
    "percent": "%00%0d%0a%s%d{0}",
    "array": "[]",
}
TYPED_INTO = "input[type=text], input[type=search], input[type=tel], input:not([type]), textarea, input[type=hidden]"


@dataclass(frozen=True)
class SentForm:
    """A form as it stands on a page, ready to be sent."""

    url: str
    values: dict[str, str]
    open_fields: tuple[str, ...]  # what somebody can type into, hidden fields included


def forms_on(page: Page, url: str, method: str) -> Iterator[SentForm]:
    for form in page.all("form"):
        if (form.get("method") or "get").lower() != method:
            continue
        part = Page(form)
        open_fields = tuple(field.get("name") for field in part.all(TYPED_INTO) if field.get("name"))
        values = {name: _value(part, name) for name in {field.get("name") for field in part.all("[name]")} - {None}}
        yield SentForm(form.get("action") or url, values, tuple(f for f in open_fields if f != "csrfmiddlewaretoken"))


def _value(part: Page, name: str) -> str:
    for field in part.all("[name]"):
        if field.get("name") != name:
            continue
        if field.tag == "textarea":
            return str(field.text_content())
        if field.tag == "select":
            chosen = [option for option in Page(field).all("option") if option.get("selected") is not None]
            return str(chosen[0].get("value")) if chosen else ""
        if field.get("type") in {"radio", "checkbox"} and field.get("checked") is None:
            continue
        return field.get("value") or ""
    return ""


@pytest.fixture
def opened(cast: Cast, client_of: Callable[[Person], Client]) -> list[tuple[Client, str, Page]]:
    """Every page of the table, as the first of the cast who may open it."""
    things = things_with_an_address(cast)
    pages = []
    for line in agreed_lines():
        heads = [head for head, answer in line.answers.items() if answer == "ok"]
        if line.method != "GET" or not heads or line.url_name in {"monitor:edition-download", "monitor:indicator-csv"}:
            continue
        client = Client() if heads[0] == VISITOR else client_of(cast.people[COLUMNS[heads[0]]])
        url = reverse(line.url_name, kwargs=things[line.thing])
        response = client.get(url)
        if response["Content-Type"].startswith("text/html"):
            pages.append((client, url, Page.of(response)))
    return pages


def complaint(response: HttpResponse) -> str:
    """What is wrong with an answer, or nothing."""
    if response.status_code >= 500:
        return f"antwoord {response.status_code}"
    if "set-cookie: x" in str(response.headers).lower():
        return "een kop erbij"
    body = response.content.decode(errors="replace")
    if MARK in body or "onerror=alert(1)>" in body or 'hx-get="/acties/1/"' in body or '" autofocus onfocus="' in body:
        return "de tekst staat er rauw"
    return ""


def undone(ask: Callable[[], HttpResponse]) -> HttpResponse:
    """Ask, and take back what it changed."""
    with transaction.atomic():
        response = ask()
        transaction.set_rollback(True)
    return response


def combinations(fields: set[str], *, one_by_one: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Each hostile text in all fields at once, or in each field by itself while the others stay as they are."""
    for kind, text in HOSTILE.items():
        for together in [{field} for field in sorted(fields)] if one_by_one else [fields]:
            yield f"{', '.join(sorted(together))} «{kind}»", dict.fromkeys(together, text)


AT_ONCE_AND_ONE_BY_ONE = pytest.mark.parametrize(
    "one_by_one", [False, pytest.param(True, marks=pytest.mark.full)], ids=["all at once", "one by one"]
)


@AT_ONCE_AND_ONE_BY_ONE
def test_every_field_of_every_form_takes_hostile_text(one_by_one: bool, opened: list[tuple[Client, str, Page]]) -> None:
    found, sent, fields = [], 0, set()
    for client, url, page in opened:
        for form in forms_on(page, url, "post"):
            fields |= {(form.url, field) for field in form.open_fields}
            for what, typed in combinations(set(form.open_fields), one_by_one=one_by_one):
                response = undone(partial(client.post, form.url, form.values | typed))
                sent += 1
                if wrong := complaint(response):
                    found.append(f"{form.url} {what}: {wrong}")
    print(f"{sent} keer verstuurd: {len(fields)} velden × {len(HOSTILE)} teksten")
    assert len(fields) > 30
    assert not found, "\n".join(found)


@AT_ONCE_AND_ONE_BY_ONE
def test_every_question_of_every_list_takes_hostile_text(
    one_by_one: bool, opened: list[tuple[Client, str, Page]]
) -> None:
    found, asked = [], 0
    for client, url, page in opened:
        names = {name for form in forms_on(page, url, "get") for name in form.values} | {"pagina", "groep"}
        for what, typed in combinations(names, one_by_one=one_by_one):
            asked += 1
            if wrong := complaint(client.get(url, typed)):
                found.append(f"{url} {what}: {wrong}")
    print(f"{asked} keer gevraagd")
    assert not found, "\n".join(found)


def test_the_sweep_would_notice_raw_text() -> None:
    """The control: an answer that repeats what was typed is a complaint."""
    for text in (HOSTILE["script"], HOSTILE["img"], HOSTILE["hx"], f'<input value="{HOSTILE["attribute"]}">'):
        assert complaint(HttpResponse(text))
    assert complaint(HttpResponse(status=500))
    assert not complaint(HttpResponse("&lt;script&gt;"))


def test_every_form_needs_its_token(opened: list[tuple[Client, str, Page]]) -> None:
    """Another site can't send any of our forms."""
    refused = set()
    for client, url, page in opened:
        for form in forms_on(page, url, "post"):
            client.handler.enforce_csrf_checks = True
            refused.add(client.post(form.url, form.values | {"csrfmiddlewaretoken": ""}).status_code)
            client.handler.enforce_csrf_checks = False
    assert refused == {403}

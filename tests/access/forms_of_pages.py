"""Every form that the portal shows to somebody, read from its pages as a browser reads them."""

import time
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from network.models import Person
from tests.access.walk import OTHERS_RULES, VISITOR, address_of, agreed_lines, all_addresses
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.reading import Page

NOT_TYPED = {"submit", "button", "reset", "image", "checkbox", "radio", "file"}
# Not pages but files, and one that signs the tests out.
NO_PAGES = {
    "actionplan:action-document",
    "actionplan:finance-export",
    "actionplan:matrix-pdf",
    "actionplan:plan-export",
    "actionplan:priority-template",
    "actionplan:timeline-pdf",
    "monitor:delivery-csv",
    "monitor:delivery-xlsx",
    "monitor:edition-csv",
    "monitor:edition-download",
    "monitor:indicator-csv",
    "monitor:municipality-pdf",
    "monitor:report-csv",
    "monitor:house-logo",
    "monitor:public-csv",
    "monitor:public-pdf",
    "monitor:year-csv",
    "partners:document-download",
    "partners:meeting-document",
    "partners:minutes-pdf",
    "partners:publication-csv",
    "partners:service-pdf",
    "partners:who-is-who",
}


@dataclass(frozen=True)
class Opened:
    """A page, and the browser in which it is open."""

    client: Client
    url: str
    page: Page

    def ask(self, url: str, values: dict[str, Any]) -> HttpResponse:
        return undone(lambda: self.client.post(url, values), client=self.client)


@dataclass(frozen=True)
class Field:
    name: str
    kind: str  # the type of an input, or «select» or «textarea»
    options: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        return self.kind not in NOT_TYPED | {"select"}


@dataclass(frozen=True)
class SentForm:
    """A form as it stands on a page, ready to be sent."""

    opened: Opened
    method: str
    url: str
    values: dict[str, list[str]]
    fields: dict[str, Field] = field(default_factory=dict)

    def send(self, changed: dict[str, Any]) -> HttpResponse:
        """Send it with other values, and take back what that changed. None leaves a field out."""
        values = {name: value for name, value in (self.values | changed).items() if value is not None}
        if self.method == "post":
            return self.opened.ask(self.url, values)
        return undone(lambda: self.opened.client.get(self.url, values), client=self.opened.client)


def undone(ask: Callable[[], HttpResponse], *, client: Client | None = None) -> HttpResponse:
    """Ask, and take back what it changed, in this browser too: signing out ends no other form's turn. Limits on tries
    are another test's.
    """
    cookies = copy(client.cookies) if client else None
    with transaction.atomic():
        response = ask()
        transaction.set_rollback(True)
    if client and cookies is not None:
        client.cookies = cookies
    caches["default"].clear()
    return response


def forms_on(opened: Opened) -> Iterator[SentForm]:
    for form in opened.page.all("form"):
        values: dict[str, list[str]] = {}
        fields: dict[str, Field] = {}
        for element in Page(form).all("input[name], select[name], textarea[name]"):
            name = element.get("name")
            kind = element.get("type") or "text" if element.tag == "input" else element.tag
            options = _options(element)
            known = fields.get(name, Field(name, kind))
            fields[name] = Field(name, known.kind, known.options + options)
            values.setdefault(name, []).extend(_value(element))
        sent = {name: value for name, value in values.items() if value and fields[name].kind != "file"}
        method = (form.get("method") or "get").lower()
        yield SentForm(opened, method, form.get("action") or opened.url, sent, fields)


def all_forms(opened: list[Opened], method: str = "", *, of_each_thing: bool = False) -> list[SentForm]:
    """Each form once, though it stands on many pages; in the long round once for each thing that it is about."""
    forms = [form for page in opened for form in forms_on(page) if form.fields and method in {"", form.method}]
    once: dict[tuple[str, str, tuple[str, ...]], SentForm] = {}
    for form in forms:
        once.setdefault((form.method, form.url if of_each_thing else view_of(form.url), tuple(form.fields)), form)
    return list(once.values())


def view_of(url: str) -> str:
    """The name of an address, whatever thing it is about."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url


def _options(element: Any) -> tuple[str, ...]:
    if element.tag == "select":
        return tuple(option.get("value") or "" for option in Page(element).all("option"))
    return (element.get("value") or "on",) if element.get("type") in {"radio", "checkbox"} else ()


def _value(element: Any) -> list[str]:
    if element.tag == "textarea":
        return [str(element.text_content())]
    if element.tag == "select":
        chosen = [option for option in Page(element).all("option") if option.get("selected") is not None]
        return [option.get("value") or "" for option in chosen]
    if element.get("type") in {"radio", "checkbox"} and element.get("checked") is None:
        return []
    return [element.get("value") or ("on" if element.get("type") == "checkbox" else "")]


def signed_in_just_now(client: Client) -> Client:
    """What is asked again after a while (a password before a change of account) is not asked now."""
    session = client.session
    now = time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": now}, {"method": "mfa", "at": now}]
    session.save()
    return client


def open_pages(cast: Cast, things: dict[str, dict[str, Any]], client_of: Callable[[Person], Client]) -> list[Opened]:
    """Every page of the table as the first of the cast who may open it, and those of /account/ and /beheer/."""
    clients = {head: signed_in_just_now(client_of(cast.people[name])) for head, name in COLUMNS.items()}
    clients[VISITOR] = Client()
    asked: list[tuple[Client, str]] = []
    for line in agreed_lines():
        may = [head for head, answer in line.answers.items() if answer == "ok"]
        if line.method == "GET" and may and line.url_name not in NO_PAGES:
            asked.append((clients[may[0]], address_of(line, things)))
    for url in addresses_of_packages(cast):
        asked += (
            [(clients["beh"], url)] if url.startswith("/beheer/") else [(clients[VISITOR], url), (clients["trk"], url)]
        )
    answers = [(client, url, client.get(url)) for client, url in asked]
    return [
        Opened(client, url, Page.of(response))
        for client, url, response in answers
        if response.status_code == 200 and response["Content-Type"].startswith("text/html")
    ]


def addresses_of_packages(cast: Cast) -> list[str]:
    """What stands under /account/ and /beheer/, as far as an address needs no secret."""
    known = {"object_id": cast.tiel.pk, "app_label": "network"}
    urls = set()
    for name, arguments in all_addresses():
        if name.startswith(OTHERS_RULES) and not name.endswith(("logout", "None")):
            try:
                urls.add(reverse(name, kwargs={argument: known[argument] for argument in arguments}))
            except (KeyError, NoReverseMatch):
                continue
    return sorted(urls)


def as_file(text: str, name: str = "bestand.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())

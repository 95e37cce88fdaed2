"""Every page of the portal as a browser gets it, made without a server; and which of them differ in structure.

A page is looked at in a browser for what it is made of: two pages with the same elements inside the same elements are
found good or bad together, however many rows they have.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.access.forms_of_pages import (
    NO_PAGES,
    Opened,
    addresses_of_packages,
    all_forms,
    signed_in_just_now,
    undone,
    view_of,
)
from tests.access.walk import VISITOR, address_of, agreed_lines
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.reading import Page
from tests.signing_in import browser_of

# What makes an element another element for who looks at it or has it read aloud.
HEARD = ("type", "role", "aria-invalid", "aria-current")
TELLING = (*HEARD, "open", "hidden", "disabled", "aria-describedby", "scope")


@dataclass(frozen=True)
class Seen:
    """One page, as one person got it."""

    role: str
    state: str  # vol, leeg, fout
    url: str
    text: str

    @cached_property
    def root(self) -> Any:
        return html.document_fromstring(self.text)

    @cached_property
    def structure(self) -> frozenset[str]:
        """Each element with the element around it."""
        elements = self.root.iter(html.etree.Element)
        return frozenset(f"{_kind(element.getparent())} > {_kind(element)}" for element in elements)

    @cached_property
    def elements(self) -> frozenset[str]:
        """Each element by itself: what is drawn and read aloud."""
        return frozenset(_kind(element, HEARD) for element in self.root.iter(html.etree.Element))

    @property
    def view(self) -> str:
        return view_of(self.url)

    def __str__(self) -> str:
        return f"{self.url} ({self.role}, {self.state})"


def _kind(element: Any, telling: tuple[str, ...] = TELLING) -> str:
    if element is None:
        return ""
    if element.tag in {"path", "line", "circle", "rect", "tspan"}:  # a drawing, whatever it draws
        return "shape"
    names = [name for name in telling if name in element.attrib]
    told = [f"[{name}={element.get(name) if name in ('type', 'role', 'scope') else ''}]" for name in names]
    return ".".join([str(element.tag), *sorted((element.get("class") or "").split()), *told])


def seen(role: str, state: str, url: str, response: HttpResponse) -> Iterator[Seen]:
    is_page = response.status_code in {200, 404, 422} and response.get("Content-Type", "").startswith("text/html")
    if is_page and b"<html" in response.content:
        yield Seen(role, state, url, response.content.decode())


def clients_of(cast: Cast) -> dict[str, Client]:
    """A browser for each role of the table, in which a password was asked a moment ago."""
    known = {head: signed_in_just_now(browser_of(cast.people[name])) for head, name in COLUMNS.items()}
    return known | {VISITOR: Client()}


def pages_of_every_role(
    cast: Cast, things: Mapping[str, dict[str, Any]], state: str, clients: Mapping[str, Client]
) -> Iterator[Seen]:
    """Every page of the table about these things, for everybody who may see it, and those of /account/ and /beheer/."""
    for line in agreed_lines():
        if line.method == "GET" and line.url_name not in NO_PAGES and line.thing in things:
            url = address_of(line, things)
            for head, answer in line.answers.items():
                if answer == "ok":
                    yield from _open(clients[head], head, state, url)
    for url in addresses_of_packages(cast):
        for head in ("beh",) if url.startswith("/beheer/") else (VISITOR, "trk"):
            yield from _open(clients[head], head, state, url)
    yield from seen(VISITOR, state, "/bestaat-niet/", clients[VISITOR].get("/bestaat-niet/"))


def _open(client: Client, head: str, state: str, url: str) -> Iterator[Seen]:
    yield from seen(head, state, url, undone(lambda: client.get(url), client=client))


def refused_forms(pages: Iterable[Seen], clients: Mapping[str, Client]) -> Iterator[Seen]:
    """Every form of these pages, sent without what must be filled in: the page that says so."""
    opened = [Opened(clients[page.role], page.url, Page.of(HttpResponse(page.text))) for page in pages]
    role_of = {id(client): role for role, client in clients.items()}
    for form in all_forms(opened, "post"):
        empty = {name: "" for name, field in form.fields.items() if field.is_typed or field.kind == "select"}
        if empty:
            yield from seen(role_of[id(form.opened.client)], "fout", form.url, form.send(empty))


def one_of_each_structure(pages: Iterable[Seen]) -> list[Seen]:
    """One page for all that are made of the same."""
    return list({page.structure: page for page in pages}.values())


def fewest_that_show_everything(pages: Iterable[Seen]) -> list[Seen]:
    """Some pages in which each element stands that stands in any of them: the richest first, then what adds most."""
    left = sorted(pages, key=lambda page: len(page.elements), reverse=True)
    covered: set[str] = set()
    chosen = []
    while left:
        best = max(left, key=lambda page: len(page.elements - covered))
        chosen.append(best)
        covered |= best.elements
        left = [page for page in left if page.elements - covered]
    return chosen


def pages_that_were_opened(opened: Iterable[Opened]) -> list[Seen]:
    return [
        Seen("", "vol", each.url, html.tostring(each.page.root, encoding="unicode", doctype="<!DOCTYPE html>"))
        for each in opened
    ]

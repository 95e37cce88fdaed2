"""Reading the portal as somebody does who signed in: every page, every filter, every file. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from urllib.parse import urlencode, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from lxml import html
from pypdf import PdfReader

from network.spreadsheets import from_csv
from tests.reading import Page

INSIDE = re.compile(r"/(monitor|leveringen|rapportages)/")
# Forms in which somebody types, and who delivers what: no figure stands in them. The lists that lead there are read.
OUTSIDE = re.compile(r"/(wijzigen|toevoegen|onderverdelingen|omschrijving|vragen|uitvragen|import|grenzen|bronnen)/")
MOST_CHOICES = 24


@dataclass
class Found:
    """Everything that was fetched, by its address."""

    texts: dict[str, str] = field(default_factory=dict)  # as it came over the line; of a PDF its text
    refused: set[str] = field(default_factory=set)

    def pages(self, part: str = "") -> Iterator[tuple[str, Page]]:
        for url, text in self.texts.items():
            if part in url and "<html" in text:
                yield url, Page.of(text)

    def tables(self, part: str = "/csv/") -> Iterator[tuple[str, list[list[str]]]]:
        for url, text in self.texts.items():
            if part in url and "<html" not in text:
                yield url, from_csv(text)


def crawl(client: Client, starts: list[str], *, choices: bool) -> Found:
    """Follow every link; with `choices` combinations of every filter too, spread over all of them."""
    found, waiting, seen = Found(), list(starts), set(starts)
    while waiting:
        url = waiting.pop(0)
        response = client.get(url)
        if response.status_code in {301, 302}:
            _ask(response["Location"], seen, waiting)
            continue
        if response.status_code != 200:
            found.refused.add(url)
            continue
        found.texts[url] = _text_of(response)
        if "text/html" in response["Content-Type"] and "?" not in url:
            for link in _links(found.texts[url], url, choices=choices):
                _ask(link, seen, waiting)
    return found


def _ask(link: str, seen: set[str], waiting: list[str]) -> None:
    parts = urlsplit(link)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if path not in seen and INSIDE.match(parts.path) and not OUTSIDE.search(parts.path):
        seen.add(path)
        waiting.append(path)


def _text_of(response: HttpResponse) -> str:
    content = response.getvalue() if response.streaming else response.content
    if "pdf" in response["Content-Type"]:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode("utf-8-sig", errors="replace")


def _links(text: str, url: str, *, choices: bool) -> Iterator[str]:
    root = html.document_fromstring(text)
    for href in root.xpath("//a/@href | //*/@hx-get"):
        if choices or "?" not in href:
            yield urljoin(url, href)
    if not choices:
        return
    for form in root.xpath("//form[translate(@method, 'GET', 'get')='get']"):
        fields = [
            [(select.get("name"), value) for value in select.xpath(".//option/@value")]
            for select in form.xpath(".//select[@name]")
        ]
        if fields and all(fields):
            every = list(product(*fields))
            for chosen in every[:: -(-len(every) // MOST_CHOICES)]:
                yield urljoin(url, f"{form.get('action') or urlsplit(url).path}?{urlencode(chosen)}")

"""What the tests of importing partners share: a list as people keep it, and the steps of the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.imports.flows import read
from network.imports.layouts import Layout, guess
from network.imports.looks import Look, look_at
from network.models import Person, WaitingImport
from partners.organisation_import import ORGANISATIONS
from tests.reading import Page

START = "/partners/importeren/"
OUR_HEADER = "Naam;Soort;Domein;KvK-nummer;Telefoon;E-mail;Website;Werkgebied"


def as_list(*lines: str, header: str = OUR_HEADER) -> bytes:
    return "\r\n".join([header, *lines]).encode()


def look_of(content: bytes, *, name: str = "lijst.csv", layout: Layout | None = None, **more: Any) -> Look:
    """What a list would change, read by our own headings unless a layout is given."""
    table = read(ORGANISATIONS, content, name)
    return look_at(ORGANISATIONS, table, layout or guess(ORGANISATIONS, table.header), **more)


def reasons(look: Look) -> list[tuple[int, str, str]]:
    """Row, column and value of every cell that is rejected."""
    return [(each.row, each.column, each.value) for each in look.rejected]


def send(client: Client, content: bytes, *, name: str = "lijst.csv") -> HttpResponse:
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def waiting_of(person: Person) -> WaitingImport:
    return WaitingImport.objects.filter(brought_in_by=person).latest("pk")


def look_url(person: Person) -> str:
    return reverse("partners:import-look", args=[waiting_of(person).pk])


def columns_url(person: Person) -> str:
    return reverse("partners:import-columns", args=[waiting_of(person).pk])


def confirm(client: Client, person: Person) -> HttpResponse:
    """Save what the page shows now."""
    url = look_url(person)
    page = Page.of(client.get(url))
    return client.post(url, {"gezien": page.one('input[name="gezien"]').get("value")})

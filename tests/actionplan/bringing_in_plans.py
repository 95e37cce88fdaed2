"""What the tests of bringing in a plan share: a list as people keep it, and the steps of the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from actionplan.models import Action, Plan
from actionplan.plan_export import plan_as
from actionplan.plan_import import PLANS
from network.imports.flows import read
from network.imports.layouts import Layout, guess
from network.imports.looks import Look, look_at
from network.models import Person, WaitingImport
from tests.factories import PlanFactory
from tests.reading import Page

START = "/plan/inlezen/"
HEADER = "Nummer;Titel;Bouwsteen;Pijler;Trekker;Begint op;Klaar op"


def a_plan() -> Plan:
    """The plan in force."""
    return PlanFactory.create()


def as_list(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *lines]).encode()


def look_of(
    content: bytes, *, name: str = "plan.csv", layout: Layout | None = None, sheet: str = "", **more: Any
) -> Look:
    """What a list would change, read by our own headings unless a layout is given."""
    table = read(PLANS, content, name, sheet=sheet)
    return look_at(PLANS, table, layout or guess(PLANS, table.header), **more)


def load(content: bytes, **more: Any) -> Look:
    """The same, and written."""
    return look_of(content, writes=True, **more)


def content_of(plan: Plan, file_format: str, *, person: Person) -> bytes:
    """The plan as this person downloads it."""
    content = plan_as(file_format, plan, person=person)
    return content.encode() if isinstance(content, str) else content


def reasons(look: Look) -> list[tuple[int, str, str]]:
    """Row, label of the column, and why."""
    return [(each.row, PLANS.label(each.key), each.reason) for each in look.rejected]


def states(look: Look) -> list[str]:
    return [row.state.value for row in look.rows]


def action(title: str) -> Action:
    return Action.objects.get(title=title)


def send(client: Client, content: bytes, *, name: str = "plan.csv") -> HttpResponse:
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def look_url(person: Person) -> str:
    waiting = WaitingImport.objects.filter(brought_in_by=person).latest("pk")
    return reverse("actionplan:plan-import-look", args=[waiting.pk])


def confirm(client: Client, person: Person) -> HttpResponse:
    """Save what the page shows now."""
    url = look_url(person)
    page = Page.of(client.get(url))
    return client.post(url, {"gezien": page.one('input[name="gezien"]').get("value")})

"""Asking for pages and filling in forms as a browser does."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.reading import Page


def values_of(response: HttpResponse, *, with_field: str) -> dict[str, str]:
    """What the browser would send when somebody presses the button without changing anything."""
    (form,) = [form for form in Page.of(response).root.forms if with_field in form.fields]
    return {
        field.name: field.value or "" for field in form.inputs if field.name and field.name != "csrfmiddlewaretoken"
    }


def as_sent(response: HttpResponse, *, with_field: str) -> dict[str, Any]:
    """The same, with boxes and choices as a browser sends them: only those that are ticked, and several of a name."""
    (form,) = [form for form in Page.of(response).root.forms if with_field in form.fields]
    sent: dict[str, Any] = {}
    for field in form.inputs:
        is_box = field.get("type") in {"checkbox", "radio"}
        if field.name and field.name != "csrfmiddlewaretoken" and not (is_box and field.get("checked") is None):
            sent.setdefault(field.name, []).append((field.get("value") if is_box else field.value) or "")
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def day(number: int, kind: str, *times: str) -> dict[str, Any]:
    """A day of the opening hours as it is typed; Monday is 0."""
    fields = ("opens_at", "closes_at", "second_opens_at", "second_closes_at")
    typed = dict(zip(fields, [*times, "", "", "", ""], strict=False))
    return {f"dag-{number}-kind": kind} | {f"dag-{number}-{field}": value for field, value in typed.items()}


def questions_of(client: Client, url: str) -> int:
    """How many questions a page puts to the database."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)

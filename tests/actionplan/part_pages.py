"""Filling in the forms of the parts of a plan, as a browser does."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.models import Person
from tests.reading import Page

ClientOf = Callable[[Person], Client]


def address(name: str, *args: Any) -> str:
    return reverse(f"actionplan:{name}", args=args)


def sent_by(client: Client, url: str, **typed: Any) -> dict[str, Any]:
    """What the form of a page sends back, with these fields typed over; None leaves one out."""
    form = Page.of(client.get(url)).one("main form")
    sent: dict[str, Any] = {}
    for name in form.fields:
        field = form.inputs[name]
        value = field.value if not hasattr(field, "checked") or field.checked else None
        if name and value is not None:
            sent[name] = value
    return {name: value for name, value in {**sent, **typed}.items() if value is not None}


def fill_in(client: Client, url: str, **typed: Any) -> HttpResponse:
    return client.post(url, sent_by(client, url, **typed))


def words(response: HttpResponse) -> str:
    return Page.of(response).words

"""/.well-known/security.txt: whoever finds a weakness reads there whom to tell (RFC 9116)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def fields(settings: Settings) -> dict[str, str]:
    settings.SECURITY_CONTACT = ["mailto:security@gemeente.example"]
    settings.PORTAL_URL = "https://portaal.example"
    response = Client().get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_it_says_whom_to_tell_and_how_long_that_is_good(settings: Settings) -> None:
    told = fields(settings)
    assert told["Contact"] == "mailto:security@gemeente.example"
    assert told["Canonical"] == "https://portaal.example/.well-known/security.txt"
    left = datetime.fromisoformat(told["Expires"]) - datetime.now(UTC)
    assert timedelta(days=1) < left < timedelta(days=365)


def test_a_portal_that_names_nobody_has_no_such_page(settings: Settings) -> None:
    settings.SECURITY_CONTACT = []
    assert Client().get("/.well-known/security.txt").status_code == 404

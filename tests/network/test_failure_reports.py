"""What the operator's Sentry gets of a failure: what broke and where, and nothing that somebody typed."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from network import failure_reports

pytestmark = pytest.mark.django_db

CANARY = "Kanariestraat 7 bsn 111222333"
SENTRY = "https://sleutel@sentry.invalid/1"


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent += [item.payload.get_bytes().decode() for item in envelope.items]


@pytest.fixture
def kept() -> Iterator[Kept]:
    with sentry_sdk.isolation_scope():
        yield Kept()
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


def break_a_page(monkeypatch: pytest.MonkeyPatch) -> str:
    """Post a form that breaks the portal with what was typed in it; the mark that its page shows."""

    def broken(_middleware: object, request: HttpRequest, *_: object) -> None:
        typed = request.POST["note"]
        raise ValidationError(f"«{typed}» is al in gebruik")

    monkeypatch.setattr("network.middleware.PrivateByDefault.process_view", broken)
    client = Client(raise_request_exception=False)
    response = client.post(f"/privacy/?zoek={CANARY}", {"note": CANARY}, headers={"user-agent": CANARY})
    return response["X-Request-ID"]


def test_a_failure_is_reported_by_its_kind_and_place(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    failure_reports.start(SENTRY, version="1.2.3", transport=kept)

    mark = break_a_page(monkeypatch)

    [event] = [json.loads(sent) for sent in kept.sent]
    [exception] = event["exception"]["values"]
    assert exception["type"] == "ValidationError"
    assert exception["stacktrace"]["frames"][-1]["function"] == "broken"
    assert (event["release"], event["tags"]) == ("1.2.3", {"request": mark})
    assert not {"request", "user", "breadcrumbs", "extra", "contexts", "logentry", "server_name"} & set(event)
    assert "anarie" not in kept.sent[0]


def test_without_our_allow_list_what_was_typed_would_be_sent(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(failure_reports, "only_what_broke", lambda event, _hint: event)
    failure_reports.start(SENTRY, version="1.2.3", transport=kept)

    break_a_page(monkeypatch)

    assert "anarie" in kept.sent[0]


def test_an_error_in_words_only_stays_here(kept: Kept) -> None:
    failure_reports.start(SENTRY, version="1.2.3", transport=kept)

    logging.getLogger("allauth").error("Mail to %s failed", CANARY)

    assert kept.sent == []


def test_without_an_address_nothing_is_reported(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr(sentry_sdk, "init", lambda **options: started.append(options))

    failure_reports.start("", version="1.2.3", transport=kept)

    assert started == []

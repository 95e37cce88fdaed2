"""Telling the operator's own Sentry that something broke: what kind of failure, and where in the code.

Off without SENTRY_DSN. What is sent is built anew from an allow-list, so that whatever the package gathers, such as a
body, an address, a local variable or a message that quotes what was typed, stays here.
"""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.transport import Transport

from network.logs import request_id

_OF_EVENT = ("event_id", "timestamp", "level", "platform", "logger", "release", "environment")
_OF_EXCEPTION = ("type", "module")
_OF_FRAME = ("filename", "function", "module", "lineno", "in_app")


def start(dsn: str, *, version: str, transport: type[Transport] | Transport | None = None) -> None:
    """Report every failure that is logged from here on; `transport` is for who wants to see what would be sent.

    Who asked and what they sent is left out by default; the rest is switched off here, and `only_what_broke` decides.
    """
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        release=version,
        transport=transport,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None)],
        before_send=only_what_broke,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
    )


def only_what_broke(event: Any, _hint: dict[str, Any]) -> Any:
    """The event with types and places only; an error that is no exception stays in the log."""
    if "exception" not in event:
        return None
    values = [_exception(value) for value in event["exception"].get("values", [])]
    kept = {name: event[name] for name in _OF_EVENT if name in event}
    return kept | {"tags": {"request": request_id()}, "exception": {"values": values}}


def _exception(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames", [])
    return {name: value.get(name) for name in _OF_EXCEPTION} | {
        "stacktrace": {"frames": [{name: frame.get(name) for name in _OF_FRAME} for frame in frames]}
    }

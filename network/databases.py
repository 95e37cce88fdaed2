"""Which databases the settings name: one server or several, behind a pooler or not, with a copy to read from or not.

A url may name several hosts with `target_session_attrs=read-write`: a connection goes to the one that takes writes, and
one that broke is made anew, to whichever is the primary then.
"""

from typing import Any

import environ

# A server that is gone without a word may not keep anybody: its silence is noticed within half a minute. What the url
# itself says goes before.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,  # seconds, for each host
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
COPY = "copy"  # the read replica
OUTSIDE = "outside"  # the same database, outside the transaction of the request


def databases(url: str, *, pooled: bool, read_url: str, several_machines: bool) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. A request is one transaction of «default»; the others are there when they are asked for."""
    default = _database(url) | {"ATOMIC_REQUESTS": True, "DISABLE_SERVER_SIDE_CURSORS": pooled}
    named = {"default": default}
    if read_url:
        named[COPY] = _database(read_url)
        # Also when this copy became the primary, or the url names one by mistake: nothing is ever written there.
        named[COPY]["OPTIONS"]["options"] = "-c default_transaction_read_only=on"
    if several_machines:
        named[OUTSIDE] = _database(url)
    return named


def _database(url: str) -> dict[str, Any]:
    found = environ.Env.db_url_config(url)
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return kept | found | {"OPTIONS": {**PATIENCE, **found.get("OPTIONS", {})}}

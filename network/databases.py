"""Which databases the settings name: one server or several, behind a pooler or not, with a copy to read from or not.

A url may name several hosts with `target_session_attrs=read-write`: a connection goes to the one that takes writes, and
one that broke is made anew, to whichever is the primary then.
"""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

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


def readable_url(name: str, url: str) -> str:
    """The url of a setting, or a Dutch sentence that tells nothing of it: what can't be read is often the password."""
    if url and not _is_readable(url):
        raise ImproperlyConfigured(
            f"{name} is geen leesbaar adres van een database (postgresql://…, zie .env.example). Staat er"
            " in het wachtwoord een teken als / of #, schrijf dat dan als %2F of %23."
        )
    return url


def _is_readable(url: str) -> bool:
    try:
        conninfo_to_dict(url)
        found = environ.Env.db_url_config(url)
    except (ValueError, ProgrammingError):
        return False
    return url.startswith(("postgresql://", "postgres://")) and "@" not in found["NAME"]


def databases(url: str, *, pooled: bool, read_url: str, several_machines: bool) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. A request is one transaction of «default»; the others are there when they are asked for."""
    default = _database(url) | {"ATOMIC_REQUESTS": True, "DISABLE_SERVER_SIDE_CURSORS": pooled}
    named = {"default": default}
    if read_url:
        named[COPY] = _database(read_url)
        if named[COPY]["USER"] != default["USER"]:
            raise ImproperlyConfigured(
                "DATABASE_READ_URL meldt zich aan als een andere rol dan DATABASE_URL. Neem dezelfde: wie uit de kopie"
                " leest mag niet meer zien dan anders."
            )
        # Also when this copy became the primary, or the url names one by mistake: nothing is ever written there.
        named[COPY]["OPTIONS"]["options"] = "-c default_transaction_read_only=on"
    if several_machines:
        named[OUTSIDE] = _database(url)
    return named


def _database(url: str) -> dict[str, Any]:
    found = environ.Env.db_url_config(url)
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return kept | found | {"OPTIONS": {**PATIENCE, **found.get("OPTIONS", {})}}

"""`migrate` as the owner of the tables, followed by the rights of the other roles."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import environ
from django.conf import settings
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from network.database import apply_rights

OWNER = "owner"


class Command(DjangoMigrate):
    help = DjangoMigrate.help

    def handle(self, *args: Any, **options: Any) -> str | None:
        use_owner()
        options["database"] = OWNER
        with _told_to_the_history():
            answer = super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            apply_rights(connections[OWNER])
        return answer


@contextmanager
def _told_to_the_history() -> Iterator[None]:
    """What a migration writes is nobody's, yet not outside the portal. For the whole session: migrations commit."""
    told = "SELECT set_config('pghistory.context_id', %s, false), set_config('pghistory.context_metadata', %s, false)"
    with connections[OWNER].cursor() as cursor:
        cursor.execute(told, [str(uuid4()), json.dumps({"actor": "Nieuwe versie van het portaal"})])
    yield
    with connections[OWNER].cursor() as cursor:
        cursor.execute(told, ["", ""])


def use_owner() -> None:
    """Add the connection of the owner, to the same database as the portal's own."""
    if OWNER in connections.settings:
        return
    if not settings.DATABASE_OWNER_URL:
        raise SystemExit(
            "DATABASE_OWNER_URL ontbreekt. Zet daarin de eigenaar van de tabellen (portal_owner), zie .env.example."
        )
    owner = environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    connections.settings[OWNER] = connections.configure_settings(
        {"default": {**owner, "NAME": connections["default"].settings_dict["NAME"]}}
    )["default"]

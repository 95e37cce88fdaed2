"""`migrate` as the owner of the tables, followed by the rights of the other roles."""

from typing import Any

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
        answer = super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            apply_rights(connections[OWNER])
        return answer


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

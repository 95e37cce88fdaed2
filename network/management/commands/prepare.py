"""`prepare`: bring the database up to date and, on a clone, fill an empty one with the example region.

One command, so that a start of the portal loads Django once.
"""

import gc
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Werkt de database bij en laadt op een kloon de voorbeeldregio als er nog niets is."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        # For an empty database all models are built some fifty times over, and looking for what may go took a third of
        # that. This process ends soon.
        gc.freeze()
        gc.set_threshold(1_000_000, 10, 10)
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PORTAL_DEMO and settings.USES_EMBEDDED_DATABASE:
            call_command("demo", if_empty=True)

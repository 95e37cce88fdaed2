"""`proxy_pages`: write the pages that nginx or Caddy shows when the portal itself can't."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

FOLDER = settings.BASE_DIR / "deploy"
PAGES = {
    "emergency.html": {
        "title": "Het portaal is even niet bereikbaar",
        "what_to_do": [
            "Het ligt niet aan u. Wacht een minuut en probeer het dan nog een keer.",
            "Was u iets aan het invullen? Ga terug met de knop van uw browser. Meestal staat uw tekst er nog.",
        ],
    },
    "too_large.html": {
        "title": "Het bestand is te groot",
        "what_to_do": [
            f"Een bestand mag hoogstens {settings.IMPORT_MAX_BYTES // 1024**2} MB zijn. Er is niets opgeslagen.",
            "Ga terug met de knop van uw browser en kies een kleiner bestand.",
        ],
    },
}


class Command(BaseCommand):
    help = "Schrijft de noodpagina's van de webserver, met de telefoonnummers en de uitgang van dit portaal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=FOLDER, help="De map; zonder deze: deploy/.")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in PAGES:
            (options["to"] / name).write_text(page(name), encoding="utf-8")
            self.stdout.write(f"Geschreven: {options['to'] / name}")


def page(name: str) -> str:
    return render_to_string("proxy_page.html", PAGES[name] | {"exit_url": settings.EXIT_URL})

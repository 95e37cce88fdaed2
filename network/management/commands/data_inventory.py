"""Writes docs/data.md from the registry of personal data, for a DPIA and a verwerkingsregister."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from network.data_inventory import Entry, by_group

INTRODUCTION = """# Persoonsgegevens

Elk gegeven over personen dat het portaal bewaart, voor de DPIA en het verwerkingsregister. `manage.py data_inventory`
schrijft dit bestand uit de lijst in de code; een test houdt het daaraan. Dezelfde lijst staat op `/persoonsgegevens/`,
bepaalt wat iemand meekrijgt die om de eigen gegevens vraagt, en wat er gebeurt als iemand gewist wordt.

Gegevens van slachtoffers, plegers en cliënten horen nergens in het portaal; een wachter op vrije tekst waarschuwt
ervoor. De grondslagen zijn een voorstel: laat ze nakijken door uw functionaris gegevensbescherming.
"""


class Command(BaseCommand):
    help = "Schrijft docs/data.md: alle persoonsgegevens van het portaal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="toon de tekst en schrijf niets")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(as_markdown())
            return
        document = document_path()
        document.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"Geschreven: {document.name}")


def document_path() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "data.md"


def as_markdown() -> str:
    parts = [INTRODUCTION]
    for about, entries in by_group():
        parts.append(f"## {about}\n\n" + "\n".join(_table(entries)) + "\n")
    return "\n".join(parts)


def _table(entries: list[Entry]) -> list[str]:
    return [
        "| gegeven | waarvoor | grondslag | hoe lang | in geschiedenis | wordt meegegeven | als iemand gewist wordt |",
        "|---|---|---|---|---|---|---|",
        *(_row(entry) for entry in entries),
    ]


def _row(entry: Entry) -> str:
    cells = [
        f"{entry.what} (`{entry.place}`)",
        entry.purpose,
        entry.basis,
        entry.retention,
        "ja" if entry.is_in_history else "nee",
        "ja" if entry.is_exported else "nee",
        entry.erasure,
    ]
    return "| " + " | ".join(cells) + " |"

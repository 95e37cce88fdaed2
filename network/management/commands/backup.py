"""`backup`: one dated archive of database and files, verified."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.backup import keys, make_backup
from network.backup_archive import ArchiveError


class Command(BaseCommand):
    help = "Maakt een back-up van database en bestanden in één bestand en leest die terug. Eindigt met 1 bij problemen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=None, metavar="MAP", help="in plaats van BACKUP_DIR")
        parser.add_argument("--new-key", action="store_true", help="toont een nieuw paar sleutels en doet verder niets")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            return self._new_key()
        folder: Path = (options["to"] or settings.BACKUP_DIR).absolute()
        try:
            made = make_backup(folder)
            encrypted = bool(keys()[1])
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in made.tables.values())
        self.stdout.write(
            f"De back-up is gemaakt en teruggelezen: {made.path} ({made.path.stat().st_size / 1024**2:.1f} MB,"
            f" {len(made.tables)} tabellen met {rows} rijen, {made.files} bestanden)."
        )
        if not encrypted:
            self.stdout.write("Let op: hij is niet versleuteld. Zet BACKUP_KEY of BACKUP_RECIPIENT.")
        if settings.BACKUP_RECIPIENT and not settings.BACKUP_KEY:
            self.stdout.write("De inhoud is hier niet te openen. Oefen het terugzetten waar de sleutel wel is.")
        for problem in made.problems:
            self.stderr.write(problem)
        sys.exit(1 if made.problems else 0)

    def _new_key(self) -> None:
        import pyrage

        identity = pyrage.x25519.Identity.generate()
        self.stdout.write(
            "Zet één van deze twee in .env. Bewaar de eerste ook buiten deze machine: zonder haar gaat geen back-up"
            f" meer open.\nBACKUP_KEY={identity}\nBACKUP_RECIPIENT={identity.to_public()}"
        )

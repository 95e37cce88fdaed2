"""`restore`: put a backup back in an empty portal; with --try only see whether it would work."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.backup import archives_in
from network.backup_archive import ArchiveError
from network.backup_restore import restore, try_restore
from network.dutch import long_date


class Command(BaseCommand):
    help = "Zet een back-up terug in een lege database en een lege opslag. Met --try alleen op proef, ernaast."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="BESTAND", help="leeg met --try: de nieuwste")
        parser.add_argument("--try", action="store_true", dest="only_try", help="op proef, in een eigen database")
        parser.add_argument("--from-elsewhere", action="store_true", help="ook met een andere SECRET_KEY gemaakt")

    def handle(self, *args: Any, **options: Any) -> None:
        path, only_try = options["file"], options["only_try"]
        if path is None and not only_try:
            raise CommandError("Noem het bestand dat u wilt terugzetten.")
        if path is None and not (found := archives_in(settings.BACKUP_DIR)):
            raise CommandError(f"In {settings.BACKUP_DIR} staat geen back-up om te proberen.")
        path = path or found[-1]
        try:
            done = (try_restore if only_try else restore)(path, from_elsewhere=options["from_elsewhere"])
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        made = datetime.fromisoformat(done.manifest["made_at"])
        self.stdout.write(
            f"{path.name} van {long_date(made.date())}, {made:%H.%M} uur, is {'goed' if only_try else 'teruggezet'}:"
            f" {len(done.manifest['tables'])} tabellen met {done.rows} rijen en {done.files} bestanden, alles gelijk."
        )
        for warning in done.warnings:
            self.stderr.write(f"Let op: {warning}")
        if not only_try:
            self.stdout.write(
                "Dit is nu een kopie: zij verstuurt geen mail. Is dit voortaan het portaal? Draai «manage.py settle»."
            )

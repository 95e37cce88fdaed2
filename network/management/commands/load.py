"""`load KIND FILE`: import a file, all or nothing, and tell the same as `preview`; status 1 when a line is rejected."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from network.management import import_kinds


class Command(BaseCommand):
    help = "Leest een bestand in: alles of niets. Stopt met status 1 als er een regel is afgekeurd."

    def add_arguments(self, parser: ArgumentParser) -> None:
        import_kinds.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        told = import_kinds.run("load", options)
        self.stdout.write(import_kinds.as_json(told))
        if told["rejected"]:
            sys.exit(1)

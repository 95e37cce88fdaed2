"""`preview KIND FILE`: what an import would do, as JSON. Writes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from network.management import import_kinds


class Command(BaseCommand):
    help = "Laat zien wat een import zou veranderen, als JSON. Er wordt niets opgeslagen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        import_kinds.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(import_kinds.as_json(import_kinds.run("preview", options)))

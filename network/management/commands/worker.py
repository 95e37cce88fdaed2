"""`worker`: do the jobs that wait, until stopped."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from network.checks import refuse_an_unsafe_start


class Command(BaseCommand):
    help = "Voert het werk op de achtergrond uit."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_an_unsafe_start()
        call_command("procrastinate", "worker", "--concurrency", "1")

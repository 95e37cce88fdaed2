"""`alarms`: does everything happen that must? Run by a timer, every ten minutes."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.alarms import ringing, tell


class Command(BaseCommand):
    help = "Kijkt of alles gebeurt wat moet gebeuren, en waarschuwt als dat niet zo is. Eindigt dan met 1."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        alarms = ringing(now)
        problems = tell(alarms, now)
        for alarm in alarms:
            self.stderr.write(f"{alarm.wrong} {alarm.todo}")
        for problem in problems:
            self.stderr.write(problem)
        if alarms or problems:
            sys.exit(1)
        self.stdout.write("Alles wat moet gebeuren, gebeurt.")

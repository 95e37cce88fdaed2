"""`verify_history`: is the history still as it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand

from network.keeping import verify_history


class Command(BaseCommand):
    help = "Controleert of de verzegelde geschiedenis niet is veranderd. Eindigt met 1 als dat wel zo is."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = verify_history()
        if problems:
            self.stderr.write("\n".join(problems))
            raise SystemExit(1)
        self.stdout.write("De verzegelde geschiedenis is ongeschonden.")

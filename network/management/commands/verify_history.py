"""`verify_history`: is the history still as it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand

from network.keeping import head_of_the_seals, verify_history


class Command(BaseCommand):
    help = "Controleert of de verzegelde geschiedenis niet is veranderd. Eindigt met 1 als dat wel zo is."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = verify_history()
        if problems:
            self.stderr.write("\n".join(problems))
            raise SystemExit(1)
        head = head_of_the_seals()
        self.stdout.write("De verzegelde geschiedenis is ongeschonden." if head else "Er is nog niets verzegeld.")
        if head:
            self.stdout.write(f"Vingerafdruk: {head.fingerprint}")

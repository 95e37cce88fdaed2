"""`settle`: this is the portal from now on; for a database that moved to another address for good."""

from typing import Any

from django.core.management.base import BaseCommand

from network import mail


class Command(BaseCommand):
    help = (
        "Legt vast dat het portaal voortaan op dit adres (PORTAL_URL) staat. Tot dan verstuurt een kopie van de"
        " database op een ander adres geen mail. Wat nog wacht gaat daarna de deur uit."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mail.note_home(moved=True)
        self.stdout.write(f"Het portaal staat voortaan op {mail.own_host()} en verstuurt weer mail.")

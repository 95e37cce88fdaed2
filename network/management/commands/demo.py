"""`demo`: fill the empty embedded database of a clone with the example region."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from actionplan.demo import load_plan
from monitor.demo import load_figures_and_report
from monitor.models import ReportEdition
from network.demo import load_region_and_people
from network.history import told
from network.models import DemoMarker, Person, Region
from partners.demo import load_partners


class Command(BaseCommand):
    help = "Laadt de voorbeeldregio in de lege, ingebouwde database van een kloon."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Doe niets als er al gegevens zijn.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.PORTAL_DEMO and settings.USES_EMBEDDED_DATABASE and settings.IS_LOOPBACK_ONLY):
            raise CommandError(
                "De voorbeeldregio laadt alleen in de ingebouwde database van een kloon, op loopback, met"
                " PORTAL_DEMO=1. Haal DATABASE_URL en ALLOWED_HOSTS weg."
            )
        if Person.objects.exists() or Region.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("Er staan al gegevens in deze database. De voorbeeldregio laadt alleen in een lege.")
        with transaction.atomic():
            DemoMarker.objects.create()
            for load in (load_region_and_people, load_partners, load_plan, load_figures_and_report):
                # One context each: a reason that a part gives itself must not stand with the others.
                with told(actor="Voorbeeldregio", reason="voorbeeld geladen"):
                    load()
        self.stdout.write("De voorbeeldregio is geladen.")
        for edition in ReportEdition.objects.failed():
            self.stderr.write(f"Let op: de rapportage van het voorbeeld is niet gemaakt. {edition.problem}")

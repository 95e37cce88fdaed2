"""`region --safety-region VR08`: say which region the portal is for, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from network.areas.country import find_municipality, find_safety_region, safety_regions
from network.areas.region_setup import SetupRefusedError, set_up_region
from network.dutch import NotReadable
from network.history import on_the_command_line


class Command(BaseCommand):
    help = "Richt de regio in: uit een veiligheidsregio, of met een eigen lijst van gemeenten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--safety-region", default="", help="Code of naam, bijvoorbeeld VR08 of Gelderland-Zuid.")
        which.add_argument("--municipality", nargs="+", default=[], help="Codes of namen, bijvoorbeeld GM0268 GM0281.")
        parser.add_argument("--name", default="", help="Zoals de regio boven elke bladzijde heet.")
        parser.add_argument("--central", default="", help="Centrumgemeente, bijvoorbeeld GM0268.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            safety_region = find_safety_region(options["safety_region"]) if options["safety_region"] else ""
            name = options["name"] or safety_regions().get(safety_region, "")
            if not name:
                raise CommandError("Geef de regio een naam met --name, bijvoorbeeld --name «Rivierenland».")
            with on_the_command_line():
                made = set_up_region(
                    name=name,
                    safety_region=safety_region,
                    municipalities=[find_municipality(words).code for words in options["municipality"]],
                    central=find_municipality(options["central"]).code if options["central"] else "",
                )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        except (NotReadable, SetupRefusedError) as refused:
            raise CommandError(str(refused)) from refused
        for sentence in made.in_words:
            self.stdout.write(sentence)

"""`invite EMAIL --role administrator`: give somebody an account and mail the link to choose a password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from network import mail
from network.account_flows import invite
from network.history import on_the_command_line
from network.models import MailingState, Municipality, Person, Role, RoleGrant


class Command(BaseCommand):
    help = "Nodigt iemand uit: maakt een account met een rol en mailt een link om een wachtwoord te kiezen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=[*Role.values], default=Role.ADMINISTRATOR.value)
        parser.add_argument("--name", default="", help="Naam, zoals die in de geschiedenis komt te staan.")
        parser.add_argument("--municipality", default="", help="CBS-code, bij een gemeentelijk coördinator.")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        municipality = Municipality.objects.filter(code=options["municipality"]).first()
        if (options["role"] == Role.MUNICIPAL_COORDINATOR) != (municipality is not None):
            raise CommandError("Geef --municipality met een CBS-code bij een gemeentelijk coördinator, en alleen dan.")
        with transaction.atomic(), on_the_command_line():
            person = Person.objects.with_address(email).first()
            person = person or Person.objects.create_user(email, name=options["name"] or email.split("@")[0])
            RoleGrant.objects.get_or_create(person=person, role=options["role"], municipality=municipality)
            invite(person, by=None)
        # Not left to a worker: the first administrator is invited before there is one. One that runs may be sending it.
        state = mail.deliver(person.mailings.filter(kind="invitation").latest("pk"), patiently=True)
        if state is not MailingState.SENT:
            raise CommandError(f"Uitgenodigd, maar de mail is nog niet weg ({state.label}). Klopt EMAIL_URL?")
        self.stdout.write(f"Uitgenodigd: {person.email} als {Role(options['role']).label}.")

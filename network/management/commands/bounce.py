"""`bounce < message`: read a mail that came back, for the mailbox of the sender's address to pipe into."""

import sys
from email.message import Message
from email.parser import BytesParser
from typing import Any

from django.core.management.base import BaseCommand

from network import mail
from network.history import because
from network.models import Person
from network.smtp import is_about_the_address


class Command(BaseCommand):
    help = "Leest een teruggekomen mail en stopt de mail aan een adres dat niet bestaat."

    def handle(self, *args: Any, **options: Any) -> None:
        message = BytesParser().parse(sys.stdin.buffer)
        for address in addresses_that_failed(message):
            for person in Person.objects.with_address(address):
                with because("mail kwam terug"):
                    mail.note_refusal(person)
                self.stdout.write(f"Persoon {person.pk} krijgt geen mail meer.")


def addresses_that_failed(message: Message) -> list[str]:
    """From a delivery report (RFC 3464): who will never get it. «Ik ben er niet» and the like are no such report."""
    if message.get_content_type() != "multipart/report":
        return []
    recipients = [
        part
        for report in message.walk()
        if report.get_content_type() == "message/delivery-status" and report.is_multipart()
        for part in report.get_payload()
        if isinstance(part, Message) and "Final-Recipient" in part
    ]
    return [
        str(part["Final-Recipient"]).partition(";")[2].strip(" <>")
        for part in recipients
        if str(part["Action"]).strip().lower() == "failed" and is_about_the_address(0, str(part["Status"]).strip())
    ]

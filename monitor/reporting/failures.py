"""A PDF that was not made: its maker hears so by mail, with a link only. Why stands on the page of the report."""

from django.urls import reverse

from monitor.models import ReportEdition
from network import mail
from network.models import Mailing, Person
from network.policy import Permission, may

FAILED = "report_failed"


@mail.kind(FAILED, subject="Er is iets niet gelukt in het netwerkportaal", template="emails/report_failed.txt")
def report_failed(mailing: Mailing) -> dict[str, object]:
    """Made after all in between, or left the network: no mail."""
    person = mailing.person
    if not person.may_sign_in or not may(person, Permission.REPORT_MAKE) or not failed_last():
        raise mail.NoLongerNeeded
    return {"list_path": reverse("monitor:report-list")}


def tell_failed(person: Person) -> None:
    mail.send_soon(person, FAILED)


def failed_last() -> bool:
    """Is there a report of which the PDF that was asked for last failed?"""
    newest = ReportEdition.objects.order_by("report_id", "-version").distinct("report_id")
    return ReportEdition.objects.filter(pk__in=newest.values("pk")).failed().exists()

"""Mails about reports: a link and nothing else, not even which report it is about."""

from django.db.models import QuerySet
from django.urls import reverse

from monitor.models import Report, ReportEdition, ReportReader
from network import mail
from network.dates import today
from network.models import Mailing, MailingState, Notification, Person, Role, RoleGrant
from network.policy import Permission, may

SHARED, ADOPTED = "report_shared", "report_adopted"


@mail.kind(
    SHARED, subject="Er is iets om te lezen met u gedeeld in het netwerkportaal", template="emails/report_shared.txt"
)
def report_shared(mailing: Mailing) -> dict[str, object]:
    """Withdrawn in between: no mail."""
    return _link_if(mailing.person, ReportReader.objects.of(mailing.person).exists())


@mail.kind(ADOPTED, subject="Er is iets vastgesteld in het netwerkportaal", template="emails/report_adopted.txt")
def report_adopted(mailing: Mailing) -> dict[str, object]:
    """Left the stuurgroep in between: no mail."""
    is_for_them = may(mailing.person, Permission.REPORT_RECEIVE)
    return _link_if(mailing.person, is_for_them and ReportEdition.objects.adopted().exists())


def _link_if(person: Person, is_needed: bool) -> dict[str, object]:
    if not is_needed or not person.may_sign_in:
        raise mail.NoLongerNeeded
    return {"list_path": reverse("monitor:report-list")}


def steering_group() -> QuerySet[Person]:
    """Members of the stuurgroep today who have an account."""
    grants = RoleGrant.objects.on(today()).filter(role=Role.STEERING_MEMBER)
    return Person.objects.filter(pk__in=grants.values("person"), is_active=True, erased_on=None).order_by("name", "pk")


def tell_adopted(report: Report) -> int:
    """The stuurgroep, once the report is adopted; how many mails. Who has one waiting already gets no second."""
    edition = ReportEdition.objects.adopted().filter(report=report).defer("content").first()
    if edition is None:
        return 0
    waiting = Mailing.objects.filter(kind=ADOPTED, state=MailingState.WAITING)
    people = list(steering_group().exclude(pk__in=waiting.values("person")))
    for person in people:
        tell_once(person, ADOPTED, edition)
    return len(people)


def todo_key(edition: ReportEdition) -> str:
    """What «Mijn overzicht» remembers a version to read by."""
    return f"edition-to-read:{edition.pk}"


def tell_once(person: Person, kind: str, edition: ReportEdition) -> None:
    """Mail that there is something to read. The daily mail about «Mijn overzicht» then needn't say it too."""
    mailing = mail.send_soon(person, kind)
    told = Notification(person=person, key=todo_key(edition), mailing=mailing)
    Notification.objects.bulk_create([told], ignore_conflicts=True)

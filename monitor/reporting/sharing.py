"""Sharing one version of a report with members by name, before it is adopted; and taking that back."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from monitor.models import EditionStage, Report, ReportEdition, ReportReader
from monitor.reporting.blockers import personal_data_in_words
from monitor.reporting.content import Content
from monitor.reporting.mails import SHARED, tell_once
from network.dates import today
from network.history import because
from network.models import Person
from network.policy import Permission, may
from partners.people import in_the_network


class NotToShareError(ValueError):
    """Why this version can't be shared, in words for the coordinator."""


def editions_to_share(report: Report) -> QuerySet[ReportEdition]:
    """What was made and is not adopted, newest first. An adopted report needs no sharing."""
    of_report = ReportEdition.objects.filter(report=report, stage__in=[EditionStage.DRAFT, EditionStage.OFFERED])
    return (of_report.none() if report.is_adopted else of_report.finished()).newest_first().defer("content")


def people_to_share_with() -> QuerySet[Person]:
    """Whoever is in the network today and can sign in."""
    return in_the_network(Person.objects.filter(is_active=True, erased_on=None), today()).order_by("name", "pk")


def readers_of(report: Report) -> QuerySet[ReportReader]:
    """With whom versions are or were shared, by name."""
    shared = ReportReader.objects.filter(edition__report=report).select_related("person", "edition__report")
    return shared.defer("edition__content").order_by("person__name", "-shared_at", "pk")


@transaction.atomic
def share_edition(edition: ReportEdition, *, with_: Iterable[Person], by: Person) -> list[ReportReader]:
    """Let these people read exactly this version. Gives who did not have it yet; each of them gets a mail."""
    edition = ReportEdition.objects.select_for_update(of=("self",)).select_related("report").get(pk=edition.pk)
    if not editions_to_share(edition.report).filter(pk=edition.pk).exists():
        raise NotToShareError("Deze versie kan niet worden gedeeld. Deel een concept dat klaar is.")
    if problem := personal_data_in_words(Content.thaw(edition.content), edition.report):
        raise NotToShareError(problem)
    people = {person.pk: person for person in with_ if not may(person, Permission.REPORT_MAKE)}
    have_it = set(edition.readers.filter(withdrawn_at=None).values_list("person", flat=True))
    with because("Versie gedeeld", by=by):
        new = [_give(edition, person) for pk, person in people.items() if pk not in have_it]
    for reader in new:
        tell_once(reader.person, SHARED, edition)
    return new


@transaction.atomic
def stop_sharing(reader: ReportReader, *, by: Person) -> ReportReader:
    """From now on the version does not exist for this person. That it was shared stays known."""
    reader = ReportReader.objects.select_for_update().get(pk=reader.pk)
    if reader.withdrawn_at is None:
        with because("Niet meer gedeeld", by=by):
            reader.withdrawn_at = timezone.now()
            reader.save(update_fields=["withdrawn_at"])
    return reader


def _give(edition: ReportEdition, person: Person) -> ReportReader:
    """Somebody from whom it was taken back gets it anew, from now on."""
    reader, is_new = ReportReader.objects.get_or_create(edition=edition, person=person)
    if not is_new:
        reader.withdrawn_at, reader.shared_at = None, timezone.now()
        reader.save(update_fields=["withdrawn_at", "shared_at"])
    return reader

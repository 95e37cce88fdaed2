"""Deciding whether an adopted report is public, making it public, and withdrawing it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from monitor.models import EditionStage, Report, ReportEdition, ReportPublication
from monitor.reporting.edition_flows import ask_for_edition
from monitor.reporting.publication import PublicationPage
from network.history import because
from network.models import Person
from partners.models import WooCategory, WooDecision
from partners.public_cache import forget_all_once_stored
from partners.side_by_side import ChangedMeanwhileError

NOTHING_LEFT = (
    "Er blijft niets over om openbaar te maken: alle onderdelen zijn alleen voor het netwerk. Kies eerst welk "
    "onderdeel iedereen mag lezen, en sla dat op."
)


class CannotError(RuntimeError):
    """What has to be done first. The message is Dutch."""


def _locked(report: Report, seen_version: int) -> PublicationPage:
    """Nobody else decides meanwhile; ChangedMeanwhileError when somebody did since this was seen."""
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    page = PublicationPage(locked)
    if page.stored.version != seen_version:
        raise ChangedMeanwhileError(page.stored)
    return page


def _save(publication: ReportPublication, reason: str, by: Person) -> ReportPublication:
    publication.version += 1
    with because(reason, by=by):
        publication.save()
    forget_all_once_stored()
    return publication


@transaction.atomic
def decide_on_publication(
    report: Report,
    *,
    by: Person,
    seen_version: int,
    internal: Collection[str],
    woo_decision: str,
    woo_category: str,
    woo_ground: str,
    published_url: str,
    keep_until: date | None,
) -> ReportPublication:
    """Which sections stay with the network, and whether the rest is public. What was frozen never changes."""
    publication = _locked(report, seen_version).stored
    with because("Openbaarheid vastgelegd", by=by):
        for section in report.sections.all():
            if section.is_internal != (section.kind in internal):
                section.is_internal = section.kind in internal
                section.save(update_fields=["is_internal"])
    publication.woo_decision, publication.woo_category, publication.woo_ground = woo_decision, woo_category, woo_ground
    publication.published_url, publication.keep_until = published_url, keep_until
    return _save(publication, "Openbaarheid vastgelegd", by)


@transaction.atomic
def order_public_edition(report: Report, *, by: Person) -> ReportEdition:
    """Ask for the public version; CannotError when nothing would be left of the report."""
    if not PublicationPage(report).says_something:
        raise CannotError(NOTHING_LEFT)
    edition, _ = ask_for_edition(report, stage=EditionStage.PUBLIC, by=by)
    return edition


@transaction.atomic
def publish(report: Report, *, by: Person, seen_version: int, day: date) -> ReportPublication:
    """Everybody may read the newest public version, from now on; CannotError says what has to be done first."""
    page = _locked(report, seen_version)
    publication = page.stored
    if publication.woo_decision != WooDecision.PUBLISH or publication.woo_category == WooCategory.NONE:
        raise CannotError("Kies eerst «openbaar maken» en een Woo-categorie, en sla dat op.")
    if not page.is_ready:
        raise CannotError("Maak eerst de openbare versie van de onderdelen die u koos.")
    publication.edition, publication.published_on, publication.withdrawn_on = page.newest, day, None
    return _save(publication, "Openbaar gemaakt", by)


@transaction.atomic
def withdraw(report: Report, *, by: Person, seen_version: int, day: date) -> ReportPublication:
    """Nobody outside the network reads it any more. That it was public stays written down."""
    publication = _locked(report, seen_version).stored
    if not publication.is_public:
        raise CannotError("Deze rapportage is niet openbaar. Er is niets ingetrokken.")
    publication.withdrawn_on = day
    return _save(publication, "Niet meer openbaar", by)

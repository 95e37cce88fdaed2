"""Deciding whether an agreement is published, and noting where it is."""

from datetime import date

from django.db import transaction

from network.history import because
from network.models import Person
from partners.models import Agreement
from partners.side_by_side import ChangedMeanwhileError


@transaction.atomic
def decide_publication(
    agreement: Agreement,
    *,
    by: Person,
    seen_version: int,
    woo_decision: str,
    woo_category: str,
    woo_ground: str,
    published_url: str,
    published_on: date | None,
) -> Agreement:
    stored = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if stored.version_of_record != seen_version:
        raise ChangedMeanwhileError(stored)
    stored.woo_decision, stored.woo_category, stored.woo_ground = woo_decision, woo_category, woo_ground
    stored.published_url, stored.published_on = published_url, published_on
    stored.version_of_record += 1
    names = ["woo_decision", "woo_category", "woo_ground", "published_url", "published_on", "version_of_record"]
    with because("Openbaarheid vastgelegd", by=by):
        stored.save(update_fields=names)
    return stored

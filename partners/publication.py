"""Which agreements are to be published under the Wet open overheid, which are, and which are not and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models

from network.dutch import enumeration
from network.models import Person
from network.spreadsheets import Cell, as_csv
from partners.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    AgreementVersion,
    DocumentAccess,
    VersionKind,
    WooDecision,
)
from partners.models.agreements import AgreementQuerySet

MOST_SHOWN = 50  # in each part of the page


@dataclass(frozen=True)
class Publishable:
    """An agreement as the Woo looks at it."""

    agreement: Agreement
    parties: tuple[str, ...]  # of the original, without those that withdrew
    signed_on: date | None  # the day on which the last party signed it; empty until all did
    documents: tuple[AgreementDocument, ...]  # that may be read outside the network

    @classmethod
    def of(cls, agreement: Agreement) -> Self:
        """In no query where `_with_all` fetched the agreement."""
        versions = list(agreement.versions.all())
        original = next((each for each in versions if each.kind == VersionKind.ORIGINAL), None)
        parties = [each for each in original.parties.all() if each.withdrawn_on is None] if original else []
        days = [each.signed_on for each in parties if each.signed_on]
        return cls(
            agreement,
            tuple(str(each.organisation) for each in parties),
            max(days) if days and len(days) == len(parties) else None,
            tuple(
                document
                for version in versions
                for document in version.documents.all()
                if document.access == DocumentAccess.PUBLIC
            ),
        )

    @property
    def missing(self) -> list[str]:
        """What keeps it from being published; empty when nothing does."""
        reasons = []
        if self.agreement.is_confidential:
            reasons.append("de overeenkomst is vertrouwelijk")
        if self.agreement.offered_on is None:
            reasons.append("het is nog een concept")
        elif self.signed_on is None:
            reasons.append("nog niet alle partijen hebben ondertekend")
        if not self.documents:
            reasons.append("er is geen document dat openbaar mag zijn")
        return reasons

    @property
    def missing_in_words(self) -> str:
        return enumeration(self.missing)


@dataclass(frozen=True)
class FirstOf:
    """The first agreements of a part of the page, and how many it has."""

    rows: list[Publishable]
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True)
class PublicationList:
    """Every agreement that somebody sees, in the one place where it belongs."""

    to_publish: FirstOf
    not_ready: FirstOf  # to be published, once something else is done
    published: FirstOf
    refused: FirstOf
    undecided: FirstOf  # drafts left out: there is nothing to publish yet

    @property
    def is_empty(self) -> bool:
        parts = (self.to_publish, self.not_ready, self.published, self.refused, self.undecided)
        return not any(part.total for part in parts)


def publication_list(person: Person) -> PublicationList:
    waiting = _waiting(person)
    ready = [each for each in waiting if not each.missing]
    not_ready = [each for each in waiting if each.missing]
    visible = Agreement.objects.visible_to(person).order_by("title", "pk")
    return PublicationList(
        to_publish=FirstOf(ready[:MOST_SHOWN], len(ready)),
        not_ready=FirstOf(not_ready[:MOST_SHOWN], len(not_ready)),
        published=_first_of(visible.filter(woo_decision=WooDecision.PUBLISH, published_on__isnull=False)),
        refused=_first_of(visible.filter(woo_decision=WooDecision.REFUSE)),
        undecided=_first_of(visible.filter(woo_decision=WooDecision.UNDECIDED, offered_on__isnull=False)),
    )


def ready_to_publish(person: Person) -> list[Publishable]:
    return [each for each in _waiting(person) if not each.missing]


def _waiting(person: Person) -> list[Publishable]:
    """What is to be published and is not yet; what is missing can only be said of each by itself."""
    chosen = Agreement.objects.visible_to(person).filter(woo_decision=WooDecision.PUBLISH, published_on__isnull=True)
    return [Publishable.of(each) for each in _with_all(chosen.order_by("title", "pk"))]


def _first_of(agreements: AgreementQuerySet) -> FirstOf:
    rows = [Publishable.of(each) for each in _with_all(agreements)[:MOST_SHOWN]]
    return FirstOf(rows, len(rows) if len(rows) < MOST_SHOWN else agreements.count())


def _with_all(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """In four queries, however many there are."""
    may_be_read = AgreementDocument.objects.filter(access=DocumentAccess.PUBLIC).order_by("pk")
    versions = AgreementVersion.objects.in_order().prefetch_related(
        models.Prefetch("parties", AgreementParty.objects.in_order()), models.Prefetch("documents", may_be_read)
    )
    return agreements.prefetch_related(models.Prefetch("versions", versions))


COLUMNS = [
    "Titel",
    "Soort",
    "Doel",
    "Partijen",
    "Woo-categorie",
    "Ondertekend op",
    "Loopt vanaf",
    "Loopt tot en met",
    "Documenten",
]


def to_publish_as_csv(entries: Iterable[Publishable]) -> str:
    """Organisations only: who signed on their behalf stands in the document itself."""
    return as_csv([COLUMNS, *(_row(each) for each in entries)])


def _row(entry: Publishable) -> list[Cell]:
    agreement = entry.agreement
    return [
        agreement.title,
        agreement.get_kind_display(),
        agreement.purpose,
        ", ".join(entry.parties),
        agreement.get_woo_category_display(),
        entry.signed_on,
        agreement.starts_on,
        agreement.ends_on,
        ", ".join(f"{each.title} ({each.file_name})" for each in entry.documents),
    ]

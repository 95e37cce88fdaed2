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
class PublicationList:
    """Every agreement that somebody sees, in the one place where it belongs."""

    to_publish: list[Publishable]
    not_ready: list[Publishable]  # to be published, once something else is done
    published: list[Publishable]
    refused: list[Publishable]
    undecided: list[Publishable]  # drafts left out: there is nothing to publish yet

    @property
    def is_empty(self) -> bool:
        return not (self.to_publish or self.not_ready or self.published or self.refused or self.undecided)


def publication_list(person: Person) -> PublicationList:
    found = [Publishable.of(each) for each in _with_all(Agreement.objects.visible_to(person))]
    chosen = [each for each in found if each.agreement.woo_decision == WooDecision.PUBLISH]
    waiting = [each for each in chosen if not each.agreement.published_on]
    return PublicationList(
        to_publish=[each for each in waiting if not each.missing],
        not_ready=[each for each in waiting if each.missing],
        published=[each for each in chosen if each.agreement.published_on],
        refused=[each for each in found if each.agreement.woo_decision == WooDecision.REFUSE],
        undecided=[
            each for each in found if each.agreement.woo_decision == WooDecision.UNDECIDED and each.agreement.offered_on
        ],
    )


def _with_all(agreements: "models.QuerySet[Agreement]") -> "models.QuerySet[Agreement]":
    """In four queries, however many there are."""
    may_be_read = AgreementDocument.objects.filter(access=DocumentAccess.PUBLIC).order_by("pk")
    versions = AgreementVersion.objects.in_order().prefetch_related(
        models.Prefetch("parties", AgreementParty.objects.in_order()), models.Prefetch("documents", may_be_read)
    )
    return agreements.order_by("title", "pk").prefetch_related(models.Prefetch("versions", versions))


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

"""The documents of an agreement as a page shows them, and their bytes as they were placed."""

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from network.models import Person
from network.policy import Permission, may
from network.private_files import FilesAwayError
from network.together import Part, fetch
from partners.models import (
    Agreement,
    AgreementDocument,
    AgreementVersion,
    DocumentAccess,
    VersionKind,
)


class Kept(Protocol):
    """A row with a file of its own, whatever it belongs to."""

    pk: Any
    file: Any
    sha256: Any

    def save(self) -> None: ...
    def delete(self) -> Any: ...


class AlteredDocumentError(RuntimeError):
    """The stored bytes are gone, or are no longer those that somebody placed."""


_SHORT_ACCESS = {
    DocumentAccess.PUBLIC: "openbaar",
    DocumentAccess.MEMBERS: "leden van het netwerk",
    DocumentAccess.CONFIDENTIAL: "vertrouwelijk",
}


@dataclass(frozen=True)
class DocumentRow:
    """A document in the list of its agreement."""

    document: AgreementDocument
    version: str  # to which version it belongs; empty when there is only one
    access: str

    @property
    def is_confidential(self) -> bool:
        return self.document.access == DocumentAccess.CONFIDENTIAL


@dataclass(frozen=True)
class Documents:
    """The documents of an agreement that somebody may read, and what this person may do with them."""

    agreement: Agreement
    rows: list[DocumentRow]
    may_add: bool
    may_edit: bool


def documents_of(agreement: Agreement, person: Person) -> Part[Documents]:
    """For the template partners/_documents_of.html: `{% include … with documents=documents only %}`."""
    documents = AgreementDocument.objects.visible_to(person).filter(version__agreement=agreement)
    found = documents.select_related("version", "uploaded_by").order_by("version__number", "pk")
    addenda = agreement.versions.filter(number__gt=1).order_by().values_list("pk")[:1]
    yield fetch(found, addenda)
    return Documents(
        agreement,
        [DocumentRow(each, name_of(each.version) if addenda else "", short_access(each.access)) for each in found],
        may_add=may(person, Permission.DOCUMENT_ADD, agreement),
        may_edit=may(person, Permission.AGREEMENT_EDIT, agreement),
    )


def name_of(version: AgreementVersion) -> str:
    """Which version, where it is clear of which agreement."""
    if version.kind == VersionKind.ORIGINAL:
        return "oorspronkelijke overeenkomst"
    return f"addendum {version.number - 1} ({version.get_kind_display()})"


def short_access(access: str) -> str:
    return _SHORT_ACCESS[DocumentAccess(access)]


def read_document(document: Kept) -> bytes:
    """The file; raises AlteredDocumentError unless these are the very bytes that were placed."""
    try:
        with document.file.open("rb") as stored:
            content: bytes = stored.read()
    except FilesAwayError:
        raise
    except OSError:
        raise AlteredDocumentError(document.pk) from None
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise AlteredDocumentError(document.pk)
    return content

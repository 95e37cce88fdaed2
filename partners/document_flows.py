"""What is done with the documents of an agreement: placing one, saying who may read it, and taking it away."""

import hashlib
from functools import partial
from uuid import uuid4

from django.db import transaction

from network import stored_files
from network.history import because
from network.models import Person
from partners.documents import Kept
from partners.models import AgreementDocument, AgreementVersion


class DocumentStaysError(Exception):
    """The only document of a version that everybody signed: without it nobody can see what was signed."""

    def __init__(self) -> None:
        super().__init__(
            "Alle partijen hebben deze versie ondertekend, en dit is het enige document erbij. Plaats eerst het goede "
            "document. Daarna kunt u dit verwijderen."
        )


class DocumentGoneError(Exception):
    """Somebody else took it away meanwhile."""

    def __init__(self) -> None:
        super().__init__("Iemand anders verwijderde dit document intussen.")


@transaction.atomic
def add_document(
    version: AgreementVersion, *, title: str, access: str, file_name: str, content: bytes, by: Person
) -> AgreementDocument:
    """Keep the bytes under a name that can't be guessed and that says nothing. Who calls this has checked them."""
    document = AgreementDocument(
        version=version,
        title=title,
        access=access,
        file_name=file_name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    keep_with_its_file(document, content, by=by)
    return document


def keep_with_its_file(document: Kept, content: bytes, *, by: Person) -> None:
    """The row and its file, or neither of them: also when the disk is full half-way."""
    storage = document.file.storage
    document.file.name = document.file.field.generate_filename(document, f"{uuid4()}.pdf")
    try:
        storage.keep_once(document.file.name, content)
        with because("Document geplaatst", by=by):
            document.save()
    except Exception:
        storage.forget(document.file.name)
        raise


def remove_with_its_file(document: Kept, *, reason: str, by: Person) -> None:
    """The file goes once the row is gone for good."""
    forget_the_file = partial(stored_files.forget, str(document.file.name))
    with because(reason, by=by):
        document.delete()
    transaction.on_commit(forget_the_file)


@transaction.atomic
def change_document(document: AgreementDocument, *, title: str, access: str, by: Person) -> AgreementDocument:
    """Another title, or others who may read it; DocumentGoneError. The file never changes: that is a new document."""
    current = AgreementDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if current is None:
        raise DocumentGoneError
    current.title, current.access = title, access
    with because("Document gewijzigd", by=by):
        current.save(update_fields=["title", "access"])
    return current


@transaction.atomic
def remove_document(document: AgreementDocument, *, reason: str, by: Person) -> None:
    """Take it away; raises DocumentStaysError."""
    version = AgreementVersion.objects.select_for_update().get(pk=document.version_id)
    if is_needed(document, version):
        raise DocumentStaysError
    remove_with_its_file(document, reason=reason, by=by)


def is_needed(document: AgreementDocument, version: AgreementVersion) -> bool:
    """Shows what everybody signed, and nothing else does."""
    is_signed = version.parties.signed().exists() and not version.parties.to_sign().exists()
    return is_signed and not version.documents.exclude(pk=document.pk).exists()

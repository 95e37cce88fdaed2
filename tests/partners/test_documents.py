"""Documents at an agreement: who reads them, and that nobody else gets near."""

import io
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from network.history import history_of
from network.models import Person
from network.together import alone
from network.uploads import LARGEST_PDF
from partners.document_flows import DocumentGoneError, add_document, change_document
from partners.documents import documents_of
from partners.models import Agreement, AgreementDocument, AgreementParty, DocumentAccess, VersionKind
from tests.cast import Cast
from tests.factories import AgreementDocumentFactory, AgreementFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
WHAT_IS_IN_THE_FACTORY = b"%PDF-1.7 voorbeeld"


def pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sent(content: bytes | None = None, *, name: str = "convenant.pdf", **others: Any) -> dict[str, Any]:
    """What the form sends."""
    file = SimpleUploadedFile(name, pdf() if content is None else content, "application/pdf")
    return {"title": "Getekend convenant", "access": "confidential", "file": file} | others


def address(document: AgreementDocument) -> str:
    return reverse("partners:document-download", args=[document.pk])


def form_of(agreement: Agreement) -> str:
    return reverse("partners:document-add", args=[agreement.pk])


def stored_files() -> list[Path]:
    return [each for each in Path(default_storage.path("")).rglob("*") if each.is_file()]


@pytest.fixture
def covenant(cast: Cast) -> Agreement:
    """Between MEE and the municipality of Tiel; Sterker has no part in it."""
    return AgreementFactory(title="Convenant KIS", parties=[cast.lead_organisation, cast.tiel_organisation])


@pytest.fixture
def confidential(covenant: Agreement) -> AgreementDocument:
    return AgreementDocumentFactory(of=covenant, access=DocumentAccess.CONFIDENTIAL)


# --- who reads it ---------------------------------------------------------------------------------------------------

STRANGERS = ["other_editor", "reader", "steering_member", "data_steward", "administrator"]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_confidential_document_is_404_to_a_professional_and_not_reachable_through_a_media_url(
    who: str, confidential: AgreementDocument, cast: Cast, client_of: SIGN_IN
) -> None:
    """The sentence of the agreement, for everybody without a part in it."""
    client = client_of(cast.people[who])

    assert client.get(address(confidential)).status_code == 404
    for guess in _guesses(confidential):
        assert client.get(guess).status_code == 404
    page = client.get(reverse("partners:agreement-detail", args=[confidential.version.agreement_id]))
    assert confidential.title not in Page.of(page).texts("main a")


def test_a_municipal_coordinator_gets_no_confidential_document_of_others(cast: Cast, client_of: SIGN_IN) -> None:
    of_nijmegen = AgreementFactory(parties=[cast.nijmegen_organisation])
    document = AgreementDocumentFactory(of=of_nijmegen, access=DocumentAccess.CONFIDENTIAL)

    assert client_of(cast.municipal_coordinator).get(address(document)).status_code == 404


def test_a_visitor_has_to_sign_in_and_finds_nothing_by_guessing(confidential: AgreementDocument) -> None:
    client = Client()

    assert client.get(address(confidential)).url.startswith("/account/login/")
    for guess in _guesses(confidential):
        assert WHAT_IS_IN_THE_FACTORY not in client.get(guess).content


def _guesses(document: AgreementDocument) -> list[str]:
    """Addresses at which other systems hand out what was uploaded."""
    stored = str(document.file.name)
    bare = stored.rpartition("/")[2]
    folders = ("", "media/", "static/", "private/", "uploads/", "files/", "static/../private/", "overeenkomsten/")
    return [f"/{folder}{name}" for folder in folders for name in (stored, bare)]


@pytest.mark.parametrize("who", ["coordinator", "lead_editor", "municipal_coordinator"])
def test_the_parties_and_the_coordinator_get_the_file_to_keep(
    who: str, confidential: AgreementDocument, cast: Cast, client_of: SIGN_IN
) -> None:
    response = client_of(cast.people[who]).get(address(confidential))

    assert response.content == WHAT_IS_IN_THE_FACTORY
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="overeenkomst.pdf"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_a_document_for_members_is_for_members_but_not_of_a_draft(cast: Cast, client_of: SIGN_IN) -> None:
    offered = AgreementDocumentFactory(of=AgreementFactory(), access=DocumentAccess.MEMBERS)
    draft = AgreementDocumentFactory(of=AgreementFactory(offered_on=None), access=DocumentAccess.PUBLIC)
    secret = AgreementDocumentFactory(of=AgreementFactory(is_confidential=True), access=DocumentAccess.PUBLIC)
    client = client_of(cast.reader)

    assert [client.get(address(each)).status_code for each in (offered, draft, secret)] == [200, 404, 404]


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"%PDF-1.7 iets anders"), lambda path: path.unlink()])
def test_a_file_that_changed_on_the_disk_is_not_handed_out(
    harm: Callable[[Path], Any], confidential: AgreementDocument, cast: Cast, client_of: SIGN_IN
) -> None:
    harm(Path(confidential.file.path))
    client = client_of(cast.coordinator)
    client.raise_request_exception = False

    response = client.get(address(confidential))

    assert response.status_code == 500
    assert "is niet meer zoals het werd geplaatst" in Page.of(response).words


# --- placing one ----------------------------------------------------------------------------------------------------


def test_an_editor_of_a_party_places_a_document_that_is_confidential_unless_said_otherwise(
    covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.lead_editor)
    content = pdf()
    (chosen,) = Page.of(client.get(form_of(covenant))).all("input[name=access][checked]")

    response = client.post(form_of(covenant), sent(content, name="..\\..\\Convenant KIS.PDF"))

    assert response.url == f"{covenant.get_absolute_url()}#documenten"
    document = AgreementDocument.objects.get()
    assert chosen.get("value") == document.access == DocumentAccess.CONFIDENTIAL
    assert (document.file_name, document.size) == ("Convenant KIS.PDF", len(content))
    assert (document.sha256, document.uploaded_by) == (sha256(content).hexdigest(), cast.lead_editor)
    assert "KIS" not in document.file.name
    assert client_of(cast.coordinator).get(address(document)).content == content


def test_whoever_has_no_part_in_an_agreement_places_nothing(
    covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    assert client_of(cast.other_editor).post(form_of(covenant), sent()).status_code == 403
    assert client_of(cast.reader).post(form_of(covenant), sent()).status_code == 403
    covenant.is_confidential = True
    covenant.save()
    assert client_of(cast.other_editor).post(form_of(covenant), sent()).status_code == 404
    assert stored_files() == []


WRONG = {
    "no PDF": (sent(b"<html>"), "Dit is geen pdf"),
    "empty": (sent(b""), "Het bestand is leeg"),
    "cut in half": (sent(pdf()[:200]), "beschadigd"),
    "somebody in the name of the file": (sent(name="slachtoffer Fatima.pdf"), "In de naam van het bestand staat"),
    "nobody in particular may read it": (sent(access="iedereen"), "Kies"),
    "no title": (sent(title=""), "Vul in wat voor document dit is"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    wrong: str, covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    values, words = WRONG[wrong]
    values["file"].seek(0)

    response = client_of(cast.coordinator).post(form_of(covenant), values)

    assert response.status_code == 422
    assert words in Page.of(response).words
    assert stored_files() == []
    assert not AgreementDocument.objects.exists()


def test_a_file_above_the_limit_is_answered_without_being_read(
    covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    too_long = LARGEST_PDF + 100_000

    response = client_of(cast.coordinator).post(form_of(covenant), sent(), CONTENT_LENGTH=str(too_long))

    assert response.status_code == 413
    assert "hoogstens 20 MB" in Page.of(response).words


def test_placing_still_asks_for_the_token_of_the_form(covenant: Agreement, cast: Cast, client_of: SIGN_IN) -> None:
    client = client_of(cast.coordinator)
    client.handler.enforce_csrf_checks = True

    assert client.post(form_of(covenant), sent()).status_code == 403
    assert stored_files() == []


def test_with_an_addendum_the_form_asks_where_the_document_belongs(
    covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.coordinator)
    assert "Hoort bij" not in Page.of(client.get(form_of(covenant))).words
    addendum = covenant.versions.create(number=2, kind=VersionKind.ACCESSION, dated_on=date(2026, 5, 3))
    elsewhere = AgreementFactory().versions.get()

    assert "addendum 1 (toetreding), 3 mei 2026" in Page.of(client.get(form_of(covenant))).words
    assert client.post(form_of(covenant), sent(version=elsewhere.pk)).status_code == 422
    client.post(form_of(covenant), sent(version=addendum.pk))

    assert AgreementDocument.objects.get().version == addendum


def test_of_a_confidential_agreement_every_document_is_confidential(
    covenant: Agreement, cast: Cast, client_of: SIGN_IN
) -> None:
    covenant.is_confidential = True
    covenant.save()

    response = client_of(cast.coordinator).post(form_of(covenant), sent(access="public"))

    assert response.status_code == 422
    assert not AgreementDocument.objects.exists()


def test_a_document_that_can_not_be_saved_leaves_no_file(covenant: Agreement, cast: Cast) -> None:
    with pytest.raises(Exception, match="value too long"):
        add_document(
            covenant.versions.get(),
            title="x" * 151,
            access=DocumentAccess.PUBLIC,
            file_name="x.pdf",
            content=b"%PDF-",
            by=cast.coordinator,
        )

    assert stored_files() == []


# --- changing and removing ------------------------------------------------------------------------------------------


def test_the_coordinator_opens_a_document_to_members_and_the_history_tells(
    confidential: AgreementDocument, cast: Cast, client_of: SIGN_IN
) -> None:
    edit = reverse("partners:document-edit", args=[confidential.pk])
    assert client_of(cast.lead_editor).post(edit, {}).status_code == 403

    client_of(cast.coordinator).post(edit, {"title": confidential.title, "access": "members"})

    assert client_of(cast.reader).get(address(confidential)).status_code == 200
    newest = history_of(confidential)[0]
    assert (newest.who, newest.old.split(":")[0], newest.new) == (
        cast.coordinator.name,
        "vertrouwelijk",
        "leden van het netwerk",
    )


def test_who_changes_a_document_that_a_colleague_removed_meanwhile_hears_so(
    confidential: AgreementDocument, cast: Cast
) -> None:
    AgreementDocument.objects.filter(pk=confidential.pk).delete()
    with pytest.raises(DocumentGoneError):
        change_document(confidential, title="Anders", access=DocumentAccess.PUBLIC, by=cast.coordinator)


def _remove(document: AgreementDocument, client: Client, reason: str = "De verkeerde scan.") -> Any:
    return client.post(reverse("partners:document-remove", args=[document.pk]), {"reason": reason})


def test_a_document_that_is_removed_is_gone_with_its_file_and_the_history_says_why(
    confidential: AgreementDocument,
    cast: Cast,
    client_of: SIGN_IN,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = client_of(cast.coordinator)
    assert (
        client_of(cast.lead_editor).post(reverse("partners:document-remove", args=[confidential.pk])).status_code == 403
    )
    assert _remove(confidential, client, reason="").status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        assert _remove(confidential, client).status_code == 302
        assert len(stored_files()) == 1  # until it is certain

    assert stored_files() == []
    assert client.get(address(confidential)).status_code == 404
    assert "De verkeerde scan." in {change.reason for change in history_of(confidential)}


def test_the_only_document_of_what_everybody_signed_stays_until_there_is_another(
    covenant: Agreement, confidential: AgreementDocument, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.coordinator)
    AgreementParty.objects.update(representative="A. Smit", signed_on=date(2026, 5, 3))

    refused = _remove(confidential, client)

    assert refused.status_code == 422
    assert "Plaats eerst het goede document" in Page.of(refused).words
    assert AgreementDocument.objects.filter(pk=confidential.pk).exists()
    AgreementDocumentFactory(of=covenant)
    assert _remove(confidential, client).status_code == 302


# --- the list on the page of the agreement ---------------------------------------------------------------------------


def test_the_list_shows_what_somebody_may_read_and_do(covenant: Agreement, cast: Cast) -> None:
    AgreementDocumentFactory(of=covenant, title="Openbare versie", access=DocumentAccess.PUBLIC)
    AgreementDocumentFactory(of=covenant, title="Met handtekeningen", access=DocumentAccess.CONFIDENTIAL)

    seen = {
        name: ([row.document.title for row in found.rows], found.may_add, found.may_edit)
        for name, person in cast.people.items()
        if name in {"coordinator", "lead_editor", "reader"}
        for found in [alone(documents_of(covenant, person))]
    }

    assert seen == {
        "coordinator": (["Openbare versie", "Met handtekeningen"], True, True),
        "lead_editor": (["Openbare versie", "Met handtekeningen"], True, False),
        "reader": (["Openbare versie"], False, False),
    }


def test_the_list_costs_as_many_questions_for_ten_documents_as_for_one(
    covenant: Agreement, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(10):
        AgreementDocumentFactory(of=covenant)

    with django_assert_max_num_queries(6):
        found = alone(documents_of(covenant, cast.lead_editor))
        assert len({str(row.document.uploaded_by) + row.version for row in found.rows}) == 1

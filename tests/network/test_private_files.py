"""Private files, in a folder and in a store of objects: whole or not there, never over another, with no address."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.urls import reverse
from moto import mock_aws
from pytest_django import Settings

from network.errors import server_error
from network.private_files import FilesAwayError, storage
from tests.cast import Cast
from tests.factories import AgreementDocumentFactory, AgreementFactory
from tests.signing_in import browser_of

STORE = "s3://sleutel:ge%2Fheim@s3.eu-west-1.amazonaws.com/bestanden?region=eu-west-1"
CONTENT = b"%PDF-1.7 voorbeeld"


@pytest.fixture(params=["folder", "store"])
def kept(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Any]:
    """The storage of the portal, as its setting says."""
    if request.param == "folder":
        yield default_storage
        return
    with mock_aws():
        settings.STORAGES = {**settings.STORAGES, "default": storage(STORE, tmp_path)}
        default_storage.bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})  # type: ignore[attr-defined]
        yield default_storage


def test_a_file_is_kept_once_and_forgotten_for_good(kept: Any) -> None:
    kept.keep_once("rapportages/een.pdf", CONTENT)
    with pytest.raises(FileExistsError):
        kept.keep_once("rapportages/een.pdf", b"iets anders")
    with kept.open("rapportages/een.pdf") as stored:
        assert stored.read() == CONTENT

    kept.forget("rapportages/een.pdf")
    kept.forget("rapportages/een.pdf")

    with pytest.raises(FileNotFoundError):
        kept.open("rapportages/een.pdf").read()


def test_a_name_that_is_taken_is_never_written_over(kept: Any) -> None:
    first, second = (kept.save("acties/zelfde.pdf", ContentFile(text)) for text in (b"een", b"twee"))
    assert first != second
    assert [kept.open(name).read() for name in (first, second)] == [b"een", b"twee"]


def test_a_file_has_no_address_of_its_own(kept: Any) -> None:
    name = kept.save("acties/geheim.pdf", ContentFile(CONTENT))
    with pytest.raises(ValueError, match="not accessible via a URL"):
        kept.url(name)


@pytest.mark.django_db
def test_a_document_is_handed_out_by_us_to_who_may_and_altered_bytes_are_noticed(kept: Any, cast: Cast) -> None:
    covenant = AgreementFactory(title="Convenant", parties=[cast.lead_organisation, cast.tiel_organisation])
    document = AgreementDocumentFactory(of=covenant)
    address = reverse("partners:document-download", args=[document.pk])
    assert browser_of(cast.lead_editor).get(address).content == CONTENT

    kept.delete(document.file.name)
    kept.save(document.file.name, ContentFile(b"%PDF-1.7 iets anders"))

    answer = browser_of(cast.lead_editor).get(address)
    assert answer.status_code == 500
    assert b"iets anders" not in answer.content
    assert hashlib.sha256(CONTENT).hexdigest() == document.sha256


def test_a_store_that_is_away_is_a_portal_out_of_order_and_no_altered_file(tmp_path: Path) -> None:
    entry = storage("s3+http://a:b@127.0.0.1:9/bestanden", tmp_path)
    from network.object_store import FilesInAStore

    away = FilesInAStore(**entry["OPTIONS"])
    with pytest.raises(FilesAwayError) as problem:
        away.exists("een.pdf")
    away.delete("een.pdf")  # its row is gone already: told in the log, and nothing is undone
    try:
        raise problem.value
    except FilesAwayError:
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"


@pytest.mark.parametrize(
    "url",
    [
        "s3://store.example/bak",
        "https://a:b@store.example/bak",
        "s3://a:b@store.example",
        "s3+http://a:b@store.example/bak",
    ],
    ids=["no key", "no s3", "no bucket", "no TLS"],
)
def test_a_store_that_is_named_wrongly_stops_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="FILES_URL"):
        storage(url, tmp_path)

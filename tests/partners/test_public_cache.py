"""Help pages are kept on the server for half a minute: nobody can tell, and nobody sees what is for another."""

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import TimeMachineFixture

from network.models import Person
from partners import public_cache
from partners.models import CareService, HelpLine, Location
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, HelpLineFactory
from tests.partners.filling_in import as_sent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kept(settings: Settings, time_machine: TimeMachineFixture) -> Iterator[None]:
    settings.HELP_PAGES_ARE_KEPT = timedelta(seconds=30)
    # Asked by the tests of every request, past which a kept page goes.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "tests.roles.assert_database_role"]
    time_machine.move_to(NOW, tick=False)
    public_cache.forget_all()
    yield
    public_cache.forget_all()


@pytest.fixture
def line(kept: None) -> HelpLine:
    return HelpLineFactory.create(name="Eerste Hulp", number="0800-0000", is_first=True)


def told(response: HttpResponseBase) -> tuple[bytes, dict[str, str]]:
    """All that leaves, but for the mark in the log that each request has of its own."""
    assert isinstance(response, HttpResponse)
    return response.content, {name: text for name, text in response.items() if name != "X-Request-ID"}


def test_a_kept_page_asks_the_database_nothing_and_is_the_same_to_the_letter(
    line: HelpLine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = Client().get("/hulp/acuut/")
    with django_assert_num_queries(0):
        again = Client().get("/hulp/acuut/")
        head = Client().head("/hulp/acuut/")

    assert told(again) == told(made)
    assert line.name in made.content.decode()
    assert again["Cache-Control"] == "no-store"
    assert again["Referrer-Policy"] == "no-referrer"
    assert {"Cookie", "HX-Request"} <= set(again["Vary"].split(", "))
    assert "Content-Security-Policy" in again
    assert not again.cookies
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", made["Content-Length"])


def test_a_page_is_sent_packed_to_a_browser_that_can_unpack_it(line: HelpLine) -> None:
    plain = Client().get("/hulp/acuut/")
    packed = Client().get("/hulp/acuut/", headers={"Accept-Encoding": "gzip, deflate, br"})

    assert (packed["Content-Encoding"], plain.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]


def test_what_changed_is_there_within_a_minute(line: HelpLine, time_machine: TimeMachineFixture) -> None:
    Client().get("/hulp/acuut/")
    HelpLine.objects.update(name="Nieuwe naam")

    time_machine.move_to(NOW + timedelta(seconds=29), tick=False)
    assert "Nieuwe naam" not in Client().get("/hulp/acuut/").content.decode()
    time_machine.move_to(NOW + timedelta(seconds=31), tick=False)
    assert "Nieuwe naam" in Client().get("/hulp/acuut/").content.decode()


def test_an_entry_that_goes_is_gone_within_a_minute(time_machine: TimeMachineFixture) -> None:
    service = CareServiceFactory.create()
    page = f"/hulp/aanbod/{service.short_id}/"
    assert Client().get(page).status_code == 200
    CareService.objects.update(status="withdrawn")

    time_machine.move_to(NOW + timedelta(seconds=31), tick=False)

    assert Client().get(page).status_code == 404
    CareService.objects.update(status="published")
    assert Client().get(page).status_code == 200  # what isn't there is not kept


def test_an_address_that_became_secret_is_shown_by_no_kept_page(
    cast: Cast, client_of: Callable[[Person], Client], django_capture_on_commit_callbacks: Any
) -> None:
    service = CareServiceFactory.create(organisation=cast.lead_organisation)
    ChannelFactory.create(service=service)
    Location.objects.create(service=service, visibility="public", street="Kanariestraat 7", place="Tiel")
    page, edit = f"/hulp/aanbod/{service.short_id}/", f"{service.get_absolute_url()}wijzigen/"
    assert "Kanariestraat 7" in Client().get(page).content.decode()
    editor = client_of(cast.lead_editor)
    opened = as_sent(editor.get(edit), with_field="description")

    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(edit, opened | {"visibility": "secret"}).status_code == 302
        assert "Kanariestraat 7" in Client().get(page).content.decode(), "not stored yet, so made of the old"

    assert "Kanariestraat 7" not in Client().get(page).content.decode()


def test_a_page_that_was_being_made_when_all_were_forgotten_is_not_kept(line: HelpLine) -> None:
    """It may have been read from the database just before."""

    def slow(request: HttpRequest) -> HttpResponse:
        public_cache.forget_all()
        response = HttpResponse("van net ervoor")
        response.may_be_kept = True  # type: ignore[attr-defined]  # as the decorator does
        return response

    request = RequestFactory().get("/hulp/acuut/")
    assert public_cache.answer_from_memory(slow)(request).content == b"van net ervoor"  # type: ignore[attr-defined]
    assert "van net ervoor" not in Client().get("/hulp/acuut/").content.decode()


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(
    line: HelpLine, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client_of(cast.coordinator).get("/hulp/acuut/")
    HelpLine.objects.update(name="Nieuwe naam")

    assert "Nieuwe naam" in Client().get("/hulp/acuut/").content.decode()
    HelpLine.objects.update(name="Nog nieuwer")
    assert "Nog nieuwer" in client_of(cast.coordinator).get("/hulp/acuut/").content.decode()


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-Host": "kwaad.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Original-URL": "/account/login/"},
        {"X-Rewrite-URL": "/account/login/"},
        {"X-HTTP-Method-Override": "POST"},
        {"Forwarded": "host=kwaad.example"},
        {"Accept-Language": "en"},
        {"HX-Request": "true"},
        {"Cookie": "sessionid=niemand"},
    ],
    ids=lambda header: next(iter(header)),
)
def test_no_header_puts_another_page_before_others(line: HelpLine, header: dict[str, str]) -> None:
    """T44"""
    clean = Client().get("/hulp/acuut/")
    public_cache.forget_all()

    first = Client().get("/hulp/acuut/", headers=header)
    next_visitor = Client().get("/hulp/acuut/")

    assert first.content == next_visitor.content == clean.content
    assert told(next_visitor) == told(clean)


def test_a_host_that_is_not_ours_is_refused_as_ever(line: HelpLine) -> None:
    Client().get("/hulp/acuut/")

    assert Client().get("/hulp/acuut/", headers={"Host": "kwaad.example"}).status_code == 400


def test_a_page_that_is_not_there_is_not_kept(line: HelpLine) -> None:
    """T44: /hulp/acuut/x.css is no style sheet, and no copy of the page."""
    for path in ("/hulp/acuut/x.css", "/hulp/acuut/;x.css", "/hulp/acuut/%2e%2e/x.css", "/hulp/x.css"):
        assert Client().get(path).status_code == 404
    Client().get("/hulp/acuut/?x=1")

    assert public_cache._pages == {}


def test_no_more_pages_are_kept_than_fit(line: HelpLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_cache, "AT_MOST", 2)
    for path in ("/hulp/acuut/", "/hulp/zelf/", "/hulp/naasten/"):
        Client().get(path)

    assert list(public_cache._pages) == ["/hulp/zelf/", "/hulp/naasten/"]

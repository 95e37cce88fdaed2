"""The link in a mail: one entry, one person, once, a month long; and nothing happens by opening it."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from network.dates import today
from network.history import history_of
from network.logs import JsonLines
from network.models import Mailing, Person
from partners.models import CareService, ConfirmLink, Section, SectionCheck
from partners.upkeep_flows import LinkSpentError, answer_by_link
from partners.upkeep_reminders import ask, secret_of
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.reading import Page

ALL_RIGHT = {section.value: "klopt" for section in Section}


@pytest.fixture
def service(cast: Cast) -> CareService:
    service = CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation)
    ChannelFactory(service=service, value="088-0000 123")
    ChannelFactory(service=service, value="088-0000 456", for_professionals=True)
    return service


@pytest.fixture
def address(cast: Cast, service: CareService) -> str:
    return address_for(service, cast.lead_editor)


def address_for(service: CareService, person: Person) -> str:
    return f"/klopt-nog/{secret_of(ask(person, [service]), service.pk)}/"


def heading(response: object) -> str:
    (title,) = Page.of(response).texts("h1")  # type: ignore[arg-type]  # what a test client answers
    return title


def confirmed_on(service: CareService) -> object:
    return CareService.objects.values_list("last_verified_on", flat=True).get(pk=service.pk)


def test_a_get_never_changes_anything_however_often_and_the_link_still_works(
    client: Client, service: CareService, address: str
) -> None:
    """S22"""
    for ask_for_it in (client.get, client.get, client.head, client.head, client.options):
        ask_for_it(address)
    assert confirmed_on(service) is None
    assert (ConfirmLink.objects.get().used_at, SectionCheck.objects.count()) == (None, 0)
    assert heading(client.post(address, ALL_RIGHT)) == "Dank u"
    assert confirmed_on(service) == today()


def test_a_scanner_that_presses_the_button_confirms_nothing(client: Client, service: CareService, address: str) -> None:
    """FC-110"""
    page = Page.of(client.get(address))
    (form,) = [form for form in page.root.forms if "content" in form.fields]
    response = client.post(address, dict(form.form_values()))
    assert (response.status_code, confirmed_on(service)) == (422, None)
    assert "Klopt «Contact» nog? Kies een antwoord." in Page.of(response).words


def test_the_answer_is_that_of_the_person_whom_the_mail_went_to(
    client: Client, cast: Cast, service: CareService, address: str
) -> None:
    client.post(address, ALL_RIGHT)
    service.refresh_from_db()
    assert service.verified_by == cast.lead_editor
    line = {change.field: change for change in history_of(service)}["laatst gecontroleerd op"]
    assert (line.who, line.reason) == ("Bas Hendriks", "Beantwoord met de link in een mail")


def test_a_link_works_once_and_then_says_so(client: Client, service: CareService, address: str) -> None:
    """S22, FC-109"""
    client.post(address, ALL_RIGHT)
    CareService.objects.update(last_verified_on=None)
    for response in (client.get(address), client.post(address, ALL_RIGHT)):
        assert heading(response) == "Al bevestigd"
    assert confirmed_on(service) is None


def test_of_two_presses_at_the_same_moment_the_second_finds_the_link_spent(address: str) -> None:
    first, second = ConfirmLink.objects.get(), ConfirmLink.objects.get()
    answer_by_link(first, dict.fromkeys(Section, True), on=today())
    with pytest.raises(LinkSpentError):
        answer_by_link(second, dict.fromkeys(Section, True), on=today())


def test_a_link_of_one_entry_confirms_no_other(client: Client, cast: Cast, service: CareService, address: str) -> None:
    """FC-109"""
    other = CareServiceFactory(organisation=cast.lead_organisation)
    client.post(address, ALL_RIGHT | {"service": other.pk, "short_id": other.short_id})
    assert (confirmed_on(service), confirmed_on(other)) == (today(), None)


def test_after_30_days_a_link_says_so_and_a_new_one_goes_to_the_same_person(
    client: Client, cast: Cast, service: CareService, address: str
) -> None:
    """S22, FC-109"""
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        page = client.get(address)
        assert heading(page) == "Deze link is verlopen"
        assert "088-0000 123" not in Page.of(page).words
        for _ in range(2):
            assert heading(client.post(address, ALL_RIGHT)) == "Er is een nieuwe link onderweg"
    assert confirmed_on(service) is None
    assert list(Mailing.objects.values_list("person", flat=True)) == [cast.lead_editor.pk] * 2


@pytest.mark.parametrize("how", ["left", "blocked", "no editor", "entry withdrawn", "made up"])
def test_who_no_longer_keeps_the_entry_gets_the_same_page_as_a_made_up_link(
    how: str, client: Client, cast: Cast, service: CareService, address: str
) -> None:
    bas = cast.lead_editor
    yesterday = today() - timedelta(days=1)
    {
        "left": lambda: bas.memberships.update(ends_on=yesterday),
        "blocked": lambda: Person.objects.filter(pk=bas.pk).update(is_active=False),
        "no editor": lambda: bas.memberships.update(may_edit=False),
        "entry withdrawn": lambda: CareService.objects.update(status="withdrawn"),
        "made up": lambda: ConfirmLink.objects.all().delete(),
    }[how]()
    for response in (client.get(address), client.post(address, ALL_RIGHT)):
        assert response.status_code == 404
        assert heading(response) == "Deze link werkt niet meer"
    assert confirmed_on(service) is None


def test_what_is_wrong_is_changed_after_signing_in(client: Client, service: CareService, address: str) -> None:
    response = client.post(address, ALL_RIGHT | {"contact": "klopt-niet"})
    assert response["Location"] == f"/sociale-kaart/{service.short_id}/wijzigen/#contact"
    assert client.get(response["Location"])["Location"].startswith("/account/login/?next=")
    assert confirmed_on(service) is None


def test_the_page_sets_no_cookie_is_not_indexed_and_has_a_neutral_title(
    client: Client, service: CareService, address: str
) -> None:
    for response in (client.get(address), client.post(address, {}), client.post(address, ALL_RIGHT)):
        assert response.cookies.output() == ""
        assert response["X-Robots-Tag"].startswith("noindex")
        assert (response["Referrer-Policy"], response["Cache-Control"]) == ("no-referrer", "no-store")
        assert "Begeleiding" not in Page.of(response).title


def test_what_is_for_professionals_is_seen_after_signing_in(client: Client, address: str) -> None:
    words = Page.of(client.get(address)).words
    assert "088-0000 123" in words
    assert "088-0000 456" not in words
    assert "Wat alleen voor professionals is, ziet u als u inlogt." in words


def test_a_form_of_another_site_or_without_a_token_is_no_matter(service: CareService, address: str) -> None:
    """The secret in the address is the proof."""
    assert Client(enforce_csrf_checks=True).post(address, ALL_RIGHT).status_code == 200
    assert confirmed_on(service) == today()


def test_trying_without_end_is_stopped(client: Client, db: None, settings: Settings) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["confirm_entry"] == "60/m/ip"
    settings.ACCOUNT_RATE_LIMITS = {"confirm_entry": "2/m/ip"}
    assert [client.post("/klopt-nog/verzonnen/").status_code for _ in range(3)] == [404, 404, 429]


def test_only_a_digest_is_stored_and_the_secret_stands_in_no_log(
    client: Client, service: CareService, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = address.split("/")[2]
    assert not ConfirmLink.objects.filter(digest=secret).exists()
    with caplog.at_level(logging.INFO):
        client.get(address)
        client.post(address, ALL_RIGHT)
    lines = [JsonLines().format(record) for record in caplog.records]
    assert [json.loads(line)["route"] for line in lines if "route" in line] == ["partners:confirm-link"] * 2
    assert secret not in "".join(lines)


def test_two_people_are_asked_and_each_answers_for_the_own_organisation(
    client: Client, cast: Cast, address: str, client_of: Callable[[Person], Client]
) -> None:
    """Signed in as somebody else, the answer is still that of who got the mail."""
    client_of(cast.other_editor).post(address, ALL_RIGHT)
    assert set(SectionCheck.objects.values_list("checked_by", flat=True)) == {cast.lead_editor.pk}

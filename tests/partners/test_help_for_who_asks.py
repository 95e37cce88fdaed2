"""The pages for whoever needs help, on a few entries of our own: each finds what is meant for them."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.models import Person
from partners.models import Audience, Channel, Phase, ServiceStatus
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, HelpLineFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

HELP = ["/hulp/acuut/", "/hulp/langer-geleden/", "/hulp/naasten/", "/hulp/zelf/", "/hulp/werk/"]


@pytest.mark.parametrize("path", HELP)
def test_without_any_entry_the_national_lines_are_still_there(db: None, path: str) -> None:
    for position, number in enumerate(("112", "0800-0188", "0800-2000")):
        HelpLineFactory(number=number, position=position, is_first=True, audiences=list(Audience))
    for audience in Audience:
        HelpLineFactory(name=f"Lijn voor {audience.label}", number="113", audiences=[audience])
    page = Page.of(Client().get(path))
    assert len(page.all("a.call")) >= 3
    assert "Lijn voor" in page.words


def test_a_paid_number_and_an_unchecked_one_say_so(db: None) -> None:
    HelpLineFactory(name="Betaald", number="0900-0101")
    HelpLineFactory(name="Nieuw", number="0800-0432", last_verified_on=None)
    items = Page.of(Client().get("/hulp/langer-geleden/")).texts(".plain-list li")
    assert any(item.startswith("Betaald: 0900-0101 betaald nummer") for item in items)
    assert any(item.startswith("Nieuw: 0800-0432 nog niet gecontroleerd") for item in items)


# --- the right help for who asks ----------------------------------------------------


def names_on(path: str, client: Client | None = None) -> list[str]:
    return Page.of((client or Client()).get(path)).texts(".result__title a")


@pytest.mark.parametrize(
    ("path", "audience", "phase"),
    [
        ("/hulp/acuut/", Audience.VICTIM, Phase.ACUTE),
        ("/hulp/langer-geleden/", Audience.VICTIM, Phase.NON_ACUTE),
        ("/hulp/naasten/", Audience.RELATIVE, Phase.NON_ACUTE),
        ("/hulp/zelf/", Audience.PERPETRATOR, Phase.PREVENTION),
    ],
)
def test_each_of_the_four_has_a_page_of_their_own(db: None, path: str, audience: str, phase: str) -> None:
    CareServiceFactory(name="Hier", audiences=[audience], phases=[phase])
    assert names_on(path) == ["Hier"]
    assert [other for other in HELP if other != path and names_on(other)] == []


def test_what_is_closed_for_a_while_leaves_the_lists_and_keeps_its_address(db: None) -> None:
    service = CareServiceFactory(name="Even dicht", phases=[Phase.ACUTE], status=ServiceStatus.CLOSED)
    assert names_on("/hulp/acuut/") == []
    assert "Dit aanbod is nu gesloten" in Page.of(Client().get(f"/hulp/aanbod/{service.short_id}/")).words


def test_a_visitor_finds_no_draft_and_nothing_for_professionals_only(db: None) -> None:
    draft = CareServiceFactory(status=ServiceStatus.DRAFT)
    for_professionals = CareServiceFactory(audiences=[Audience.PROFESSIONAL])
    for hidden in (draft, for_professionals):
        assert Client().get(f"/hulp/aanbod/{hidden.short_id}/").status_code == 404
    assert [names_on(path) for path in HELP] == [[]] * 5


def test_who_is_signed_in_sees_here_what_everybody_sees(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    service = CareServiceFactory(name="Zichtbaar", organisation=cast.lead_organisation)
    ChannelFactory(service=service, value="088-0000 001")
    ChannelFactory(service=service, value="088-0000 002", for_professionals=True)
    CareServiceFactory(name="Concept", organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    for client in (Client(), client_of(cast.coordinator), client_of(cast.lead_editor)):
        assert names_on("/hulp/langer-geleden/", client) == ["Zichtbaar"]
        for path in ("/hulp/langer-geleden/", f"/hulp/aanbod/{service.short_id}/"):
            words = Page.of(client.get(path)).words
            assert "088-0000 001" in words
            assert "088-0000 002" not in words


def test_each_entry_tells_how_to_come_without_talking_and_without_a_name(db: None) -> None:
    by_phone = CareServiceFactory(is_anonymous=False)
    ChannelFactory(service=by_phone)
    by_chat = CareServiceFactory(is_anonymous=True)
    Channel.objects.create(service=by_chat, kind="chat", value="https://chat.voorbeeld.example/")
    assert "Zonder te praten kan hier niet." in Page.of(Client().get(f"/hulp/aanbod/{by_phone.short_id}/")).words
    words = Page.of(Client().get(f"/hulp/aanbod/{by_chat.short_id}/")).words
    assert "Zonder te praten: chat. U hoeft uw naam niet te zeggen." in words


def test_a_help_page_asks_as_much_of_the_database_for_3_entries_as_for_30(db: None) -> None:
    for _ in range(3):
        ChannelFactory()
    for_three = questions_of(Client(), "/hulp/langer-geleden/")
    for _ in range(27):
        ChannelFactory()
    assert questions_of(Client(), "/hulp/langer-geleden/") == for_three

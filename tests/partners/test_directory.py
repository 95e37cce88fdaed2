"""The sociale kaart for professionals: finding an entry and reading it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from network.policy import Permission, may
from partners.models import Audience, CareService, HoursKind, Location, OpeningHours, ServiceStatus, Visibility
from tests.cast import Cast
from tests.factories import (
    CareServiceFactory,
    ChannelFactory,
    OrganisationFactory,
)
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/sociale-kaart/"


def names_in(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}{query}")).texts(".result__title a")


# --- finding ----------------------------------------------------


@pytest.fixture
def entries(cast: Cast) -> dict[str, CareService]:
    """One for each filter to find."""
    in_nijmegen = CareServiceFactory(name="Wijkteam", organisation=cast.lead_organisation)
    in_nijmegen.municipalities.add(cast.nijmegen)
    in_tiel = CareServiceFactory(
        name="Praten over grenzen", audiences=[Audience.PERPETRATOR], description="Ook bij drank. Geen oordeel."
    )
    in_tiel.municipalities.add(cast.tiel)
    nationwide = CareServiceFactory(
        name="Café voor naasten", audiences=[Audience.RELATIVE, Audience.PERPETRATOR], is_nationwide=True
    )
    return {"nijmegen": in_nijmegen, "tiel": in_tiel, "nationwide": nationwide}


def test_who_and_where_are_asked_together(cast: Cast, client_of: ClientOf, entries: dict[str, CareService]) -> None:
    client = client_of(cast.reader)
    assert names_in(client) == ["Café voor naasten", "Praten over grenzen", "Wijkteam"]
    assert names_in(client, f"?wie=perpetrator&gemeente={cast.tiel.pk}") == ["Café voor naasten", "Praten over grenzen"]
    assert names_in(client, f"?wie=victim&gemeente={cast.tiel.pk}") == []
    assert names_in(client, "?wie=victim&wie=relative") == ["Café voor naasten", "Wijkteam"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cafe", ["Café voor naasten"]),
        ("drank oordeel", ["Praten over grenzen"]),
        ("MEE", ["Wijkteam"]),
        ("bestaat niet", []),
        ("100%", []),
    ],
)
def test_words_are_found_in_name_text_and_organisation(
    cast: Cast, client_of: ClientOf, entries: dict[str, CareService], words: str, found: list[str]
) -> None:
    assert names_in(client_of(cast.reader), f"?zoek={words.replace('%', '%25')}") == found


def test_nothing_found_says_what_to_do(cast: Cast, client_of: ClientOf, entries: dict[str, CareService]) -> None:
    page = Page.of(client_of(cast.reader).get(f"{LIST}?zoek=bestaatniet"))
    assert page.texts("h2#aantal") == ["0 keer aanbod gevonden"]
    assert "Haal een filter weg" in page.words


def test_each_chosen_filter_can_be_taken_away(cast: Cast, client_of: ClientOf, entries: dict[str, CareService]) -> None:
    page = Page.of(client_of(cast.reader).get(f"{LIST}?wie=victim&gemeente={cast.tiel.pk}"))
    assert [text.removesuffix(" weghalen") for text in page.texts(".filter-chip")] == [
        "Iemand die het meemaakte",
        "Tiel",
    ]
    assert page.all(".filter-chip")[1].get("href").replace("gemeente=", "") == "?wie=victim"


def test_a_made_up_filter_is_explained_and_shows_everything(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(name="Wijkteam")
    response = client_of(cast.reader).get(f"{LIST}?gemeente=999999&wie=iedereen&pagina=zeven")
    assert response.status_code == 200
    assert Page.of(response).texts(".result__title a") == ["Wijkteam"]


def test_a_long_list_has_pages_that_keep_the_filter(cast: Cast, client_of: ClientOf) -> None:
    for number in range(23):
        CareServiceFactory(name=f"Aanbod {number:02d}")
    page = Page.of(client_of(cast.reader).get(f"{LIST}?wie=victim"))
    assert len(page.all(".result")) == 20
    assert "1 tot en met 20 van 23" in page.words
    assert any("wie=victim" in link.get("href") and "pagina=2" in link.get("href") for link in page.all(".pages a"))


def test_the_list_asks_as_much_of_the_database_for_3_entries_as_for_30(cast: Cast, client_of: ClientOf) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            service = CareServiceFactory()
            service.municipalities.add(cast.tiel)
            Location.objects.create(service=service, visibility=Visibility.SECRET)
            OpeningHours.objects.create(channel=ChannelFactory(service=service), weekday=1, kind=HoursKind.ALL_DAY)

    client = client_of(cast.coordinator)
    add(3)
    for_three = questions_of(client, LIST)
    add(27)
    assert questions_of(client, LIST) == for_three
    assert for_three <= 13  # one of which asks for all municipalities, because nobody chose a region here


def test_an_entry_asks_as_much_of_the_database_with_1_number_as_with_6(cast: Cast, client_of: ClientOf) -> None:
    """The history included, which only who may reads."""
    service, client = CareServiceFactory(), client_of(cast.coordinator)

    def add(number: int) -> None:
        for _ in range(number):
            OpeningHours.objects.create(channel=ChannelFactory(service=service), weekday=1, kind=HoursKind.ALL_DAY)

    client.get(LIST)  # from here on the history knows who did it
    add(1)
    for_one = questions_of(client, service.get_absolute_url())
    add(5)
    assert questions_of(client, service.get_absolute_url()) == for_one


# --- who sees what ----------------------------------------------------


def test_a_draft_is_seen_by_its_own_organisation_and_the_coordinator(cast: Cast, client_of: ClientOf) -> None:
    draft = CareServiceFactory(name="Nieuw", organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    sees = {name for name, person in cast.people.items() if "Nieuw" in names_in(client_of(person))}
    opens = {
        name
        for name, person in cast.people.items()
        if client_of(person).get(draft.get_absolute_url()).status_code == 200
    }
    assert sees == opens == {"coordinator", "lead_editor"}


def test_professional_numbers_are_on_the_page_of_members(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory()
    ChannelFactory(service=service, value="0900-8844")
    ChannelFactory(service=service, value="088-0000 002", for_professionals=True)
    page = Page.of(client_of(cast.reader).get(service.get_absolute_url()))
    assert [link.get("href") for link in page.all("a.phone__nr")] == ["tel:09008844", "tel:+31880000002"]
    assert "betaald nummer" in page.words
    assert "voorbeeldnummer" in page.words


def test_only_who_may_edit_gets_the_buttons(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    with_buttons = {
        name
        for name, person in cast.people.items()
        if name != "former_editor"
        and "Aanbod wijzigen" in Page.of(client_of(person).get(service.get_absolute_url())).words
    }
    assert with_buttons == {"coordinator", "lead_editor"}


def test_the_address_of_a_secret_place_is_not_there_and_the_page_says_so(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory()
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    for url in (service.get_absolute_url(), LIST):
        assert "Het adres is geheim. Bel eerst." in Page.of(client_of(cast.coordinator).get(url)).words


# --- freshness ----------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "words", "is_old"),
    [
        (0, "Gecontroleerd op", False),
        (170, "nog 13 dagen geldig", False),
        (183, "nog 0 dagen geldig", False),
        (184, "Niet recent gecontroleerd: laatst op", True),
        (None, "Niet recent gecontroleerd: nog nooit bevestigd", True),
    ],
)
def test_after_183_days_an_entry_is_not_recently_checked(
    cast: Cast, client_of: ClientOf, days_ago: int | None, words: str, is_old: bool
) -> None:
    on = today() - timedelta(days=days_ago) if days_ago is not None else None
    service = CareServiceFactory(last_verified_on=on)
    for url in (LIST, service.get_absolute_url(), f"{LIST}?controle=oud"):
        page = Page.of(client_of(cast.reader).get(url))
        if url.endswith("oud") and not is_old:
            assert page.all(".result") == []
        else:
            assert words in page.words
            assert bool(page.all(".checked-on--old")) is is_old


def test_confirming_takes_one_press_and_leaves_who_and_why(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation, last_verified_on=date(2026, 1, 1))
    response = client_of(cast.lead_editor).post(f"{service.get_absolute_url()}klopt-nog/", follow=True)
    service.refresh_from_db()
    assert (service.last_verified_on, service.verified_by) == (today(), cast.lead_editor)
    assert "is vandaag gecontroleerd" in Page.of(response).words
    history = Page.of(client_of(cast.coordinator).get(service.get_absolute_url())).texts(".history li")
    assert any("Bas Hendriks veranderde laatst gecontroleerd op van 1 januari 2026" in line for line in history)
    assert any("Reden: Klopt nog" in line for line in history)


def test_a_search_engine_or_mail_scanner_confirms_nothing(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    assert client_of(cast.lead_editor).get(f"{service.get_absolute_url()}klopt-nog/").status_code == 405
    service.refresh_from_db()
    assert service.last_verified_on is None


def test_nobody_confirms_for_another_organisation(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    unseen = CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    other = client_of(cast.other_editor)
    assert other.post(f"{service.get_absolute_url()}klopt-nog/").status_code == 403
    assert other.post(f"{unseen.get_absolute_url()}klopt-nog/").status_code == 404
    assert not CareService.objects.exclude(last_verified_on=None).exists()


def test_lists_and_policy_agree_on_who_sees_and_edits_an_entry(cast: Cast) -> None:
    for status in ServiceStatus:
        CareServiceFactory(organisation=cast.lead_organisation, status=status)
        CareServiceFactory(organisation=OrganisationFactory(), status=status)
    for name, person in cast.people.items():
        seen, editable = (
            set(CareService.objects.visible_to(person)),
            set(CareService.objects.editable_by(person)),
        )
        for service in CareService.objects.select_related("organisation"):
            assert (service in seen) == may(person, Permission.SERVICE_VIEW, service), (name, service)
            assert (service in editable) == may(person, Permission.SERVICE_EDIT, service), (name, service)

"""Filters of the sociale kaart for professionals (S06, S14), and what to do when nothing is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from partners.models import (
    Audience,
    CarePillar,
    CareService,
    ChannelKind,
    FundingRegime,
    Language,
    Location,
    Phase,
    Referrer,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    Visibility,
)
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, CareServiceFactory, ChannelFactory, RegionFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/sociale-kaart/"


def names_in(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}{query}")).texts(".result__title a")


def for_perpetrators(name: str, **more: object) -> CareService:
    service: CareService = CareServiceFactory(name=name, audiences=[Audience.PERPETRATOR], **more)
    return service


def test_pleger_17_years_nijmegen_finds_only_what_accepts_17_and_serves_nijmegen_or_the_country(
    cast: Cast, client_of: ClientOf
) -> None:
    for_perpetrators("Hier, zonder grens").municipalities.add(cast.nijmegen)
    for_perpetrators("Hier, tot en met 17", maximum_age=17).municipalities.add(cast.nijmegen)
    for_perpetrators("Hier, tot en met 16", maximum_age=16).municipalities.add(cast.nijmegen)
    for_perpetrators("Hier, vanaf 18", minimum_age=18).municipalities.add(cast.nijmegen)
    for_perpetrators("Landelijk, 12 tot 18", minimum_age=12, maximum_age=18, is_nationwide=True)
    for_perpetrators("Landelijk, vanaf 18", minimum_age=18, is_nationwide=True)
    for_perpetrators("Alleen Tiel").municipalities.add(cast.tiel)
    CareServiceFactory(name="Voor wie het meemaakte", is_nationwide=True)
    reader = client_of(cast.reader)

    found = names_in(reader, f"?wie=perpetrator&leeftijd=17&gemeente={cast.nijmegen.pk}")

    assert found == ["Hier, tot en met 17", "Hier, zonder grens", "Landelijk, 12 tot 18"]


def test_each_filter_finds_what_it_says(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(name="Niets van dat alles", phases=[Phase.PREVENTION], referral_required=True)
    full = CareServiceFactory(
        name="Alles",
        languages=[Language.POLISH],
        funding_regimes=[FundingRegime.FORENSIC],
        referrers=[Referrer.FAMILY_DOCTOR],
        referral_required=False,
        service_types=[ServiceType.SHELTER],
        pillars=[CarePillar.AFTERCARE],
        special_groups=[SpecialGroup.STUDENTS],
        last_verified_on=today(),
    )
    ChannelFactory(service=full, kind=ChannelKind.CHAT, value="https://chat.example")
    Location.objects.create(service=full, visibility=Visibility.SECRET)
    reader = client_of(cast.reader)

    for query in (
        "fase=non_acute",
        "taal=pl",
        "kosten=forensic",
        "verwijzing=zonder",
        "verwijzing=family_doctor",
        "hulp=shelter",
        "pijler=aftercare",
        "groep=students",
        "vorm=chat",
        "vorm=locatie",
    ):
        assert names_in(reader, f"?{query}") == ["Alles"], query
    assert names_in(reader, "?controle=oud") == ["Niets van dat alles"]


def test_an_interpreter_speaks_every_language(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(name="Met tolk", has_interpreter=True)
    assert names_in(client_of(cast.reader), "?taal=ti") == ["Met tolk"]


def test_what_is_closed_for_a_while_is_no_help_in_an_acute_moment(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(name="Dicht", phases=[Phase.ACUTE], status=ServiceStatus.CLOSED)
    CareServiceFactory(name="Open", phases=[Phase.ACUTE])
    reader = client_of(cast.reader)
    assert names_in(reader, "?fase=acute") == ["Open"]
    assert names_in(reader) == ["Dicht", "Open"]


def test_an_age_is_read_as_people_type_it_and_explained_when_it_can_not_be_one(cast: Cast, client_of: ClientOf) -> None:
    for_perpetrators("Vanaf 18", minimum_age=18)
    reader = client_of(cast.reader)
    assert names_in(reader, "?leeftijd=+17+") == []
    page = Page.of(reader.get(f"{LIST}?leeftijd=zeventien"))
    assert page.texts(".result__title a") == ["Vanaf 18"]
    assert page.all("[name=leeftijd][aria-invalid=true]")


def test_a_chip_names_the_age_and_takes_it_away(cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.reader).get(f"{LIST}?leeftijd=17&wie=victim&sorteer=wachttijd"))
    assert page.texts(".filter-chip") == ["Iemand die het meemaakte weghalen", "17 jaar weghalen"]
    assert page.all(".filter-chip")[1].get("href") == "?wie=victim&sorteer=wachttijd"


def test_finding_nothing_tells_which_filter_to_take_away_and_what_is_found_then(
    cast: Cast, client_of: ClientOf
) -> None:
    for_perpetrators("Vanaf 18", minimum_age=18).municipalities.add(cast.tiel)
    for_perpetrators("Ook vanaf 18", minimum_age=18).municipalities.add(cast.tiel)
    CareServiceFactory(name="Voor wie het meemaakte", is_nationwide=True)
    reader = client_of(cast.reader)

    page = Page.of(reader.get(f"{LIST}?wie=perpetrator&leeftijd=17&gemeente={cast.tiel.pk}"))

    offered = {link.text_content(): link.get("href") for link in page.all(".empty a")}
    assert list(offered) == [
        "Zonder 17 jaar: 2 keer aanbod",
        "Zonder iemand die te ver ging of dat vreest: 1 keer aanbod",
    ]
    assert names_in(reader, offered["Zonder 17 jaar: 2 keer aanbod"]) == ["Ook vanaf 18", "Vanaf 18"]


def test_who_can_not_bring_in_a_gap_is_told_whom_to_tell(cast: Cast, client_of: ClientOf) -> None:
    assert Page.of(client_of(cast.lead_editor).get(LIST)).all('a[href="/knelpunten/inbrengen/"]')
    page = Page.of(client_of(cast.reader).get(LIST))
    assert not page.all('a[href="/knelpunten/inbrengen/"]')
    assert "Meld het gat bij de regiocoördinator." in page.words


def test_who_adds_entries_chooses_a_status_and_finds_what_was_withdrawn_only_by_asking(
    cast: Cast, client_of: ClientOf
) -> None:
    CareServiceFactory(name="Weg", organisation=cast.lead_organisation, status=ServiceStatus.WITHDRAWN)
    CareServiceFactory(name="Concept", organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    editor, reader = client_of(cast.lead_editor), client_of(cast.reader)
    assert names_in(editor) == ["Concept"]
    assert names_in(editor, "?status=withdrawn") == ["Weg"]
    assert not Page.of(reader.get(LIST)).all("[name=status]")
    assert names_in(reader, "?status=withdrawn") == []


def test_the_shortest_waiting_time_goes_first_and_an_old_one_does_not_count(cast: Cast, client_of: ClientOf) -> None:
    def waiting(name: str, weeks: int, days_ago: int) -> None:
        on = today() - timedelta(days=days_ago)
        CareServiceFactory(name=name, waiting_time_weeks=weeks, waiting_time_date=on)

    waiting("Lang", 8, 3)
    waiting("Kort", 2, 3)
    waiting("Oud", 1, 91)
    assert names_in(client_of(cast.reader), "?sorteer=wachttijd")[:2] == ["Kort", "Lang"]


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("reader", ["Aanbod", "Gaten"]),
        ("lead_editor", ["Aanbod", "Gaten", "Nakijken", "Meldingen"]),
        (
            "coordinator",
            ["Aanbod", "Gaten", "Wijzigingen", "Nakijken", "Meldingen", "Hulplijnen", "Controlerondes"],
        ),
    ],
)
def test_the_parts_of_the_sociale_kaart_are_for_who_may(
    who: str, parts: list[str], cast: Cast, client_of: ClientOf
) -> None:
    page = Page.of(client_of(cast.people[who]).get(LIST))
    assert page.texts(".sub-nav li") == parts
    assert page.texts(".sub-nav [aria-current]") == ["Aanbod"]


def test_few_questions_for_all_filters_at_once_and_as_many_for_300_entries_as_for_3(
    cast: Cast, client_of: ClientOf
) -> None:
    def add(number: int) -> None:
        services = CareService.objects.bulk_create(
            CareServiceFactory.build_batch(number, organisation=cast.lead_organisation, pillars=[CarePillar.CARE])
        )
        through = CareService.municipalities.through
        through.objects.bulk_create(through(careservice=each, municipality=cast.tiel) for each in services)

    client = client_of(cast.coordinator)
    found = f"{LIST}?wie=victim&leeftijd=17&gemeente={cast.tiel.pk}&pijler=care&sorteer=wachttijd"
    nothing = f"{LIST}?wie=perpetrator&leeftijd=17&gemeente={cast.tiel.pk}&pijler=care&taal=pl&kosten=free"
    region = RegionFactory()
    AreaMembershipFactory(area_set=region.area_set, municipality=cast.tiel)
    add(3)
    for_three = questions_of(client, found), questions_of(client, nothing)
    add(297)
    assert (questions_of(client, found), questions_of(client, nothing)) == for_three
    assert max(for_three) <= 15  # six are about who asks and in which region

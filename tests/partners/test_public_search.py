"""Searching for help as a visitor: the right help for who asks, nothing of the question anywhere, and never nothing."""

import logging
import time
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from network.models import Municipality, Person
from partners import public_search
from partners.models import Audience, Channel, Location, Phase, ServiceStatus, Visibility
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, CareServiceFactory, ChannelFactory, HelpLineFactory, RegionFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SEARCH = "/hulp/zoeken/"


def ask(client: Client | None = None, **said: object) -> HttpResponse:
    return (client or Client()).post(SEARCH, said)


def found(**said: object) -> list[str]:
    return Page.of(ask(**said)).texts(".result__title")


@pytest.fixture
def lines(db: None) -> None:
    for position, number in enumerate(("112", "0800-0188", "0800-2000")):
        HelpLineFactory(number=number, position=position, is_first=True, audiences=list(Audience))
    for audience in Audience:
        HelpLineFactory(name=f"Lijn voor {audience}", number="113", audiences=[audience])


@pytest.fixture
def places(db: None) -> dict[str, Municipality]:
    """The municipalities of the region."""
    parts = [
        AreaMembershipFactory(area_set=area, municipality__name=name)
        for area in [RegionFactory().area_set]
        for name in ("Nijmegen", "Tiel", "Druten")
    ]
    return {part.municipality.name: part.municipality for part in parts}


# --- the right help ------------------------------------------------------------------------------------------------


def test_pleger_17_jaar_nijmegen_finds_only_what_takes_17_and_serves_nijmegen_or_the_whole_country(
    places: dict[str, Municipality],
) -> None:
    entries = [
        ("Past", 16, None, "Nijmegen", False),
        ("Landelijk", None, 17, None, True),
        ("Vanaf 18", 18, None, "Nijmegen", False),
        ("Tot en met 16", None, 16, "Nijmegen", False),
        ("Alleen Tiel", None, None, "Tiel", False),
    ]
    for name, youngest, oldest, place, is_nationwide in entries:
        service = CareServiceFactory(
            name=name,
            audiences=[Audience.PERPETRATOR],
            minimum_age=youngest,
            maximum_age=oldest,
            is_nationwide=is_nationwide,
        )
        if place:
            service.municipalities.add(places[place])
    CareServiceFactory(name="Voor een ander", audiences=[Audience.VICTIM], is_nationwide=True)
    assert found(wie="zelf", leeftijd="17", gemeente=places["Nijmegen"].pk) == ["Landelijk", "Past"]


def test_what_is_in_a_secret_place_is_found_from_everywhere_and_never_by_place(
    places: dict[str, Municipality],
) -> None:
    secret = CareServiceFactory(name="Middelste")
    secret.municipalities.add(places["Tiel"])
    Location.objects.create(service=secret, visibility=Visibility.SECRET)
    for name in ("Eerste", "Laatste"):
        CareServiceFactory(name=name, is_nationwide=True)
    for place in places.values():
        assert found(gemeente=place.pk) == ["Eerste", "Laatste", "Middelste"], place


def test_the_number_stands_before_what_may_be_read_later(db: None) -> None:
    """On a telephone everything stands below each other."""
    ChannelFactory(service__name="Bellen", service__is_nationwide=True, value="088-0000 000")
    words = Page.of(ask()).words
    result = words[words.index("Bellen ") :]
    assert result.index("088-0000 000") < result.index("gecontroleerd") < result.index("Klopt er iets niet?")


def test_each_way_of_contact_language_cost_and_referral_narrows(db: None) -> None:
    by_phone = ChannelFactory(service__name="Bellen", service__referral_required=True).service
    by_chat = CareServiceFactory(
        name="Chatten", languages=["tr"], funding_regimes=["forensic"], referral_required=False
    )
    Channel.objects.create(service=by_chat, kind="whatsapp", value="06-00000000")
    Channel.objects.create(service=by_phone, kind="email", value="a@voorbeeld.example", for_professionals=True)
    Location.objects.create(service=by_phone, visibility=Visibility.PUBLIC, place="Tiel")
    assert found(vorm="bellen") == ["Bellen"]
    assert found(vorm="chatten") == ["Chatten"]
    assert found(vorm="langskomen") == ["Bellen"]
    assert found(taal="tr") == ["Chatten"]
    assert found(kosten="gratis") == ["Chatten"]
    assert found(verwijzing="nee") == ["Chatten"]
    assert "Wij vonden niets dat precies past" in Page.of(ask(vorm="mailen")).words


@pytest.mark.usefixtures("lines")
def test_acuut_puts_112_and_the_centre_above_every_other_result_and_leaves_out_what_is_closed() -> None:
    CareServiceFactory(name="Nu", phases=[Phase.ACUTE])
    CareServiceFactory(name="Even dicht", phases=[Phase.ACUTE], status=ServiceStatus.CLOSED)
    page = Page.of(ask(wie="mij", wanneer="kort"))
    assert page.texts(".result__title") == ["Nu"]
    marked = page.all("main a[href^='tel:'], main .result")
    assert [each.get("href") for each in marked[:3]] == ["tel:112", "tel:08000188", "tel:08002000"]


def test_more_than_a_page_is_reached_with_a_button(db: None) -> None:
    for number in range(public_search.AT_ONCE + 2):
        CareServiceFactory(name=f"Aanbod {number:02}")
    first = Page.of(ask())
    assert len(first.all(".result")) == public_search.AT_ONCE
    button = first.one("button[name=bladzijde]")
    assert (button.get("form"), button.get("value")) == (first.one("main form").get("id"), "2")
    assert found(bladzijde="2") == ["Aanbod 25", "Aanbod 26"]


def test_who_is_signed_in_finds_what_everybody_finds(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    CareServiceFactory(name="Zichtbaar", professional_notes="kenmerkwoord")
    CareServiceFactory(name="Concept", status=ServiceStatus.DRAFT)
    for client in (Client(), client_of(cast.coordinator)):
        assert Page.of(ask(client)).texts(".result__title") == ["Zichtbaar"]
        # Nothing has the word that stands in the notes for professionals, so what comes near is shown.
        assert "Wij vonden niets dat precies past" in Page.of(ask(client, woord="kenmerkwoord")).words


def test_a_search_asks_as_much_of_the_database_for_3_entries_as_for_20(
    db: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(20):
        ChannelFactory(service__description="Praten over later")
    with django_assert_max_num_queries(17):  # four are for the role of visitors, three for the transaction and the form
        assert len(found(woord="praten")) == 20


# --- never nothing ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(("who", "audience"), public_search.WHO.items())
def test_without_a_result_the_lines_for_these_people_are_there(who: str, audience: Audience) -> None:
    page = Page.of(ask(wie=who, woord="bestaat nergens", leeftijd="17"))
    assert page.texts("main h2")[0] != ""
    assert "Wij vonden niets dat past" in page.words
    assert f"Lijn voor {audience}" in page.words
    assert len(page.all("a.call")) == 3


def test_what_comes_near_stays_for_these_people_this_age_and_this_place(places: dict[str, Municipality]) -> None:
    near = CareServiceFactory(name="In de buurt", audiences=[Audience.RELATIVE], minimum_age=12)
    near.municipalities.add(places["Tiel"])
    CareServiceFactory(name="Voor ouderen", audiences=[Audience.RELATIVE], minimum_age=60, is_nationwide=True)
    said = {"wie": "ander", "leeftijd": "17", "gemeente": places["Tiel"].pk}
    page = Page.of(ask(**said, woord="zeilboot", taal="so", wanneer="kort"))
    assert page.texts(".result__title") == ["In de buurt"]
    assert "Hieronder letten wij niet op uw woord en contact, taal, kosten en verwijzing en wanneer." in page.words


@pytest.mark.usefixtures("lines")
def test_words_that_stand_everywhere_ask_for_another_word() -> None:
    response = ask(woord="ik en de")
    assert response.status_code == 422
    assert Page.of(response).all("#resultaten") == []  # no heading with nothing below it
    page = Page.of(response)
    assert "Probeer een ander woord." in page.words
    assert "Lijn voor victim" in page.words


# --- nothing of the question is anywhere ------------------------------------------------------------------------


def test_nothing_of_the_question_is_in_an_address_a_title_a_heading_or_a_log(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = ask(woord="kanariewoord", leeftijd="17")
    page = Page.of(response)
    assert page.title == Page.of(Client().get(SEARCH)).title == "Zelf zoeken – Hulpwijzer"
    assert "Resultaten" in page.texts("h2")
    assert "kanariewoord" not in " ".join(page.texts("h1, h2, h3"))
    assert all("kanariewoord" not in (link.get("href") or "") for link in page.all("[href], [action]"))
    assert "kanariewoord" not in " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert page.one("main form").get("method") == "post"


def test_the_address_is_not_searched(db: None) -> None:
    page = Page.of(Client().get(f"{SEARCH}?woord=kanariewoord"))
    assert "kanariewoord" not in page.words
    assert page.one("[name=woord]").get("value") is None


def test_the_search_box_keeps_nothing_and_asks_for_no_name(db: None) -> None:
    page = Page.of(Client().get(SEARCH))
    box = page.one("[name=woord]")
    assert (box.get("autocomplete"), box.get("maxlength")) == ("off", "60")
    assert page.one(f"#{box.get('aria-describedby')}").text == "Vul geen namen in."
    assert [field.get("name") for field in page.all("form input")] == ["woord", "leeftijd"]


def test_a_search_writes_nothing(db: None, django_assert_max_num_queries: Callable[..., object]) -> None:
    with django_assert_max_num_queries(20) as asked:
        ask(woord="opvang", wie="mij")
    first_words = {query["sql"].split()[0] for query in asked.captured_queries}
    assert first_words & {"INSERT", "UPDATE", "DELETE"} == set()


@pytest.mark.usefixtures("lines")
def test_who_searches_without_end_has_to_wait_and_still_sees_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_search, "SEARCHES", "2/m/ip")
    assert [ask(woord="opvang").status_code for _ in range(3)] == [200, 200, 429]
    page = Page.of(ask(woord="opvang", wie="zelf"))
    assert "Wacht een minuut" in page.words
    assert "Lijn voor perpetrator" in page.words
    assert ask(wie="zelf").status_code == 200  # choosing from the lists costs little


HOSTILE = ["a" * 10_000, "a\0b", "%00", "\udc80", "a' OR '1'='1", "(a+)+$", "%_\\", "<script>x</script>", "1" * 60]


def test_hostile_words_are_read_as_words_and_answered_as_soon_as_others(db: None) -> None:
    CareServiceFactory()

    def work_of(word: str) -> float:
        body = b"woord=" + word.encode("utf-8", "surrogatepass")
        began = time.process_time()
        response = Client().post(SEARCH, body, content_type="application/x-www-form-urlencoded")
        took = time.process_time() - began
        assert response.status_code in {200, 422}, word[:20]
        assert len(Page.of(response).one("[name=woord]").get("value") or "") <= 60
        return took

    usual = max(work_of("warm") for _ in range(3))
    assert [word[:20] for word in HOSTILE if work_of(word) > 10 * usual] == []


@pytest.mark.parametrize("said", [{"gemeente": "' OR 1=1"}, {"leeftijd": "-1"}, {"wie": "x"}, {"bladzijde": "9" * 30}])
def test_what_no_list_holds_is_refused_with_the_numbers(lines: None, said: dict[str, str]) -> None:
    response = ask(**said)
    assert response.status_code == 422
    assert len(Page.of(response).all("a.call")) == 3

"""The region: every municipality with who speaks for it (N26), and bodies whose seats may have no name (N24)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from network.dates import today
from network.models import Municipality, MunicipalOffice, Office, Person, Region
from partners.models import Body, BodyKind, Membership, Seat, SeatKind
from tests.access.things import things_with_an_address
from tests.access.walk import address_of, agreed_lines
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.factories import (
    AreaMembershipFactory,
    MembershipFactory,
    MunicipalityFactory,
    MunicipalOfficeFactory,
    PersonFactory,
    RegionFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

HOLDER, ADVISER = Office.PORTFOLIO_HOLDER, Office.ADVISER
TIEL, ASSIGN = "/regio/gemeenten/GM0281/", "/regio/gemeenten/GM0281/portefeuillehouder/"


@pytest.fixture
def region(cast: Cast) -> Region:
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    return region


@pytest.fixture
def marijke(cast: Cast, region: Region, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def joost(cast: Cast, region: Region, client_of: Callable[[Person], Client]) -> Client:
    """Coordinates for Tiel."""
    return client_of(cast.municipal_coordinator)


@pytest.fixture
def wim(cast: Cast) -> MunicipalOffice:
    """Portefeuillehouder of Tiel since 2022."""
    return MunicipalOfficeFactory(
        municipality=cast.tiel, office=HOLDER, person=PersonFactory(name="Wim Verhoeven"), starts_on=date(2022, 6, 8)
    )


def sent(last: MunicipalOffice | None, **changes: object) -> dict[str, Any]:
    form = {"name": "Els Bos", "email": "els@voorbeeld.example", "starts_on": "1 september 2026"}
    return {**form, "last_seen": last.pk if last else "", **changes}


def cells_of(page: Page) -> dict[str, list[str]]:
    """Municipality → what its row says of both offices."""
    return {row[0]: row[1:] for row in (Page(tr).texts("th, td") for tr in page.all("#gemeenten ~ table tbody tr"))}


# --- N26: portefeuillehouder and beleidsadviseur, dated ----------------------------------------------------------


def test_the_region_lists_every_municipality_with_both_names_or_not_yet(
    client_of: Callable[[Person], Client], cast: Cast, region: Region, wim: MunicipalOffice
) -> None:
    # Neither who was before nor who will be.
    MunicipalOfficeFactory(
        municipality=cast.nijmegen, office=HOLDER, starts_on=date(2018, 1, 1), ends_on=date(2022, 3, 31)
    )
    MunicipalOfficeFactory(municipality=cast.tiel, office=ADVISER, starts_on=date(2099, 1, 1))
    page = Page.of(client_of(cast.reader).get("/regio/"))
    assert cells_of(page) == {
        "Nijmegen": ["nog niet belegd", "nog niet belegd"],
        "Tiel": ["Wim Verhoeven sinds 8 juni 2022", "nog niet belegd"],
    }
    assert "1 gemeente heeft nog geen portefeuillehouder. 2 gemeenten hebben nog geen beleidsadviseur." in page.words


def test_a_successor_leaves_the_former_with_its_dates(joost: Client, wim: MunicipalOffice) -> None:
    assert joost.post(ASSIGN, sent(wim)).headers["Location"] == TIEL
    wim.refresh_from_db()
    assert wim.ends_on == date(2026, 8, 31)
    page = Page.of(joost.get(TIEL))
    assert "Els Bos sinds 1 september 2026" in page.texts("dd")[0]
    [former] = [Page(row).texts("th, td") for row in page.all("#eerder ~ table tbody tr")]
    assert former == ["Wim Verhoeven", "Portefeuillehouder", "8 juni 2022", "31 augustus 2026"]
    assert any(
        line.startswith("Joost van Dam veranderde portefeuillehouder van Wim Verhoeven in Els Bos.")
        for line in page.texts(".history > li")
    )
    els = Person.objects.get(email="els@voorbeeld.example")
    assert not els.is_active
    assert not els.is_in_the_network


def test_somebody_whom_the_municipality_knows_is_chosen_from_the_list(
    joost: Client, wim: MunicipalOffice, cast: Cast
) -> None:
    colleague = MembershipFactory(organisation=cast.tiel_organisation, listed_since=date(2026, 5, 3)).person
    not_to_be_named = MembershipFactory(organisation=cast.tiel_organisation).person
    names = [option.text for option in Page.of(joost.get(ASSIGN)).all("select[name=person] option")]
    assert {"Wim Verhoeven", "Joost van Dam", colleague.name} <= set(names)
    assert not {"Noor Bakker", not_to_be_named.name} & set(names)
    joost.post(ASSIGN, sent(wim, name="", email="", person=colleague.pk))
    assert MunicipalOffice.objects.on(date(2026, 9, 1)).get().person == colleague


def test_an_address_that_is_known_makes_no_second_person(joost: Client, wim: MunicipalOffice, cast: Cast) -> None:
    joost.post(ASSIGN, sent(wim, email=cast.reader.email.upper()))
    assert MunicipalOffice.objects.on(date(2026, 9, 1)).get().person == cast.reader


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"starts_on": "1 januari 2020"}, "In deze periode heeft al iemand deze functie."),
        ({"starts_on": "31-2-2026"}, "De datum «31-2-2026» bestaat niet."),
        ({"name": ""}, "De naam ontbreekt."),
        ({"email": ""}, "Het e-mailadres ontbreekt."),
        ({"name": "Els Bos, ervaringsdeskundige"}, "Noem iemand niet «ervaringsdeskundige»"),
    ],
)
def test_a_mistake_is_explained_and_changes_nothing(
    joost: Client, wim: MunicipalOffice, changes: dict[str, str], error: str
) -> None:
    response = joost.post(ASSIGN, sent(wim, **changes))
    assert response.status_code == 422
    assert error in Page.of(response).words
    wim.refresh_from_db()
    assert wim.ends_on is None
    assert MunicipalOffice.objects.count() == 1
    assert not Person.objects.filter(email="els@voorbeeld.example").exists()


def test_an_office_can_end_without_a_successor(joost: Client, wim: MunicipalOffice) -> None:
    day = today() - timedelta(days=1)
    end = f"{ASSIGN}beeindigen/"
    assert joost.post(end, {"ends_on": "1 januari 2020", "last_seen": wim.pk}).status_code == 422
    assert joost.post(end, {"ends_on": str(day), "last_seen": wim.pk}).status_code == 302
    page = Page.of(joost.get(TIEL))
    assert "nog niet belegd" in page.texts("dd")[0]
    assert "Wim Verhoeven" in page.texts("#eerder ~ table th")


def test_in_two_tabs_the_second_one_sees_who_was_first(joost: Client, wim: MunicipalOffice) -> None:
    joost.post(ASSIGN, sent(wim))
    response = joost.post(ASSIGN, sent(wim, name="Jan Smit", email="jan@voorbeeld.example"))
    page = Page.of(response)
    assert response.status_code == 409
    assert "Els Bos is portefeuillehouder van Tiel vanaf 1 september 2026" in page.words
    assert page.one("input[name=name]").get("value") == "Jan Smit"
    assert not Person.objects.filter(email="jan@voorbeeld.example").exists()
    again = page.one("input[name=last_seen]").get("value")
    later = sent(None, name="Jan Smit", email="jan@voorbeeld.example", starts_on="1 december 2026", last_seen=again)
    assert joost.post(ASSIGN, later).status_code == 302


def test_the_database_itself_refuses_two_at_a_time(wim: MunicipalOffice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MunicipalOfficeFactory(municipality=wim.municipality, office=HOLDER, starts_on=today())
    assert MunicipalOfficeFactory(municipality=wim.municipality, office=ADVISER).pk


def test_a_municipal_coordinator_decides_for_the_own_municipality_only(joost: Client, marijke: Client) -> None:
    nijmegen = "/regio/gemeenten/GM0268/portefeuillehouder/"
    assert joost.get(nijmegen).status_code == 403
    assert joost.post(nijmegen, sent(None)).status_code == 403
    assert not MunicipalOffice.objects.exists()
    page = Page.of(joost.get("/regio/"))
    assert {link.get("href") for link in page.all("td a")} == {ASSIGN, f"{TIEL}beleidsadviseur/"}
    assert marijke.post(nijmegen, sent(None)).status_code == 302


def test_a_municipality_that_was_merged_is_still_read(marijke: Client, region: Region, cast: Cast) -> None:
    until = {"valid_from": date(2007, 1, 1), "valid_to": date(2018, 12, 31)}
    lingewaal = MunicipalityFactory(code="GM0733", name="Lingewaal", successor=cast.tiel, **until)
    AreaMembershipFactory(area_set=region.area_set, municipality=lingewaal, **until)
    assert "bestond tot en met 31 december 2018, opgegaan in Tiel" in Page.of(marijke.get("/regio/")).words
    assert "ging op in Tiel" in Page.of(marijke.get("/regio/gemeenten/GM0733/")).words
    MunicipalityFactory(code="GM0363", name="Amsterdam")
    assert marijke.get("/regio/gemeenten/GM0363/").status_code == 404


@pytest.mark.parametrize("number", [14, 60])
def test_the_region_costs_the_same_for_14_and_for_60_municipalities(
    number: int, marijke: Client, region: Region, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    municipalities = Municipality.objects.bulk_create(
        Municipality(code=f"GM1{n:03}", name=f"Gemeente {n}") for n in range(number)
    )
    for municipality in municipalities:
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
        MunicipalOfficeFactory(municipality=municipality)
    body = stuurgroep()
    for _ in range(number):
        Seat.objects.create(body=body, kind=SeatKind.MEMBER, person=PersonFactory())
    with django_assert_max_num_queries(12):
        page = Page.of(marijke.get("/regio/"))
    assert len(cells_of(page)) == number + 2


# --- N24: a seat without a name ----------------------------------------------------------------------------------


def stuurgroep() -> Body:
    body = Body.objects.create(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    Seat.objects.create(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    return body


def sql(statement: str, *values: object) -> None:
    """As somebody who goes past every form, in the role of the portal."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement, values)


def test_by_raw_sql_the_seat_of_an_expert_by_experience_takes_no_name(cast: Cast) -> None:
    body = stuurgroep()
    Seat.objects.create(body=body, kind=SeatKind.CHAIR, person=cast.steering_member)
    change = "UPDATE partners_seat SET kind = %s, person_id = %s WHERE kind = %s"
    refused: list[tuple[type[Exception], str, int | None, str]] = [
        (IntegrityError, "expert_by_experience", cast.reader.pk, "expert_by_experience"),
        (ProgrammingError, "member", cast.reader.pk, "expert_by_experience"),
        (ProgrammingError, "member", None, "expert_by_experience"),
        (ProgrammingError, "expert_by_experience", None, "chair"),
    ]
    for error, *values in refused:
        with pytest.raises(error):
            sql(change, *values)
    sql("UPDATE partners_seat SET ends_on = starts_on WHERE kind = %s", "expert_by_experience")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("network_person", "name"),
        ("network_person", "email"),
        ("partners_membership", "function"),
        ("partners_body", "name"),
    ],
)
@pytest.mark.parametrize("label", ["Ervaringsdeskundige", "ervarings-deskundig lid", "Ervarings deskundige"])
def test_by_raw_sql_nobody_gets_the_label(table: str, column: str, label: str, cast: Cast) -> None:
    stuurgroep()
    with pytest.raises(IntegrityError, match=r"expert_by_experience|labels_its_members"):
        sql(f"UPDATE {table} SET {column} = %s WHERE id = (SELECT min(id) FROM {table})", label)  # noqa: S608 (own table)


@pytest.mark.parametrize(
    "labelled",
    [
        Person(name="An Bos (ervaringsdeskundige)", email="an@voorbeeld.example"),
        Person(name="An Bos", email="ervaringsdeskundige@voorbeeld.example"),
        Membership(function="ervaringsdeskundig medewerker"),
        Body(name="Werkgroep ervaringsdeskundigen", kind=BodyKind.WORKING_GROUP),
    ],
    ids=["name", "address", "function", "body"],
)
def test_a_form_says_in_dutch_to_use_a_seat_without_a_name(labelled: Any) -> None:
    with pytest.raises(ValidationError, match="Noem iemand niet «ervaringsdeskundige»"):
        labelled.validate_constraints()


def test_a_form_refuses_a_name_on_that_seat_and_an_empty_seat_elsewhere(cast: Cast) -> None:
    body = stuurgroep()
    for wrong in (
        Seat(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE, person=cast.reader),
        Seat(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE, organisation=cast.lead_organisation),
        Seat(body=body, kind=SeatKind.MEMBER),
    ):
        with pytest.raises(ValidationError, match="heeft geen naam en geen organisatie"):
            wrong.full_clean()


def test_no_page_of_anybody_names_a_person_beside_that_seat(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    """Every page and export that somebody may open: wherever the word stands, no name of anybody stands beside it."""
    things = things_with_an_address(cast)
    body = stuurgroep()
    Seat.objects.create(body=body, kind=SeatKind.CHAIR, person=cast.steering_member)
    names = set(Person.objects.values_list("name", flat=True))
    clients = {head: client_of(cast.people[name]) for head, name in COLUMNS.items()}
    found, beside = 0, []
    for line in agreed_lines():
        opens = [head for head in clients if line.method == "GET" and line.answers[head] == "ok"]
        for head in opens if line.url_name == "partners:region" else opens[:1]:
            for text in lines_of(clients[head].get(address_of(line, things))):
                if "ervaringsdeskundige" in text.lower():
                    found += 1
                    beside += [f"{line}, {head}: {text}" for name in names if name in text]
    assert found >= 8
    assert beside == []


def lines_of(response: Any) -> list[str]:
    """What stands together: an item, a cell, a paragraph or a line of a file. A PDF prints what its page shows."""
    if response["Content-Type"].startswith("text/html"):
        return Page.of(response).texts("main li, main td, main th, main p, main dd, main h1, main h2, main h3")
    return b"".join(response).decode("utf-8", errors="replace").splitlines()


def test_the_sweep_would_notice_a_name_beside_the_word() -> None:
    response = Page.of("<html><body><main><ul><li>Lotte Visser, ervaringsdeskundige</li></ul></main></body></html>")
    assert response.texts("main li") == ["Lotte Visser, ervaringsdeskundige"]


def test_the_history_of_that_seat_names_nobody_who_sits_there(cast: Cast) -> None:
    seat = stuurgroep().seats.get()
    seat.ends_on = today()
    seat.save()
    events = Seat.pgh_event_model.objects.filter(pgh_obj=seat)  # type: ignore[attr-defined]
    assert events.count() == 2
    assert not events.exclude(person=None, organisation=None).exists()


def test_the_pages_of_partners_lead_to_the_region(marijke: Client) -> None:
    links = {link.get("href") for link in Page.of(marijke.get(reverse("partners:organisation-list"))).all("nav a")}
    assert "/regio/" in links


def test_a_portal_without_a_region_does_not_count_its_municipalities(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    Region.objects.all().delete()

    page = Page.of(client_of(cast.coordinator).get("/regio/"))

    assert "0 gemeenten" not in page.words
    assert "Richt eerst de regio in." in page.words

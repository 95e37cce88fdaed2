"""The open data at /api/hsds/ (S20, E05): what is public of the sociale kaart, as the standard has it, and no more."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from network.models import Person
from partners import public_search
from partners.hsds import selection
from partners.hsds.openapi import address, document
from partners.hsds.parameters import Asked
from partners.hsds.services import last_changed_on
from partners.hsds.vocabulary import AUDIENCE, FUNDING, HOURS, PLACE, TAXONOMIES
from partners.hsds.whole import everything_public
from partners.models import (
    Audience,
    CareService,
    ChannelKind,
    HoursKind,
    IntakeStatus,
    Location,
    ServiceStatus,
    Visibility,
)
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, OrganisationFactory, RegionFactory
from tests.partners.rich_entries import (
    PROFESSIONAL_NUMBER,
    entry_in_a_secret_place,
    entry_of_which_only_the_place_is_told,
    entry_with_everything,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
LISTS = {
    "services": "service_list",
    "services?full=true": "service",
    "organizations": "organization_list",
    "organizations?full=true": "organization",
    "organizations?full_service=true": "organization",
    "service_at_locations": "service_at_location_list",
    "service_at_locations?full=true": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms?per_page=100": "taxonomy_term",
}
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


@pytest.fixture(scope="module")
def entries(rows_of_this_module: None) -> dict[str, CareService]:
    """Every field, every kind of hours and every kind of place; and what may not go out."""
    RegionFactory(name="Rivierenland")
    with time_machine.travel(TODAY, tick=False):
        draft = CareServiceFactory(name="Concept", status=ServiceStatus.DRAFT)
        Location.objects.create(service=draft, visibility=Visibility.PUBLIC, place="Buren")
        return {
            "rich": entry_with_everything(),
            "place": entry_of_which_only_the_place_is_told(),
            "secret": entry_in_a_secret_place(),
            "draft": draft,
            "over": CareServiceFactory(name="Voorbij", valid_to=TODAY - timedelta(days=1)),
            "professional": CareServiceFactory(name="Collegiaal advies", audiences=[Audience.PROFESSIONAL]),
        }


@pytest.fixture(scope="module")
def answers(entries: dict[str, CareService]) -> dict[str, Any]:
    """What a visitor gets at every address, asked once."""
    with time_machine.travel(TODAY, tick=False):
        return {path: ask(path.removeprefix("/")) for path, _ in addresses()}


@pytest.fixture(autouse=True)
def on_one_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def test_who_searches_without_end_has_to_wait(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the page for visitors, with which it shares the count; what costs little goes on."""
    monkeypatch.setattr(public_search, "SEARCHES", "2/m/ip")
    for path, status in [("search=a", 200), ("search=b", 200), ("search=c", 429), ("page=1", 200)]:
        assert Client().get(f"/api/hsds/services?{path}").status_code == status


def ask(what: str, status: int = 200, client: Client | None = None) -> Any:
    response = (client or Client()).get(f"/api/hsds/{what}")
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def contents(what: str) -> list[Any]:
    found: list[Any] = ask(what)["contents"]
    return found


def told_of(service: CareService) -> Any:
    return ask(f"services/{service.uuid}")


def terms_in(told: Any, taxonomy: str) -> set[str]:
    return {each["taxonomy_term"]["code"] for each in told["attributes"] if each["link_type"] == taxonomy}


def addresses() -> list[tuple[str, str]]:
    """Every list, and every thing in it at its own address, with the published schema of each."""
    pages = [(f"/{path}", schema) for path, schema in LISTS.items()]
    one = {
        "services": "service",
        "organizations": "organization",
        "service_at_locations": "service_at_location",
        "taxonomies": "taxonomy",
    }
    return pages + [
        (f"/{kind}/{each['id']}", schema) for kind, schema in one.items() for each in contents(f"{kind}?per_page=5")
    ]


# --- what the standard asks ----------------------------------------------------------------------------------------


def published_schema(folder: Path, name: str) -> Draft202012Validator:
    """The compiled one where there is one, else the loose one with what it refers to taken in."""
    compiled = folder / "compiled" / f"{name}.json"
    schema = json.loads((compiled if compiled.exists() else folder / f"{name}.json").read_text(encoding="utf-8"))
    return Draft202012Validator(_taken_in(schema, folder), format_checker=FormatChecker())


def _taken_in(schema: Any, folder: Path) -> Any:
    if isinstance(schema, list):
        return [_taken_in(each, folder) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema and schema["$ref"].endswith(".json") and schema["$ref"] != "metadata.json":
        return _taken_in(json.loads((folder / schema["$ref"]).read_text(encoding="utf-8")), folder)
    return {name: _taken_in(each, folder) for name, each in schema.items() if name != "$ref"}


def test_every_answer_is_valid_against_the_published_schemas_with_their_formats(
    entries: dict[str, CareService], answers: dict[str, Any], shared_data: Path
) -> None:
    folder, asked = shared_data / "hsds/spec_3.0/schema", addresses()
    validators = {name: published_schema(folder, name) for name in sorted({name for _, name in asked})}
    checked = 0
    for path, name in asked:
        for each in answers[path].get("contents", [answers[path]]):
            validators[name].validate(each)
            checked += 1
    assert checked > 40


def test_the_file_that_is_downloaded_is_valid_too(entries: dict[str, CareService], shared_data: Path) -> None:
    """S20."""
    validator = published_schema(shared_data / "hsds/spec_3.0/schema", "service")
    downloaded = json.loads(everything_public())["contents"]
    assert len(downloaded) == ask("services")["total_items"] > 0
    for each in downloaded:
        validator.validate(each)


def test_the_formats_are_really_checked(entries: dict[str, CareService], shared_data: Path) -> None:
    """The control of the test above: identifiers, addresses and moments that are none."""
    validator = published_schema(shared_data / "hsds/spec_3.0/schema", "service")
    for name, wrong in {"id": "12", "url": "iedereen", "email": "geen adres", "last_modified": "gisteren"}.items():
        assert not validator.is_valid({**told_of(entries["rich"]), name: wrong}), name


def test_every_answer_is_what_our_own_document_says_and_holds_nothing_more(answers: dict[str, Any]) -> None:
    ours = document()
    for path, told in {**answers, "/": ask(""), "/services?minimal=true": ask("services?minimal=true")}.items():
        kind, _, key = path.partition("?")[0].removeprefix("/").partition("/")
        described = ours["paths"][f"/{kind}/{{id}}" if key else f"/{kind}"]
        shape = described["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**shape, "components": ours["components"]}, format_checker=FormatChecker()).validate(told)


def test_a_page_says_what_open_referral_uk_asks_of_it(entries: dict[str, CareService]) -> None:
    """Their samples: an identifier of every thing that is a UUID, and a page that counts."""
    first, last = ask("services?per_page=2"), ask("services?per_page=2&page=2")
    assert set(first) == set(last) == PAGE
    assert (first["total_items"], first["total_pages"], first["size"]) == (3, 2, 2)
    assert [page["first_page"] for page in (first, last)] == [True, False]
    assert [page["last_page"] for page in (first, last)] == [False, True]
    assert {each["id"] for page in (first, last) for each in page["contents"]} == {
        str(entries[name].uuid) for name in ("rich", "place", "secret")
    }
    past = ask("services?page=9")
    assert (past["empty"], past["contents"], past["last_page"]) == (True, [], True)


def test_the_samples_of_open_referral_uk_have_no_part_of_a_service_that_we_could_tell_and_do_not(
    entries: dict[str, CareService], shared_data: Path
) -> None:
    sample = json.loads((shared_data / "hsds/oruk/V3.0-UK-Default/service_full.json").read_text(encoding="utf-8"))
    not_kept = {"accreditations", "assurer_email", "contacts", "fees", "funding"}
    assert set(sample) - set(told_of(entries["rich"])) <= not_kept


def test_the_front_says_which_version_it_is_and_where_its_document_stands() -> None:
    told = ask("")
    assert told["version"] == "3.0"
    assert told["openapi_url"] == address("/openapi.json")
    assert ask("openapi.json") == json.loads(json.dumps(document()))


# --- what an entry tells -------------------------------------------------------------------------------------------


def test_an_entry_tells_every_field_that_the_standard_has_a_place_for(entries: dict[str, CareService]) -> None:
    told = told_of(entries["rich"])
    assert {name: told[name] for name in ("name", "status", "minimum_age", "maximum_age", "assured_date")} == {
        "name": "Praten na een nare ervaring",
        "status": "temporarily closed",
        "minimum_age": 12,
        "maximum_age": 17,
        "assured_date": "2026-01-01",
    }
    assert told["eligibility_description"].startswith(
        "Voor wie: iemand die het meemaakte en naasten en omgeving. Wanneer: acuut, tot en met 7 dagen, langer geleden"
    )
    assert told["application_process"].startswith("Verwijzing nodig, door: u kunt zelf komen, huisarts")
    assert told["application_process"].endswith("Bel ons voor een afspraak.")
    assert told["wait_time"] == "6 weken, peildatum 1 oktober 2026"
    assert "forensisch: gratis" in told["fees_description"]
    assert {cost["option"]: cost.get("amount") for cost in told["cost_options"]}["gratis"] == 0
    assert told["interpretation_services"]
    assert {"nl", "ti"} <= {language["code"] for language in told["languages"]}
    assert told["email"] == "hulp@iedereen.example"
    assert told["organization"]["alternate_name"] == "Iedereen"
    assert terms_in(told, "audience") == {"victim", "relative"}
    assert terms_in(told, "intake") == {IntakeStatus.STOPPED}
    assert {each["link_type"] for each in told["attributes"]} == {
        taxonomy.key for taxonomy in TAXONOMIES if taxonomy.key not in {"hours", "other_days"}
    }
    assert {each["value"] for each in told["attributes"] if each["link_type"] == "waiting_time"} == {"6", "2026-10-01"}


def test_what_somebody_must_know_now_stands_in_the_alert(entries: dict[str, CareService]) -> None:
    assert told_of(entries["rich"])["alert"] == (
        "Tijdelijk gesloten tot en met 1 januari 2030. Aanmeldstop sinds 1 november 2026."
        " Wij verhuizen. (tot en met 1 januari 2030) Niet recent gecontroleerd. Bel eerst of het nog klopt."
    )


def test_numbers_are_written_the_dutch_way_and_a_paid_one_says_so(entries: dict[str, CareService]) -> None:
    phones = {phone["number"]: phone for phone in told_of(entries["rich"])["phones"]}
    assert phones["0900-0101"]["description"] == "kies optie 3, betaald nummer"
    assert (phones["06 12 34 56 78"]["type"], phones["06 12 34 56 78"]["description"]) == (
        "text",
        "WhatsApp, kies optie 3",
    )
    assert [phone["number"] for phone in told_of(entries["place"])["phones"]] == ["112 of zo"]


def hours_of(service: CareService) -> dict[str, tuple[str, str | None, str | None]]:
    """Of the phone: kind and times by day."""
    return {
        f"{schedule['byday']} {schedule.get('opens_at', '')}".strip(): (
            *terms_in(schedule, "hours"),
            schedule.get("opens_at"),
            schedule.get("closes_at"),
        )
        for schedule in told_of(service)["schedules"]
        if schedule["attending_type"] == "telefoon 0900-0101" and not terms_in(schedule, "other_days")
    }


def test_two_blocks_a_night_an_appointment_day_and_night_closed_and_not_told_are_six_different_things(
    entries: dict[str, CareService],
) -> None:
    assert hours_of(entries["rich"]) == {
        "MO,TU 09:00+01:00": ("open", "09:00+01:00", "12:00+01:00"),
        "MO,TU 13:00+01:00": ("open", "13:00+01:00", "17:00+01:00"),
        "WE 00:00+01:00": ("all_day", "00:00+01:00", "23:59+01:00"),
        "TH": ("appointment", None, None),
        "FR 22:00+01:00": ("open", "22:00+01:00", "06:00+01:00"),
        "SA": ("closed", None, None),
        "SU": ("unknown", None, None),
    }


def test_a_night_says_that_it_ends_on_the_next_day(entries: dict[str, CareService]) -> None:
    [night] = [each for each in told_of(entries["rich"])["schedules"] if each["byday"] == "FR" and "opens_at" in each]
    assert night["notes"] == "De eindtijd ligt op de volgende dag."
    assert night["description"] == "telefoon 0900-0101, vrijdag: 22.00 tot 6.00 uur"


def test_other_days_have_their_first_and_last_day_and_their_own_offset(entries: dict[str, CareService]) -> None:
    others = [each for each in told_of(entries["rich"])["schedules"] if terms_in(each, "other_days")]
    assert [(each["valid_from"], each["valid_to"], *sorted(terms_in(each, "hours"))) for each in others] == [
        ("2026-12-25", "2026-12-25", HoursKind.CLOSED),
        ("2027-07-01", "2027-08-31", HoursKind.OPEN),
    ]
    christmas, summer = others
    assert (christmas["byday"], christmas["notes"]) == ("FR", "Eerste kerstdag.")
    assert (summer["byday"], summer["opens_at"], summer["timezone"]) == ("MO,TU,WE,TH,FR,SA,SU", "10:00+02:00", 2)


def test_an_address_is_told_a_place_without_it_has_only_its_name_and_a_chat_is_a_place_online(
    entries: dict[str, CareService],
) -> None:
    where = [each["location"] for each in told_of(entries["rich"])["service_at_locations"]]
    assert [each["location_type"] for each in where] == ["physical", "virtual", "virtual"]
    assert where[0]["addresses"][0]["address_1"] == "Markt 1"
    assert {each["description"] for each in where[0]["accessibility"]} == {"rolstoel", "prikkelarm", "gebarentaal"}
    assert unquote(where[1]["url"]) == "https://iedereen.example/praat/één"
    [place] = [each["location"] for each in told_of(entries["place"])["service_at_locations"]]
    assert (place["name"], "addresses" in place) == ("Nijmegen", False)


# --- what must not go out ------------------------------------------------------------------------------------------


def test_only_what_is_published_and_for_visitors_goes_out(
    entries: dict[str, CareService], answers: dict[str, Any]
) -> None:
    text = json.dumps(answers, ensure_ascii=False)
    assert "Veilig huis" in text
    for hidden in ("Concept", "Voorbij", "Collegiaal advies", "Buren", PROFESSIONAL_NUMBER, "collega’s", "Intern."):
        assert hidden not in text
    for name in ("draft", "over", "professional"):
        ask(f"services/{entries[name].uuid}", 404)


def test_who_is_signed_in_gets_what_a_visitor_gets(
    entries: dict[str, CareService], answers: dict[str, Any], cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    coordinator = client_of(cast.coordinator)
    for path in ("/services?full=true", "/organizations", "/service_at_locations"):
        assert ask(path.removeprefix("/"), client=coordinator) == answers[path]
    ask(f"services/{entries['draft'].uuid}", 404, coordinator)


def test_a_secret_place_tells_that_it_is_secret_and_no_town(
    entries: dict[str, CareService], answers: dict[str, Any]
) -> None:
    told = told_of(entries["secret"])
    assert terms_in(told, "place") == {"secret"}
    assert "service_at_locations" not in told
    assert [area["name"] for area in told["service_areas"]] == ["Rivierenland"]
    assert "Geheimdorp" not in json.dumps(answers)
    assert str(entries["secret"].uuid) not in json.dumps(answers["/service_at_locations"])


def test_an_answer_sets_no_cookie_and_is_kept_by_nobody_and_other_sites_cannot_read_it(
    entries: dict[str, CareService],
) -> None:
    response = Client().get("/api/hsds/services", headers={"origin": "https://elders.example"})
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response.headers
    assert Client(enforce_csrf_checks=True).post("/api/hsds/services").status_code == 405


# --- what may be asked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("search=nare", {"rich"}),
        ("search=inloop", {"place"}),
        (f"search={quote('niets van dit alles')}", set()),
        (f"taxonomy_term_id={AUDIENCE.by_code['perpetrator'].id}", {"place"}),
        (f"taxonomy_term_id={PLACE.by_code['secret'].id}", {"secret"}),
        (f"taxonomy_term_id={HOURS.by_code['appointment'].id}", {"rich"}),
        (f"taxonomy_id={FUNDING.id}", {"rich"}),
        (f"taxonomy_id={AUDIENCE.id}", {"rich", "place", "secret"}),
        (f"taxonomy_id={AUDIENCE.by_code['victim'].id}", set()),
        ("modified_after=2026-11-26", {"rich", "place", "secret"}),
        ("modified_after=2026-11-25T23:30:00Z", {"rich", "place", "secret"}),
        ("modified_after=2026-11-27", set()),
        ("format=json", {"rich", "place", "secret"}),
    ],
)
def test_a_question_chooses_among_the_entries(
    question: str, expected: set[str], entries: dict[str, CareService]
) -> None:
    assert {each["id"] for each in contents(f"services?{question}")} == {str(entries[name].uuid) for name in expected}


def test_every_term_finds_the_entries_that_bear_it(entries: dict[str, CareService]) -> None:
    borne = {each["taxonomy_term_id"] for each in told_of(entries["rich"])["attributes"]}
    assert len(borne) > 50
    for term in borne:
        assert entries["rich"] in selection.services(Asked({"taxonomy_term_id": term})), term


def test_a_program_can_ask_what_changed_also_when_an_entry_changed_by_itself() -> None:
    service = CareServiceFactory(
        status=ServiceStatus.CLOSED,
        closed_from=date(2026, 11, 1),
        closed_until=date(2026, 11, 20),
        last_changed_on=date(2026, 1, 1),
    )
    assert last_changed_on(service, TODAY) == date(2026, 11, 21)
    for since, is_told in {"2026-11-21": True, "2026-11-22": False}.items():
        ids = {each["id"] for each in contents(f"services?minimal=true&modified_after={since}")}
        assert (str(service.uuid) in ids) == is_told, since


def test_one_organisation_has_its_own_services_and_places(entries: dict[str, CareService]) -> None:
    organization = told_of(entries["rich"])["organization"]["id"]
    rich = str(entries["rich"].uuid)
    assert {each["id"] for each in contents(f"services?organization_id={organization}")} == {rich}
    assert [each["name"] for each in ask(f"organizations/{organization}")["services"]] == [entries["rich"].name]
    assert ask(f"organizations/{organization}?full_service=true")["services"][0] == told_of(entries["rich"])
    places = contents(f"service_at_locations?organization_id={organization}")
    assert [each["service"]["id"] for each in places] == [rich] * 3
    assert contents("organizations?search=iedereen")[0]["id"] == organization


def test_the_words_of_the_taxonomies_can_be_looked_up() -> None:
    assert {each["id"] for each in contents("taxonomy_terms?per_page=100")} >= {term.id for term in AUDIENCE.terms}
    of_audience = contents(f"taxonomy_terms?taxonomy_id={AUDIENCE.id}&top_only=true")
    assert [each["code"] for each in of_audience] == Audience.values
    assert contents(f"taxonomy_terms?parent_id={AUDIENCE.terms[0].id}") == []
    assert ask(f"taxonomy_terms/{AUDIENCE.terms[0].id}")["code"] == Audience.VICTIM
    assert [each["name"] for each in contents("taxonomies?search=voor wie")] == ["Voor wie"]


@pytest.mark.parametrize(
    "question",
    [
        "page=0", "page=abc", "page=1&page=2", "per_page=101", "minimal=ja", "full=1", "organization_id=12",
        "taxonomy_term_id=victim", "modified_after=gisteren", "modified_after=2026-02-30", "format=ndjson",
        "postcode=4001AA", "search=" + "x" * 101,
    ],
)  # fmt: skip
def test_a_question_that_is_not_understood_is_refused_with_what_is_wrong(question: str) -> None:
    problem = ask(f"services?{question}", 422)
    assert problem["status"] == 422
    assert problem["detail"].endswith(".")
    assert "postcode" in question or problem["parameter"] == question.partition("=")[0]


@pytest.mark.parametrize("kind", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
@pytest.mark.parametrize(
    "key", ["7d1b2a9c-94c5-4f43-8d7e-0a3c5b9e6f21", "niets", "a/b", "{7d1b2a9c94c54f438d7e0a3c5b9e6f21}"]
)
def test_what_is_not_there_is_not_found_and_says_so_in_json(kind: str, key: str) -> None:
    assert ask(f"{kind}/{quote(key)}", 404)["status"] == 404


# --- what it costs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*LISTS, "services?minimal=true"])
def test_a_page_asks_the_database_as_much_for_many_entries_as_for_few(
    path: str, entries: dict[str, CareService], django_assert_max_num_queries: Any
) -> None:
    budget = 18 if "locations" in path else 16  # four are for the role of visitors; places stand in two tables
    with django_assert_max_num_queries(budget):
        ask(path)
    for number in range(4):
        service = CareServiceFactory(organisation=OrganisationFactory())
        ChannelFactory(service=service, kind=ChannelKind.CHAT, value=f"https://chat.example/{number}")
        Location.objects.create(service=service, visibility=Visibility.PLACE_ONLY, place="Tiel")
    with django_assert_max_num_queries(budget):
        ask(path)

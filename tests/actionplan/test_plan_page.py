"""/plan/, /plan/bouwstenen/ and /plan/pijlers/."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actionplan.list_facts import Asked, Grouping, groups_of, tallies_of
from actionplan.list_look import COLUMNS, Look
from actionplan.listing import listing
from actionplan.models import Action, Light, Pillar, Plan
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    MilestoneFactory,
    PillarFactory,
    PlanFactory,
    PriorityFactory,
    RealisationFactory,
    RegionFactory,
    StatusReportFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return PlanFactory()


@pytest.fixture
def page(plan: Plan, cast: Cast, client_of: ClientOf) -> Callable[..., Page]:
    """The plan as somebody sees it: `page("?stand=amber", person=cast.reader)`."""

    def read(query: str = "", *, person: Person = cast.coordinator, path: str = "/plan/") -> Page:
        response = client_of(person).get(path + query)
        assert response.status_code == 200
        return Page.of(response)

    return read


Read = Callable[..., Page]
AMBER = {"time": Light.AMBER, "light": Light.AMBER, "cause": "a", "consequence": "b", "correction": "c"}
CARDS = ".block-card h3"
GROUPS = "tr.group-row th"
TITLES = "a.row-title"


def titles(page: Page) -> list[str]:
    return [re.sub(r"^\d\.\d+ ", "", text) for text in page.texts(TITLES)]


def test_the_four_bouwstenen_are_always_there_in_order_also_when_empty(page: Read, plan: Plan) -> None:
    ActionFactory(plan=plan, building_block=3)
    read = page()
    assert read.texts(CARDS) == [
        "Bouwsteen 1: Wat is een regionale aanpak",
        "Bouwsteen 2: Netwerkpartners en samenwerking",
        "Bouwsteen 3: Organiseren en borgen",
        "Bouwsteen 4: Plan van aanpak: speerpunten",
    ]
    assert read.texts("[id^=stand-bouwsteen]") == ["Nog geen acties."] * 2 + ["1 grijs"] + ["Nog geen acties."]


def test_actions_are_grouped_by_bouwsteen_and_on_request_by_pillar(page: Read, plan: Plan) -> None:
    later, first = Pillar.objects.get(name="Nazorg"), Pillar.objects.get(name="Preventie")
    ActionFactory(plan=plan, pillar=later, building_block=4)
    ActionFactory(plan=plan, pillar=first, building_block=2)
    ActionFactory(plan=plan, pillar=first, building_block=4)
    assert page("?groep=pijler").texts(GROUPS) == ["Preventie2 acties", "Nazorg1 actie"]
    by_block = page()
    assert [text.split("Bouwsteen ")[1][0] for text in by_block.texts(GROUPS)] == ["1", "2", "3", "4"]
    assert by_block.texts(".group-row__sum") == ["0 acties", "1 actie", "0 acties", "2 acties"]


def test_the_counts_at_the_top_are_those_of_all_actions_whatever_the_filters(page: Read, plan: Plan) -> None:
    StatusReportFactory(action__plan=plan, reported_on=today())
    StatusReportFactory(action__plan=plan, reported_on=today() - timedelta(days=120))
    ActionFactory(plan=plan)
    for query in ("", "?stand=grey"):
        read = page(query)
        assert read.texts("#acties") == ["3 acties"]
        assert read.texts("#stand-plan .light") == ["1 groen", "1 grijs", "1 niet bijgewerkt"]


def test_each_filter_keeps_what_fits_and_stands_in_the_address(page: Read, plan: Plan, cast: Cast) -> None:
    group = TargetGroupFactory(name="Jeugdigen")
    chosen = ActionFactory(plan=plan, title="Gekozen", lead_organisation=cast.lead_organisation)
    chosen.target_groups.add(group)
    StatusReportFactory(action=chosen, reported_on=today(), **AMBER)
    ActionFactory(plan=plan, title="Andere", lead_organisation=cast.other_organisation)
    queries = [
        f"?pijler={chosen.pillar_id}",
        f"?trekker={chosen.lead_organisation_id}",
        f"?doelgroep={group.pk}",
        "?stand=amber",
        "?zoek=gekozen",
    ]
    for query in queries:
        read = page(query)
        assert titles(read) == ["Gekozen"], query
        assert "1 van 2 acties" in read.words
        assert len(read.all("a.filter-chip")) == 1


def test_a_chip_takes_away_its_own_filter_and_leaves_the_others(page: Read, plan: Plan) -> None:
    ActionFactory(plan=plan, title="Lotgenotengroep")
    chips = page("?stand=grey&zoek=groep&groep=bouwsteen").all("a.filter-chip")
    assert [chip.get("href") for chip in chips] == ["?zoek=groep&groep=bouwsteen", "?stand=grey&groep=bouwsteen"]
    assert [" ".join(chip.text_content().split()) for chip in chips] == [
        "Stand: Grijs weghalen",
        "Zoek in titel en tekst: «groep» weghalen",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lotgenoten", ["Lotgenotengroep"]),
        ("GROEP", ["Lotgenotengroep"]),
        ("coordinatie", ["Coördinatie"]),
        ("tiel", ["Coördinatie"]),
        ("overleg keten", ["Coördinatie"]),
        ("bestaat niet", []),
    ],
)
def test_words_are_found_in_title_text_and_lead_whatever_the_accents(
    page: Read, plan: Plan, cast: Cast, words: str, found: list[str]
) -> None:
    ActionFactory(plan=plan, title="Lotgenotengroep")
    ActionFactory(plan=plan, title="Coördinatie", description="Ketenoverleg", lead_organisation=cast.tiel_organisation)
    read = page(f"?zoek={words}")
    assert titles(read) == found
    assert found or "Haal hierboven een filter weg" in read.words


def test_a_choice_that_no_longer_exists_is_explained_and_filters_nothing(page: Read, plan: Plan) -> None:
    ActionFactory(plan=plan)
    read = page("?pijler=999&stand=paars")
    assert "Kies een andere pijler, of «Alle pijlers»" in read.words
    assert len(titles(read)) == 1


def test_without_acties_the_page_says_who_adds_them(page: Read) -> None:
    assert "Nog geen acties. De regiocoördinator voegt ze toe." in page().words


def test_updating_is_offered_in_the_rows_that_somebody_may_update_and_in_no_other(
    page: Read, plan: Plan, cast: Cast
) -> None:
    own = ActionFactory(plan=plan, title="Van MEE", lead_organisation=cast.lead_organisation)
    ActionFactory(plan=plan, title="Van Sterker", lead_organisation=cast.other_organisation)
    of_tiel = ActionFactory(plan=plan, title="Van Tiel", lead_organisation=cast.tiel_organisation)
    link = "a[data-open]"
    assert [a.get("href") for a in page(person=cast.lead_editor).all(link)] == [f"/plan/acties/{own.pk}/stand/"]
    assert [a.get("href") for a in page(person=cast.municipal_coordinator).all(link)] == [
        f"/plan/acties/{of_tiel.pk}/regel/"
    ]
    assert len(page(person=cast.coordinator).all(link)) == 3
    assert page(person=cast.reader).all(link) == []


def test_adding_an_action_is_offered_to_who_may_and_to_nobody_else(page: Read, cast: Cast) -> None:
    button = "a[href='/plan/acties/toevoegen/']"
    offered = [
        person for person in (cast.coordinator, cast.lead_editor, cast.reader) if page(person=person).all(button)
    ]
    assert offered == [cast.coordinator]


def test_a_small_number_of_persons_is_exact_for_lead_and_coordinator_and_in_words_for_others(
    page: Read, plan: Plan, cast: Cast
) -> None:
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    target = ActionTargetFactory(action=action, minimum=3, maximum=5, counts_persons=True)
    RealisationFactory(target=target, value=4, measured_on=date(2026, 1, 5))
    result = "td[data-label=Resultaat]"
    for person in (cast.coordinator, cast.lead_editor):
        assert page(person=person).texts(result) == ["4 van 3 tot 5 trajecten"]
    for person in (cast.other_editor, cast.reader, cast.steering_member, cast.municipal_coordinator):
        assert page(person=person).texts(result) == ["Trajecten: binnen bandbreedte"]


def test_a_row_without_results_tells_what_was_reached_or_when_it_starts(page: Read, plan: Plan) -> None:
    reached = ActionFactory(plan=plan)
    MilestoneFactory(action=reached, title="Visie vastgesteld", achieved_on=date(2026, 3, 12))
    ActionFactory(plan=plan, starts_on=today() + timedelta(days=1))
    ActionFactory(plan=plan)
    results = page("?groep=bouwsteen").texts("td[data-label=Resultaat]")
    assert "Visie vastgesteld, 12 maart 2026" in results
    assert "Nog niets ingevuld" in results
    assert any(text.startswith("Start op ") for text in results)


def test_an_action_past_its_end_date_says_so(page: Read, plan: Plan) -> None:
    ActionFactory(plan=plan, ends_on=today() - timedelta(days=1))
    ActionFactory(plan=plan, ends_on=today())
    assert len(page().all("td .row-meta.late")) == 1


def test_the_list_costs_as_many_queries_for_60_actions_as_for_5_and_at_most_12(
    plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    RegionFactory()
    groups, pillar = [TargetGroupFactory() for _ in range(3)], PillarFactory()
    clients = [client_of(person) for person in (cast.coordinator, cast.lead_editor, cast.municipal_coordinator)]

    def add_actions(number: int) -> None:
        for _ in range(number):
            action = ActionFactory(plan=plan, pillar=pillar, lead_organisation=cast.lead_organisation)
            action.target_groups.set(groups)
            RealisationFactory(target=ActionTargetFactory(action=action, minimum=3, maximum=5))
            StatusReportFactory(action=action)

    def queries() -> list[int]:
        counts = []
        for client in clients:
            for query in ("", "?stand=green&zoek=actie&groep=trekker&kolom=mijlpaal&kolom=doelgroep&kolom=invullen"):
                with CaptureQueriesContext(connection) as captured:
                    assert client.get("/plan/" + query).status_code == 200
                counts.append(len(captured))
        return counts

    add_actions(5)
    with_five = queries()
    add_actions(55)
    assert queries() == with_five
    assert max(with_five) <= 12


def test_over_its_pages_the_list_shows_each_action_once_in_the_order_of_its_groups(
    plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pillars, leads = (PillarFactory(), PillarFactory()), (cast.lead_organisation, cast.other_organisation)
    priorities = (PriorityFactory(plan=plan), None)
    for number in range(7):
        odd = number % 2
        action = ActionFactory(
            plan=plan,
            position=number,
            building_block=4 - odd,
            pillar=pillars[odd],
            lead_organisation=leads[odd],
            priority=priorities[odd],
        )
        if odd:
            StatusReportFactory(action=action, reported_on=today(), **AMBER)
    actions = Action.objects.of_plan(plan)

    def shown(by: Grouping, page: int = 1) -> list[tuple[str, str]]:
        groups = groups_of(tallies_of(actions, today(), Asked()), by)
        look = Look(by, COLUMNS)
        found = listing(actions, groups, cast.reader, today(), look, page=str(page), with_empty_blocks=False)
        return [(group.name, row.action.title) for group in found.groups for row in group.rows]

    for by in Grouping:
        in_one = shown(by)
        with monkeypatch.context() as patched:
            patched.setattr("actionplan.listing.PER_PAGE", 3)
            pages = [shown(by, number) for number in (1, 2, 3)]
        assert [len(page) for page in pages] == [3, 3, 1], by
        assert [pair for page in pages for pair in page] == in_one, by
        assert len({name for name, _ in in_one}) == 2, by


def test_the_menu_hides_the_money_from_whoever_may_not_see_it(page: Read, cast: Cast) -> None:
    assert "Financiën" in page(person=cast.steering_member).texts(".sub-nav a")
    assert "Financiën" not in page(person=cast.reader).texts(".sub-nav a")


def test_per_bouwsteen_the_four_stand_in_order_with_their_actions(page: Read, plan: Plan) -> None:
    ActionFactory(plan=plan, building_block=2, code="2.1", title="Sociale kaart")
    read = page(path="/plan/bouwstenen/")
    assert [text[0] for text in read.texts("section h2")] == ["1", "2", "3", "4"]
    assert read.texts("#bouwsteen-2 a.row-title") == ["2.1 Sociale kaart"]
    assert read.texts("#bouwsteen-1 .empty") == ["Nog geen acties. De regiocoördinator voegt ze toe."]


def test_a_long_bouwsteen_leads_on_to_the_list(page: Read, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionplan.reading.MOST_OF_A_GROUP", 2)
    for number in (1, 2, 3):
        ActionFactory(plan=plan, building_block=2, code=f"2.{number}", title="Actie", position=number)
    read = page(path="/plan/bouwstenen/")
    assert read.texts("#bouwsteen-2 a.row-title") == ["2.1 Actie", "2.2 Actie"]
    assert read.one("#bouwsteen-2 table + p a").get("href") == "/plan/?groep=bouwsteen"
    assert "Alle 3 acties" in read.words


def test_per_pillar_the_numbers_add_up_to_all_actions(page: Read, plan: Plan) -> None:
    pillar = PillarFactory(name="Proefpijler", rivm_pillar="education")
    for _ in range(3):
        ActionFactory(plan=plan, pillar=pillar)
    StatusReportFactory(action__plan=plan, reported_on=today(), light=Light.GREEN)
    read = page(path="/plan/pijlers/")
    numbers = [int(text) for text in read.texts("tbody td.num")]
    assert sum(numbers) == int(read.texts("tfoot td.num")[0]) == 4
    row = next(text for text in read.texts("tbody tr") if text.startswith("Proefpijler"))
    assert "Voorlichting en educatie" in row
    assert "3 grijs" in row


def test_plan_acties_leads_to_the_plan(plan: Plan, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.reader).get("/plan/acties/").headers["Location"] == "/plan/"


def test_without_a_plan_the_pages_say_who_makes_it(cast: Cast, client_of: ClientOf) -> None:
    for path in ("/plan/", "/plan/bouwstenen/", "/plan/pijlers/"):
        assert "Er is nog geen plan van aanpak" in client_of(cast.reader).get(path).content.decode()


def test_the_scan_is_found_under_meer(cast: Cast, plan: Plan, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.reader).get("/plan/meer/"))
    assert page.one('.tiles a[href="/plan/scan/"]').text == "Scan"

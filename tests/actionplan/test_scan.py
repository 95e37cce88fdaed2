"""The scan of the bouwstenen: what is in order and what shows it, who sees it otherwise, and what follows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from actionplan.models import Action, Pillar, ScanAnswer, ScanItem, ScanState
from actionplan.scan_questions import QUESTIONS, ensure_scan_questions
from actionplan.scans import block_tallies, do_differ, tally
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, PlanFactory, ScanAnswerFactory, ScanItemFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
SCAN = "/plan/scan/"
SHOWN = {"checked_on": "3 februari 2026", "evidence_url": "https://www.voorbeeld.example/visie"}


@pytest.fixture
def item() -> ScanItem:
    item: ScanItem = ScanItemFactory(question="Er is een gedeelde visie", building_block=1)
    return item


def address(item: ScanItem, side: str = "") -> str:
    url = reverse("actionplan:scan-answer", args=[today().year, item.pk])
    return f"{url}?namens={side}" if side else url


def sent(state: str, **more: Any) -> dict[str, Any]:
    return {"state": state, "checked_on": "", "evidence_url": "", "note": "", "version": "0", **more}


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([], "0 van 0 op orde"),
        (["in_order", None, "partly", "in_order"], "2 van 4 op orde"),
        ([None, None], "0 van 2 op orde"),
    ],
)
def test_only_what_is_in_order_counts_of_all_that_is_asked(states: list[str | None], words: str) -> None:
    assert str(tally(states)) == words


@pytest.mark.parametrize(("states", "differ"), [([], False), (["partly"], False), (["partly", "not_yet"], True)])
def test_answers_differ_once_two_sides_say_something_else(states: list[str], differ: bool) -> None:
    assert do_differ(states) is differ


def test_the_coordinator_begins_with_thirty_questions_over_the_four_bouwstenen(cast: Cast, client_of: ClientOf) -> None:
    marijke = client_of(cast.coordinator)
    assert "Beginnen met de scan" in Page.of(marijke.get(SCAN)).words

    for _ in range(2):
        marijke.post(SCAN)

    assert ScanItem.objects.count() == sum(map(len, QUESTIONS.values())) == 30
    assert {block: each.total for block, each in block_tallies(today().year).items()} == {1: 6, 2: 9, 3: 8, 4: 7}
    assert client_of(cast.lead_editor).post(SCAN).status_code == 403


def test_questions_that_the_network_made_itself_stay_alone(item: ScanItem) -> None:
    assert ensure_scan_questions() == 0
    assert list(ScanItem.objects.all()) == [item]


def test_the_scan_shows_per_bouwsteen_x_van_y_op_orde(cast: Cast, client_of: ClientOf, item: ScanItem) -> None:
    ScanItemFactory(building_block=1)
    ScanItemFactory(building_block=3)
    client_of(cast.coordinator).post(address(item), sent("in_order", **SHOWN))

    page = Page.of(client_of(cast.reader).get(SCAN))

    assert page.texts(".scan-tally") == ["1 van 2 op orde", "0 van 0 op orde", "0 van 1 op orde", "0 van 0 op orde"]
    assert page.texts(".page-title__lead") == ["1 van 3 op orde."]


@pytest.mark.parametrize("missing", ["checked_on", "evidence_url"])
def test_each_tick_needs_a_date_and_a_source_link(
    missing: str, cast: Cast, client_of: ClientOf, item: ScanItem
) -> None:
    response = client_of(cast.coordinator).post(address(item), sent("in_order", **{**SHOWN, missing: ""}))

    assert response.status_code == 422
    assert Page.of(response).all(f"#id_{missing}[aria-invalid]")
    assert ScanAnswer.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        ScanAnswerFactory(item=item, state=ScanState.IN_ORDER, checked_on=None, evidence_url="https://x.example/")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.voorbeeld.example/visie", "https://www.voorbeeld.example/visie"),
        ("/overeenkomsten/12/", "/overeenkomsten/12/"),
        ("javascript:alert(1)", ""),
        ("//elders.example/x", ""),
        ("in de map van Marijke", ""),
    ],
)
def test_a_source_is_an_address_where_somebody_can_go(
    typed: str, kept: str, cast: Cast, client_of: ClientOf, item: ScanItem
) -> None:
    client_of(cast.coordinator).post(address(item), sent("in_order", **{**SHOWN, "evidence_url": typed}))
    assert [each.evidence_url for each in ScanAnswer.objects.all()] == [kept][: bool(kept)]


def test_region_municipality_and_partner_answer_for_themselves_and_differences_are_shown(
    cast: Cast, client_of: ClientOf, item: ScanItem
) -> None:
    agreed = ScanItemFactory(building_block=1, question="Hier zijn allen het over eens")
    client_of(cast.coordinator).post(address(item), sent("in_order", **SHOWN))
    client_of(cast.municipal_coordinator).post(address(item), sent("partly"))
    client_of(cast.lead_editor).post(address(item), sent("not_yet"))
    ScanAnswerFactory(item=agreed, state=ScanState.PARTLY, year=today().year)

    page = Page.of(client_of(cast.reader).get(SCAN))
    only = Page.of(client_of(cast.reader).get(f"{SCAN}?toon=verschil"))

    assert {each.side for each in item.answers.all()} == {"de regio", "Tiel", "MEE Gelderse Poort"}
    assert len(page.all(".badge--warn")) == 1
    assert [each for each in only.texts("tbody th") if "?" not in each][:1] == ["Er is een gedeelde visie"]
    assert "Hier zijn allen het over eens" not in only.words
    assert "Zo ziet ieder het" in page.words
    assert str(block_tallies(today().year)[1]) == "1 van 2 op orde"  # as the region says it


@pytest.mark.parametrize(
    ("name", "side", "status"),
    [
        ("coordinator", "gemeente-GM0268", 200),
        ("municipal_coordinator", "gemeente-GM0281", 200),
        ("municipal_coordinator", "gemeente-GM0268", 403),
        ("municipal_coordinator", "regio", 403),
        ("lead_editor", "regio", 403),
        ("reader", "", 403),
        ("coordinator", "gemeente-GM9999", 404),
        ("coordinator", "partner-x", 404),
    ],
)
def test_everybody_answers_for_the_own_side_only(
    name: str, side: str, status: int, cast: Cast, client_of: ClientOf, item: ScanItem
) -> None:
    client = client_of(cast.people[name])
    assert client.get(address(item, side)).status_code == status
    assert client.post(address(item, side), sent("partly")).status_code == {200: 302}.get(status, status)


def test_two_people_of_one_side_keep_both_words(cast: Cast, client_of: ClientOf, item: ScanItem) -> None:
    answer = ScanAnswerFactory(item=item, state=ScanState.PARTLY, year=today().year, note="eerst")
    marijke = client_of(cast.coordinator)
    seen = {"initial-state": "partly", "initial-note": "eerst", "initial-checked_on": "", "initial-evidence_url": ""}

    marijke.post(address(item), sent("not_yet", note="eerst", **seen))
    kept = marijke.post(address(item), sent("partly", note="van mij", **seen))
    conflict = marijke.post(address(item), sent("partly", note="van een ander", **seen))

    answer.refresh_from_db()
    assert (kept.status_code, conflict.status_code) == (302, 409)
    assert (answer.state, answer.note) == (ScanState.NOT_YET, "van mij")
    assert all(words in Page.of(conflict).words for words in ("van mij", "van een ander"))


def test_a_new_year_starts_from_the_answer_of_the_year_before_without_its_date(
    cast: Cast, client_of: ClientOf, item: ScanItem
) -> None:
    ScanAnswerFactory(
        item=item,
        year=today().year - 1,
        state=ScanState.IN_ORDER,
        checked_on="2025-03-01",
        evidence_url="/plan/visie/",
    )
    page = Page.of(client_of(cast.coordinator).get(address(item)))

    assert page.one("#id_evidence_url").get("value") == "/plan/visie/"
    assert page.one("#id_checked_on").get("value") is None
    assert ScanAnswer.objects.of_year(today().year).count() == 0


def test_a_gap_becomes_an_action_in_one_step(cast: Cast, client_of: ClientOf, item: ScanItem) -> None:
    plan = PlanFactory()
    gap = ScanAnswerFactory(item=item, state=ScanState.NOT_YET, year=today().year)
    marijke = client_of(cast.coordinator)
    (link,) = [each.get("href") for each in Page.of(marijke.get(SCAN)).all(f"[href$='uit=scan-{gap.pk}']")]

    page = Page.of(marijke.get(link))
    title = page.one("#id_title").get("value")
    pillar = Pillar.objects.first()
    assert pillar is not None
    form = {"title": title, "building_block": 1, "pillar": pillar.pk, "lead_organisation": cast.lead_organisation.pk}
    marijke.post(link, form)

    action = Action.objects.of_plan(plan).get()
    assert (title, action.building_block) == ("Op orde brengen: er is een gedeelde visie", 1)
    assert [origin.scan_answer for origin in action.origins.all()] == [gap]
    assert str(action) in Page.of(marijke.get(SCAN)).words
    assert gap.get_absolute_url() in [
        each.get("href") for each in Page.of(marijke.get(action.get_absolute_url())).all("main a")
    ]


def test_the_plan_links_to_the_scan(cast: Cast, client_of: ClientOf, item: ScanItem) -> None:
    PlanFactory()
    client_of(cast.coordinator).post(address(item), sent("in_order", **SHOWN))
    page = Page.of(client_of(cast.reader).get("/plan/"))
    assert [each.text_content() for each in page.all(f"a[href='{SCAN}']")] == ["Naar de scan: 1 van 1 op orde"]


@pytest.mark.parametrize("year", [2021, today().year + 1])
def test_there_is_no_scan_of_a_year_that_is_not_there(year: int, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.coordinator).get(f"{SCAN}{year}/").status_code == 404


def test_the_page_asks_the_same_of_the_database_for_few_and_many(
    cast: Cast, client_of: ClientOf, item: ScanItem, django_assert_max_num_queries: Any
) -> None:
    marijke = client_of(cast.coordinator)

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            marijke.get(SCAN)
        return len(queries)

    few = asked()
    action = ActionFactory(plan=PlanFactory())
    for place in range(8):
        each = ScanItemFactory(building_block=place % 4 + 1)
        answer = ScanAnswerFactory(item=each, year=today().year, state=ScanState.PARTLY, answered_by=cast.coordinator)
        ScanAnswerFactory(item=each, year=today().year, municipality=cast.tiel)
        ScanAnswerFactory(item=each, year=today().year, organisation=cast.lead_organisation)
        action.origins.create(scan_answer=answer)
    assert asked() == few

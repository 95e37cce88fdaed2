"""N10: what the work floor can't solve goes to who decides, and is asked about until it is closed; N09: no person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.dates import today
from network.dutch import long_date
from network.history import history_of
from network.models import Person
from network.overview import todos_of
from partners import bottleneck_flows as flows
from partners.bottleneck_decisions import decide
from partners.bottleneck_flows import BottleneckError, MovedMeanwhileError, last_step
from partners.models import (
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStatus,
    Decision,
    Organisation,
    Origin,
    SeatKind,
    StepKind,
)
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BottleneckFactory,
    ChainLinkFactory,
    DecisionFactory,
    MeetingFactory,
    SeatFactory,
    WorkingGroupFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST, RAISE = "/knelpunten/", "/knelpunten/inbrengen/"
BSN = "Dossier 111222333"
RAISED = date(2026, 2, 3)
WORDS = {"title": "Niemand pakt het op", "description": "Tussen twee gemeenten valt het stil.", "origin": "casework"}


@pytest.fixture
def group() -> Body:
    return WorkingGroupFactory(name="Werkgroep signaleren")


@pytest.fixture
def core() -> Body:
    return BodyFactory(name="Kerngroep", kind=BodyKind.CORE_GROUP)


@pytest.fixture
def steering(cast: Cast) -> Body:
    """Hester presides."""
    body = BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    SeatFactory(body=body, kind=SeatKind.CHAIR, person=cast.steering_member)
    return body


@pytest.fixture
def bottleneck(cast: Cast, group: Body) -> Bottleneck:
    return BottleneckFactory(body=group, organisation=cast.lead_organisation, title="Twee gemeenten")


def raised(client: Client, query: str = "", **typed: Any) -> HttpResponse:
    url = f"{RAISE}{query}"
    opened = values_of(client.get(url), with_field="title")
    return client.post(url, {**opened, **WORDS, **typed}, follow=True)


def opened(client: Client, bottleneck: Bottleneck, step: str) -> dict[str, str]:
    return values_of(client.get(f"{bottleneck.get_absolute_url()}{step}/"), with_field="on")


def step(client: Client, bottleneck: Bottleneck, word: str, **typed: Any) -> HttpResponse:
    url = f"{bottleneck.get_absolute_url()}{word}/"
    return client.post(url, {**opened(client, bottleneck, word), **typed}, follow=True)


def titles(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}{query}")).texts("tbody .row-title")


def escalated(bottleneck: Bottleneck, to: Body, by: Person, **more: Any) -> Bottleneck:
    values = {"on": RAISED, "asked": "Wijs één trekker aan.", **more}
    flows.escalate(bottleneck, to=to, by=by, **values)
    return Bottleneck.objects.get(pk=bottleneck.pk)


# --- N10 ----------------------------------------------------------------------------------------------------------


def test_the_page_tells_each_step_with_its_day_and_who_took_it(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, steering: Body
) -> None:
    marijke, hester = client_of(cast.coordinator), client_of(cast.steering_member)
    step(marijke, bottleneck, "escaleren", to=steering.pk, asked="Wijs een trekker aan.", on="1 maart 2026")
    step(hester, bottleneck, "besluit", title="MEE is trekker", on="12 maart 2026")
    step(marijke, bottleneck, "afronden", outcome="Er is één loket.", on="1 september 2026")
    page = Page.of(client_of(cast.reader).get(bottleneck.get_absolute_url()))
    assert page.texts(".timeline__title") == [
        "Ingebracht bij Werkgroep signaleren",
        "Geëscaleerd naar Stuurgroep",
        "Besloten door Stuurgroep",
        "Afgerond",
    ]
    days = page.texts(".timeline__dates")
    assert days[1:] == [
        "1 maart 2026vastgelegd door Marijke de Wit",
        "12 maart 2026vastgelegd door Hester Kramer",
        "1 september 2026vastgelegd door Marijke de Wit",
    ]
    decision = Decision.objects.get()
    assert (decision.body, decision.bottleneck, decision.number) == (steering, bottleneck, "2026-001")
    assert {"Wijs een trekker aan.", "Besluit 2026-001 MEE is trekker", "Er is één loket."} <= set(page.texts("p, p a"))
    assert page.texts(".cycle > li > span:first-child") == [
        "Werkgroep",
        "Kerngroep",
        "Stuurgroep",
        "Besluit",
        "Wat er veranderde",
    ]
    assert page.texts(".cycle > li")[1] == "Kerngroepovergeslagen"


def test_the_page_has_one_button_for_what_the_network_waits_for(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, steering: Body
) -> None:
    def waits_for(person: Person) -> list[str]:
        page = Page.of(client_of(person).get(bottleneck.get_absolute_url()))
        return page.texts("main .utrecht-button--primary-action")

    assert waits_for(cast.coordinator) == []
    flows.escalate(bottleneck, to=steering, by=cast.coordinator, on=RAISED, asked="Wijs één trekker aan.")
    assert waits_for(cast.coordinator) == ["Besluit vastleggen"]
    assert waits_for(cast.other_editor) == []
    decide(bottleneck, by=cast.coordinator, on=RAISED, title="MEE is trekker")
    assert waits_for(cast.coordinator) == ["Afronden"]


def test_the_coordinator_reads_in_the_history_why_it_changed(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body
) -> None:
    step(client_of(cast.coordinator), bottleneck, "escaleren", to=core.pk, asked="", on="1 maart 2026")
    assert "Knelpunt geëscaleerd naar Kerngroep" in {change.reason for change in history_of(bottleneck)}
    words = Page.of(client_of(cast.coordinator).get(bottleneck.get_absolute_url())).words
    assert "Reden: Knelpunt geëscaleerd naar Kerngroep" in words


def test_the_steering_group_is_told_what_it_is_asked_to_decide(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, steering: Body
) -> None:
    refused = step(client_of(cast.coordinator), bottleneck, "escaleren", to=steering.pk, asked="", note="Al maanden.")
    assert refused.status_code == 422
    assert "Schrijf welk besluit u van de stuurgroep vraagt." in Page.of(refused).words
    assert "Al maanden." in Page.of(refused).words
    with pytest.raises(BottleneckError):
        flows.escalate(bottleneck, to=steering, by=cast.coordinator, on=RAISED, asked="")


def test_a_bottleneck_goes_up_only_and_comes_back_with_a_reason(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, group: Body, core: Body
) -> None:
    gone = WorkingGroupFactory(name="Kerngroep van vroeger", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    Body.objects.filter(pk=gone.pk).update(kind=BodyKind.CORE_GROUP)
    other = WorkingGroupFactory(name="Andere werkgroep")
    marijke = client_of(cast.coordinator)
    offered = Page.of(marijke.get(f"{bottleneck.get_absolute_url()}escaleren/")).texts("#id_to option")
    assert offered == ["Kies een overleg", "Kerngroep"]
    for body in (group, other, gone):
        assert step(marijke, bottleneck, "escaleren", to=body.pk).status_code == 422
    escalated(bottleneck, core, cast.coordinator)
    assert opened(marijke, bottleneck, "terugleggen")["to"] == str(group.pk)
    assert step(marijke, bottleneck, "terugleggen", reason="").status_code == 422
    step(marijke, bottleneck, "terugleggen", reason="Dit kan de werkgroep zelf.", on="1 april 2026")
    bottleneck.refresh_from_db()
    assert (bottleneck.body, bottleneck.status) == (group, BottleneckStatus.OPEN)
    assert "Dit kan de werkgroep zelf." in Page.of(marijke.get(bottleneck.get_absolute_url())).words
    with pytest.raises(BottleneckError):
        flows.return_to(bottleneck, to=core, by=cast.coordinator, on=today(), reason="Omhoog")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (today() + timedelta(days=1), "Deze dag ligt in de toekomst."),
        (date(2026, 2, 2), "Op 3 februari 2026 is dit knelpunt ingebracht bij Werkgroep signaleren."),
    ],
)
def test_a_step_is_never_in_the_future_and_never_before_the_step_before_it(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body, day: date, why: str
) -> None:
    url = f"{bottleneck.get_absolute_url()}"
    marijke = client_of(cast.coordinator)
    for word, typed in (("escaleren", {"to": core.pk}), ("afronden", {"outcome": "Een loket."})):
        refused = marijke.post(f"{url}{word}/", {**opened(marijke, bottleneck, word), **typed, "on": long_date(day)})
        assert refused.status_code == 422
        assert why in Page.of(refused).words
    with pytest.raises(BottleneckError, match=why[:20]):
        flows.escalate(bottleneck, to=core, by=cast.coordinator, on=day, asked="")
    assert bottleneck.steps.count() == 1


def test_two_people_escalate_at_once_and_the_second_is_told_who_was_first(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body, steering: Body
) -> None:
    SeatFactory(body=bottleneck.body, kind=SeatKind.CHAIR, person=cast.other_editor)
    noor, marijke = client_of(cast.other_editor), client_of(cast.coordinator)
    url = f"{bottleneck.get_absolute_url()}escaleren/"
    as_noor_saw_it, as_marijke_saw_it = opened(noor, bottleneck, "escaleren"), opened(marijke, bottleneck, "escaleren")
    assert noor.post(url, {**as_noor_saw_it, "to": core.pk}).status_code == 302
    late = marijke.post(url, {**as_marijke_saw_it, "to": steering.pk, "asked": "Wijs een trekker aan."})
    assert late.status_code == 409
    assert "Dit knelpunt is intussen geëscaleerd naar Kerngroep door Noor Bakker." in Page.of(late).words
    assert "Wijs een trekker aan." in Page.of(late).words
    assert bottleneck.steps.count() == 2

    again = values_of(late, with_field="on")
    assert marijke.post(url, again).status_code == 302
    assert [each.body for each in bottleneck.steps.order_by("pk")] == [bottleneck.body, core, steering]


def test_who_may_no_longer_is_told_who_was_first_and_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body
) -> None:
    SeatFactory(body=bottleneck.body, kind=SeatKind.CHAIR, person=cast.other_editor)
    noor = client_of(cast.other_editor)
    seen = opened(noor, bottleneck, "escaleren")
    escalated(bottleneck, core, cast.coordinator)
    url = f"{bottleneck.get_absolute_url()}escaleren/"
    late = noor.post(url, {**seen, "to": core.pk, "note": "Al maanden."})
    assert late.status_code == 409
    assert "intussen geëscaleerd naar Kerngroep door Marijke de Wit" in Page.of(late).words
    assert "Al maanden." in Page.of(late).words
    assert not Page.of(late).all("main .actions button")
    assert noor.post(url, values_of(late, with_field="on")).status_code == 403


def test_the_flow_itself_takes_one_of_two_steps_that_started_from_the_same(
    cast: Cast, bottleneck: Bottleneck, core: Body
) -> None:
    first = last_step(bottleneck)
    assert first
    flows.escalate(bottleneck, to=core, by=cast.coordinator, on=RAISED, asked="", seen=first.pk)
    with pytest.raises(MovedMeanwhileError, match="intussen geëscaleerd naar Kerngroep door Marijke de Wit"):
        flows.close(bottleneck, by=cast.steering_member, on=RAISED, outcome="Niets.", seen=first.pk)


@pytest.mark.parametrize("word", ["escaleren", "besluit", "afronden"])
def test_pressing_the_button_twice_takes_one_step(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body, steering: Body, word: str
) -> None:
    if word == "besluit":
        bottleneck = escalated(bottleneck, steering, cast.coordinator)
    marijke, url = client_of(cast.coordinator), f"{bottleneck.get_absolute_url()}{word}/"
    typed = {**opened(marijke, bottleneck, word), "to": core.pk, "title": "MEE is trekker", "outcome": "Een loket."}
    before = bottleneck.steps.count()
    for _ in range(2):
        answer = marijke.post(url, typed, follow=True)
        assert answer.status_code == 200
    assert "Dat was al gelukt" in Page.of(answer).words
    assert bottleneck.steps.count() == before + 1
    assert Decision.objects.count() == (word == "besluit")


def test_other_words_from_another_window_are_not_taken_for_a_second_press(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, steering: Body
) -> None:
    bottleneck = escalated(bottleneck, steering, cast.coordinator)
    marijke, url = client_of(cast.coordinator), f"{bottleneck.get_absolute_url()}besluit/"
    seen = opened(marijke, bottleneck, "besluit")
    assert marijke.post(url, {**seen, "title": "MEE is trekker"}).status_code == 302

    answer = marijke.post(url, {**seen, "title": "Tiel betaalt mee", "text": "Vanaf januari."})

    assert answer.status_code == 409
    assert Page.of(answer).one("input[name=title]").get("value") == "Tiel betaalt mee"
    assert Decision.objects.count() == 1


def test_nobody_decides_what_nobody_asked_and_a_decision_counts_once(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, steering: Body
) -> None:
    answer = client_of(cast.coordinator).get(f"{bottleneck.get_absolute_url()}besluit/", follow=True)
    assert "Er is nog geen besluit gevraagd." in Page.of(answer).words
    decision = DecisionFactory(body=steering, decided_on=date(2026, 3, 12))
    with pytest.raises(BottleneckError, match="Niemand vraagt een besluit"):
        flows.note_decision(bottleneck, decision, by=cast.coordinator)
    bottleneck = escalated(bottleneck, steering, cast.coordinator)
    noted = [flows.note_decision(bottleneck, decision, by=cast.coordinator) for _ in range(2)]
    assert noted[0] == noted[1]
    assert bottleneck.steps.filter(kind=StepKind.DECIDED).count() == 1


def test_a_closed_bottleneck_takes_no_more_steps(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body
) -> None:
    marijke = client_of(cast.coordinator)
    assert step(marijke, bottleneck, "afronden", outcome="").status_code == 422
    step(marijke, bottleneck, "afronden", outcome="Er is één loket.", on="1 maart 2026")
    for word in ("escaleren", "terugleggen", "besluit", "afronden"):
        answer = marijke.get(f"{bottleneck.get_absolute_url()}{word}/", follow=True)
        assert "Dit knelpunt is al afgerond." in Page.of(answer).words
    with pytest.raises(BottleneckError, match="al afgerond"):
        flows.escalate(bottleneck, to=core, by=cast.coordinator, on=today(), asked="")


# --- raising one --------------------------------------------------------------------------------------------------


def test_an_editor_raises_a_bottleneck_for_the_own_partner_only(cast: Cast, client_of: ClientOf, group: Body) -> None:
    bas = client_of(cast.lead_editor)
    refused = raised(bas, body=group.pk, organisation=cast.other_organisation.pk)
    assert refused.status_code == 422
    assert not Bottleneck.objects.exists()
    raised(bas, body=group.pk)
    made = Bottleneck.objects.get()
    assert (made.organisation, made.body, made.status) == (cast.lead_organisation, group, BottleneckStatus.OPEN)
    assert [(each.kind, each.by) for each in made.steps.all()] == [(StepKind.RAISED, cast.lead_editor)]


def test_the_coordinator_raises_for_any_partner_or_for_none(cast: Cast, client_of: ClientOf, group: Body) -> None:
    marijke = client_of(cast.coordinator)
    raised(marijke, body=group.pk, organisation=cast.other_organisation.pk)
    raised(marijke, body=group.pk, organisation="", title="Zonder partner")
    found: list[Organisation | None] = [each.organisation for each in Bottleneck.objects.order_by("pk")]
    assert found == [cast.other_organisation, None]


def test_what_comes_from_a_meeting_starts_with_its_body_its_day_and_its_kind(cast: Cast, client_of: ClientOf) -> None:
    cases = BodyFactory(name="Casuïstiekoverleg", kind=BodyKind.CASE_MEETING)
    meeting = MeetingFactory(body=cases)
    marijke = client_of(cast.coordinator)
    raised(marijke, f"?bijeenkomst={meeting.pk}", organisation="")
    made = Bottleneck.objects.get()
    assert (made.meeting, made.body, made.origin) == (meeting, cases, Origin.CASEWORK)
    assert made.raised_on == today()  # the meeting itself is still to come
    assert meeting.get_absolute_url() in marijke.get(made.get_absolute_url()).content.decode()
    assert marijke.get(f"{RAISE}?bijeenkomst=999999999").status_code == 200


def test_raising_the_same_twice_makes_one(cast: Cast, client_of: ClientOf, group: Body) -> None:
    for _ in range(2):
        answer = raised(client_of(cast.lead_editor), body=group.pk)
    assert "Dit knelpunt staat er al." in Page.of(answer).words
    assert Bottleneck.objects.count() == 1


def test_a_body_that_is_over_gets_no_new_bottlenecks(cast: Cast, client_of: ClientOf) -> None:
    over = WorkingGroupFactory(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert raised(client_of(cast.lead_editor), body=over.pk).status_code == 422
    assert raised(client_of(cast.lead_editor), body="", raised_on="morgen").status_code == 422


# --- N09 ----------------------------------------------------------------------------------------------------------


def refuses_a_number(response: HttpResponse) -> bool:
    """With an explanation, and with what was typed still there."""
    explains = "Een burgerservicenummer mag hier niet staan." in Page.of(response).words
    return response.status_code == 422 and explains and BSN in response.content.decode()


def test_no_form_of_a_bottleneck_takes_a_burgerservicenummer(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body, steering: Body
) -> None:
    bottleneck = escalated(bottleneck, core, cast.coordinator)
    marijke, url = client_of(cast.coordinator), bottleneck.get_absolute_url()
    for field in ("title", "description"):
        assert refuses_a_number(raised(marijke, body=core.pk, **{field: BSN}))
    for word, fields in {
        "escaleren": ("asked", "note"),
        "terugleggen": ("reason",),
        "besluit": ("title", "text"),
        "afronden": ("outcome",),
        "wijzigen": ("title", "description", "asked"),
    }.items():
        form = values_of(marijke.get(f"{url}{word}/"), with_field=fields[0])
        for field in fields:
            typed = {**form, "to": steering.pk, "title": "Twee gemeenten", field: BSN}
            assert refuses_a_number(marijke.post(f"{url}{word}/", typed))
    assert bottleneck.steps.count() == 2
    assert Bottleneck.objects.count() == 1


# --- its words ----------------------------------------------------------------------------------------------------


def test_two_people_change_other_words_of_it_and_both_stay(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck
) -> None:
    bas, marijke, url = client_of(cast.lead_editor), client_of(cast.coordinator), bottleneck.get_absolute_url()
    seen = [values_of(each.get(f"{url}wijzigen/"), with_field="title") for each in (bas, marijke)]
    link = ChainLinkFactory()
    assert bas.post(f"{url}wijzigen/", {**seen[0], "chain_link": link.pk}).status_code == 302
    assert marijke.post(f"{url}wijzigen/", {**seen[1], "title": "Drie gemeenten"}).status_code == 302
    bottleneck.refresh_from_db()
    assert (bottleneck.title, bottleneck.chain_link) == ("Drie gemeenten", link)

    late = bas.post(f"{url}wijzigen/", {**seen[0], "title": "Vier gemeenten"})
    assert late.status_code == 409
    assert "Marijke de Wit veranderde dit knelpunt terwijl u bezig was" in Page.of(late).words
    assert Page.of(late).texts(".versus__side")[0].endswith("Drie gemeenten")
    assert bas.post(f"{url}wijzigen/", values_of(late, with_field="title")).status_code == 302
    bottleneck.refresh_from_db()
    assert bottleneck.title == "Vier gemeenten"


def test_a_name_that_slipped_into_a_step_can_be_taken_out_again(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body
) -> None:
    bottleneck = escalated(bottleneck, core, cast.coordinator, note="Het ging om Anna.")
    bas, marijke, page = client_of(cast.lead_editor), client_of(cast.coordinator), bottleneck.get_absolute_url()
    [url] = [link.get("href") for link in Page.of(bas.get(page)).all(".timeline a")]
    seen = values_of(bas.get(url), with_field="note")
    assert refuses_a_number(bas.post(url, {**seen, "note": BSN}))
    assert marijke.post(url, {**seen, "note": "Het ging om twee gemeenten."}).status_code == 302
    late = bas.post(url, {**seen, "note": "Het ging om wonen."})
    assert late.status_code == 409
    assert "Het ging om twee gemeenten." in Page.of(late).words
    assert bas.post(url, values_of(late, with_field="note")).status_code == 302
    words = Page.of(client_of(cast.reader).get(page)).words
    assert "Het ging om wonen." in words
    assert "Anna" not in words
    told = Page.of(marijke.get(page)).texts(".history li")
    change = "Bas Hendriks veranderde geëscaleerd: toelichting van Het ging om twee gemeenten."
    assert [line for line in told if line.startswith(change)]


# --- the list and the overview ------------------------------------------------------------------------------------


def test_the_list_finds_by_word_by_status_and_by_where_it_lies(
    cast: Cast, client_of: ClientOf, bottleneck: Bottleneck, core: Body
) -> None:
    asked = escalated(BottleneckFactory(title="Wachtlijst"), core, cast.coordinator, on=date(2026, 3, 1))
    done = BottleneckFactory(title="Voorbij")
    flows.close(done, by=cast.coordinator, on=RAISED, outcome="Een loket.")
    lotte = client_of(cast.reader)
    assert titles(lotte) == ["Twee gemeenten", "Wachtlijst"]
    assert titles(lotte, "?stand=geescaleerd") == ["Wachtlijst"]
    assert titles(lotte, "?stand=afgerond") == ["Voorbij"]
    assert len(titles(lotte, "?stand=alle")) == 3
    assert titles(lotte, f"?overleg={core.pk}") == ["Wachtlijst"]
    assert titles(lotte, f"?overleg={BodyFactory().pk}") == []
    assert titles(lotte, f"?partner={cast.lead_organisation.pk}") == ["Twee gemeenten"]
    assert titles(lotte, "?zoek=mee+gemeenten") == ["Twee gemeenten"]
    assert titles(lotte, "?zoek=nergens&overleg=x") == []
    row = Page.of(lotte.get(f"{LIST}?stand=geescaleerd")).texts("tbody td")
    assert row == ["Kerngroep", "1 maart 2026", "geëscaleerd"]
    assert asked.body == core


def test_the_list_asks_the_same_of_the_database_for_few_and_for_many(cast: Cast, client_of: ClientOf) -> None:
    lotte, group = client_of(cast.reader), WorkingGroupFactory()
    BottleneckFactory.create_batch(2, body=group)
    few = questions_of(lotte, LIST)
    BottleneckFactory.create_batch(30, body=group)
    assert questions_of(lotte, LIST) == few <= 12
    assert len(titles(lotte)) == 25
    assert "bladzijde 1 van 2" in Page.of(lotte.get(LIST)).words


def test_an_empty_list_says_who_can_raise_one(cast: Cast, client_of: ClientOf) -> None:
    assert Page.of(client_of(cast.lead_editor).get(LIST)).texts(".empty a") == ["Knelpunt inbrengen"]
    reader = Page.of(client_of(cast.reader).get(LIST))
    assert "De regiocoördinator en de redacteuren van partners brengen ze in." in reader.words
    assert not reader.all(".empty a")


def test_the_chair_and_the_coordinator_see_on_the_overview_what_waits(
    cast: Cast, bottleneck: Bottleneck, steering: Body
) -> None:
    escalated(bottleneck, steering, cast.coordinator, on=date(2026, 3, 1))

    def of(person: Person) -> list[Any]:
        return [todo for todo in todos_of(person, today()) if "bottleneck" in todo.key]

    [asked], [waiting] = of(cast.steering_member), of(cast.coordinator)
    assert asked.title == "Besluit gevraagd aan Stuurgroep: «Twee gemeenten»"
    assert "Op 1 maart 2026" in asked.why
    assert waiting.title == "1 knelpunt wacht al meer dan drie maanden op een besluit"
    assert "Twee" not in asked.key + waiting.key
    decide(bottleneck, by=cast.steering_member, on=date(2026, 3, 12), title="MEE is trekker")
    assert not of(cast.steering_member)
    assert not of(cast.coordinator)


def test_a_link_of_the_chain_shows_what_is_stuck_there(cast: Cast, client_of: ClientOf) -> None:
    link = ChainLinkFactory()
    stuck = BottleneckFactory(chain_link=link, title="Wachtlijst")
    over = BottleneckFactory(chain_link=link, title="Voorbij")
    flows.close(over, by=cast.coordinator, on=RAISED, outcome="Een loket.")
    page = Page.of(client_of(cast.reader).get(link.get_absolute_url()))
    assert "Knelpunten" in page.texts("h2")
    assert page.texts(f'a[href="{stuck.get_absolute_url()}"]') == ["Wachtlijst"]
    assert "Voorbij" not in page.words

"""The life of a plan: made, offered, adopted per municipality, changed into the next version, and closed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from actionplan import plan_life_flows as flows
from actionplan.editing import may_be_edited
from actionplan.models import Action, Plan, PlanStatus, PlanVersion
from actionplan.plan_contents import contents_of
from actionplan.plan_standing import standing_of
from network.dates import today
from network.models import Person, Region
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    AreaMembershipFactory,
    GoalFactory,
    MilestoneFactory,
    MunicipalityFactory,
    PlanAdoptionFactory,
    PlanFactory,
    PlanVersionFactory,
    RegionFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def region(cast: Cast) -> Region:
    """Tiel and Nijmegen."""
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    return region


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def draft(db: None) -> Plan:
    """A plan in the making, for another period than the one in force."""
    plan = PlanFactory(
        title="Plan van aanpak 2030–2033",
        starts_on=date(2030, 1, 1),
        ends_on=date(2033, 12, 31),
        status=PlanStatus.DRAFT,
        adopted_on=None,
    )
    PlanVersionFactory(plan=plan, number=1)
    return plan


@pytest.fixture
def in_force(cast: Cast) -> Plan:
    """Version 1 is in force and kept, with one action."""
    plan = PlanFactory()
    ActionFactory(plan=plan, code="1.1", title="Visie", ends_on=date(2026, 5, 3))
    PlanVersionFactory(
        plan=plan, number=1, status=PlanStatus.ADOPTED, adopted_on=plan.adopted_on, contents=contents_of(plan)
    )
    return plan


def at(name: str, plan: Plan, *args: str, **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"{reverse(f'actionplan:{name}', args=args)}?plan={plan.pk}{more}"


def offered(plan: Plan, by: Person) -> PlanVersion:
    if not plan.actions.exists():
        ActionFactory(plan=plan)
    return flows.offer(plan, by=by, reason="", on=today())


def form_of(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What the form of a page sends back, with these fields typed over."""
    fields = Page.of(client.get(url)).all("main form [name]")
    sent = {each.get("name"): each.get("value") or (each.text or "").strip() for each in fields}
    return {**{name: value for name, value in sent.items() if name}, **typed}


# --- one plan in force, in versions -------------------------------------------------------------------------------


def test_only_one_plan_can_be_adopted_for_a_date(in_force: Plan, cast: Cast, coordinator: Client) -> None:
    other = PlanFactory(title="Ander plan", starts_on=date(2028, 1, 1), status=PlanStatus.DRAFT, adopted_on=None)
    offered(other, cast.coordinator)

    answer = coordinator.post(at("plan-adopt", other), {"stap": "vaststellen", "adopted_on": "3 november 2026"})

    assert answer.status_code == 422
    assert "Voor deze periode is al een plan vastgesteld. Sluit dat plan eerst af" in Page.of(answer).words
    other.refresh_from_db()
    assert other.status == PlanStatus.FOR_ADOPTION


def test_editing_an_adopted_plan_makes_a_new_version(in_force: Plan, coordinator: Client) -> None:
    url = at("plan-edit", in_force)

    coordinator.post(url, form_of(coordinator, url, title="Samen veilig 2026–2029"))

    in_force.refresh_from_db()
    assert (in_force.title, in_force.version, in_force.status) == ("Samen veilig 2026–2029", 1, PlanStatus.ADOPTED)
    second = in_force.versions.get(number=2)
    assert second.status == PlanStatus.DRAFT
    assert in_force.versions.get(number=1).contents["title"] == "Plan van aanpak 2026–2029"
    page = Page.of(coordinator.get(reverse("actionplan:plan")))
    assert "Versie 2 in bewerking: bekijk wat er verandert" in page.words


def test_a_plan_from_before_versions_were_kept_is_kept_before_its_first_change(cast: Cast) -> None:
    plan = PlanFactory()
    action = ActionFactory(plan=plan, title="Zoals het was")

    may_be_edited(plan)
    Action.objects.filter(pk=action.pk).update(title="Zoals het werd")

    kept = plan.versions.get(number=plan.version)
    assert kept.status == PlanStatus.ADOPTED
    assert [each["title"] for each in kept.contents["actions"]] == ["Zoals het was"]
    assert plan.versions.open().get().number == plan.version + 1


def test_a_version_keeps_no_names_of_people_and_no_progress(cast: Cast) -> None:
    plan = PlanFactory()
    action = ActionFactory(plan=plan, lead_person=cast.lead_editor, completed_on=date(2026, 11, 1))
    MilestoneFactory(action=action, title="Start", planned_on=date(2026, 2, 1), achieved_on=date(2026, 3, 1))
    ActionTargetFactory(action=action, unit="trajecten", minimum=6, maximum=8)

    kept = json.dumps(contents_of(plan), ensure_ascii=False)

    assert "6 tot 8" in kept
    assert "2026-02-01" in kept
    for not_kept in (cast.lead_editor.name, "2026-03-01", "2026-11-01"):
        assert not_kept not in kept


def test_what_is_kept_takes_as_many_queries_for_few_actions_as_for_many(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    plan = PlanFactory()
    for number in range(6):
        MilestoneFactory(action=ActionFactory(plan=plan, goal=GoalFactory(plan=plan), code=f"1.{number}"))

    with django_assert_max_num_queries(9):
        contents_of(plan)


# --- making and changing ------------------------------------------------------------------------------------------


def test_the_coordinator_makes_a_plan_from_nothing(coordinator: Client, cast: Cast, client_of: ClientOf) -> None:
    empty = Page.of(coordinator.get(reverse("actionplan:plan")))
    assert "Plan maken" in empty.texts("main a")
    assert "Plan maken" not in Page.of(client_of(cast.reader).get(reverse("actionplan:plan"))).texts("main a")

    typed = {"title": "Ons plan", "starts_on": "1 januari 2027", "ends_on": "31 december 2030", "seen": "{}"}
    answers = [coordinator.post(reverse("actionplan:plan-add"), typed) for _ in range(2)]

    plan = Plan.objects.get()  # once, though the button was pressed twice
    assert [answer["Location"] for answer in answers] == [at("plan", plan)] * 2
    assert (plan.status, plan.versions.get().number) == (PlanStatus.DRAFT, 1)


def test_a_plan_does_not_end_before_it_starts(coordinator: Client) -> None:
    typed = {"title": "Ons plan", "starts_on": "1 januari 2027", "ends_on": "31 december 2026", "seen": "{}"}

    answer = coordinator.post(reverse("actionplan:plan-add"), typed)

    assert answer.status_code == 422
    assert "De einddatum ligt voor de begindatum." in Page.of(answer).words


def test_two_people_change_different_fields_of_a_plan_and_both_stay(in_force: Plan, coordinator: Client) -> None:
    url = at("plan-edit", in_force)
    mine = form_of(coordinator, url, title="Samen veilig")
    Plan.objects.filter(pk=in_force.pk).update(ends_on=date(2030, 12, 31))

    assert coordinator.post(url, mine).status_code == 302

    in_force.refresh_from_db()
    assert (in_force.title, in_force.ends_on) == ("Samen veilig", date(2030, 12, 31))


def test_two_people_change_the_same_field_of_a_plan_and_one_of_them_chooses(
    in_force: Plan, coordinator: Client
) -> None:
    url = at("plan-edit", in_force)
    mine = form_of(coordinator, url, title="Samen veilig")
    Plan.objects.filter(pk=in_force.pk).update(title="Veilig samen")

    answer = coordinator.post(url, mine)

    assert answer.status_code == 409
    page = Page.of(answer)
    assert "Veilig samen" in page.words
    assert page.one("#id_title").get("value") == "Samen veilig"
    in_force.refresh_from_db()
    assert in_force.title == "Veilig samen"


# --- adopting -----------------------------------------------------------------------------------------------------


def test_the_plan_shows_adopted_by_14_of_16_municipalities_with_the_two_missing_by_name(
    cast: Cast, region: Region, in_force: Plan, coordinator: Client
) -> None:
    version = in_force.versions.get()
    others = [MunicipalityFactory(name=name) for name in ("Buren", "Druten")]
    more = [MunicipalityFactory() for _ in range(12)]
    for municipality in [*others, *more]:
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    for municipality in [cast.tiel, cast.nijmegen, *more]:
        PlanAdoptionFactory(version=version, municipality=municipality)

    page = Page.of(coordinator.get(reverse("actionplan:plan")))

    [head] = page.texts(".page-title__text")
    assert "Vastgesteld door 14 van 16 gemeenten. Buren en Druten nog niet." in head
    assert standing_of(in_force).missing == tuple(each.name for each in others)


def test_a_version_is_offered_decided_on_and_adopted(
    draft: Plan, cast: Cast, coordinator: Client, client_of: ClientOf
) -> None:
    ActionFactory(plan=draft, title="Eerste actie")

    coordinator.post(at("plan-adopt", draft), {"stap": "aanbieden", "reason": "Het eerste plan."})
    decision = {"college_on": "3 november 2026", "college_number": "B-2026-114", "council_on": "", "council_number": ""}
    url = at("adoption-edit", draft, cast.tiel.code)
    tiel = client_of(cast.municipal_coordinator)
    tiel.post(url, form_of(tiel, url, **decision))
    page = Page.of(coordinator.get(at("plan-adopt", draft)))
    assert "College: 3 november 2026, besluit B-2026-114" in page.words
    assert "1 van de 2 gemeenten stelden deze versie vast." in page.words
    coordinator.post(at("plan-adopt", draft), {"stap": "vaststellen", "adopted_on": "5 november 2026"})

    draft.refresh_from_db()
    assert (draft.status, draft.version, draft.adopted_on) == (PlanStatus.ADOPTED, 1, date(2026, 11, 5))
    version = draft.versions.get()
    assert (version.status, version.reason) == (PlanStatus.ADOPTED, "Het eerste plan.")
    assert [each["title"] for each in version.contents["actions"]] == ["Eerste actie"]


def test_what_is_written_while_municipalities_decide_waits_in_the_next_version(draft: Plan, cast: Cast) -> None:
    version = offered(draft, cast.coordinator)
    draft.actions.update(title="Na het aanbieden")

    flows.adopt(draft, by=cast.coordinator, on=today())

    version.refresh_from_db()
    assert "Na het aanbieden" not in json.dumps(version.contents)
    assert draft.versions.open().get().number == 2


def test_a_plan_without_actions_cannot_be_offered_and_the_page_says_why(draft: Plan, coordinator: Client) -> None:
    answer = coordinator.post(at("plan-adopt", draft), {"stap": "aanbieden"})

    assert answer.status_code == 422
    assert "Het plan heeft nog geen acties. Voeg ze eerst toe." in Page.of(answer).words


def test_a_version_is_adopted_on_a_day_that_has_been(draft: Plan, cast: Cast, coordinator: Client) -> None:
    offered(draft, cast.coordinator)
    tomorrow = (today() + timedelta(days=1)).isoformat()

    answer = coordinator.post(at("plan-adopt", draft), {"stap": "vaststellen", "adopted_on": tomorrow})

    assert answer.status_code == 422
    assert "Deze dag is nog niet geweest." in Page.of(answer).words


def test_a_version_goes_back_to_draft_until_a_municipality_adopted_it(draft: Plan, cast: Cast) -> None:
    version = offered(draft, cast.coordinator)
    flows.take_back(draft, by=cast.coordinator)
    draft.refresh_from_db()
    assert draft.status == PlanStatus.DRAFT

    version = offered(draft, cast.coordinator)
    PlanAdoptionFactory(version=version, municipality=cast.tiel)

    with pytest.raises(ValidationError, match="Er zijn al gemeenten die deze versie vaststelden"):
        flows.take_back(draft, by=cast.coordinator)


def test_a_decision_needs_its_day_and_its_number(in_force: Plan, cast: Cast, coordinator: Client) -> None:
    url = at("adoption-edit", in_force, cast.tiel.code)

    only_day = coordinator.post(url, form_of(coordinator, url, college_on="3 november 2026"))
    only_number = coordinator.post(url, form_of(coordinator, url, council_number="R-12"))
    nothing = coordinator.post(url, form_of(coordinator, url))

    assert "Het besluitnummer ontbreekt." in Page.of(only_day).words
    assert "De datum van het besluit ontbreekt." in Page.of(only_number).words
    assert "Vul bij het college of bij de gemeenteraad het besluit in." in Page.of(nothing).words
    assert not in_force.versions.get().adoptions.exists()


def test_two_people_write_down_decisions_of_one_municipality_and_both_stay(
    in_force: Plan, cast: Cast, coordinator: Client
) -> None:
    url = at("adoption-edit", in_force, cast.tiel.code)
    mine = form_of(coordinator, url, council_on="4 november 2026", council_number="R-12")
    PlanAdoptionFactory(version=in_force.versions.get(), municipality=cast.tiel, decision_number="B-1")

    assert coordinator.post(url, mine).status_code == 302

    assert set(in_force.versions.get().adoptions.values_list("decision_number", flat=True)) == {"B-1", "R-12"}


def test_two_people_write_down_the_same_decision_and_one_of_them_chooses(
    in_force: Plan, cast: Cast, coordinator: Client
) -> None:
    url = at("adoption-edit", in_force, cast.tiel.code)
    mine = form_of(coordinator, url, college_on="4 november 2026", college_number="B-2")
    PlanAdoptionFactory(version=in_force.versions.get(), municipality=cast.tiel, decision_number="B-1")

    answer = coordinator.post(url, mine)

    assert answer.status_code == 409
    assert "B-1" in Page.of(answer).words
    assert in_force.versions.get().adoptions.get().decision_number == "B-1"


def test_a_decision_that_was_written_down_by_mistake_is_taken_away(
    in_force: Plan, cast: Cast, coordinator: Client
) -> None:
    PlanAdoptionFactory(version=in_force.versions.get(), municipality=cast.tiel, decision_number="B-1")
    url = at("adoption-remove", in_force, cast.tiel.code)
    assert "besluit B-1" in Page.of(coordinator.get(url)).words

    coordinator.post(url)

    assert standing_of(in_force).adopted == ()


def test_before_a_plan_is_offered_nobody_can_have_adopted_it(draft: Plan, cast: Cast, coordinator: Client) -> None:
    url = at("adoption-edit", draft, cast.tiel.code)

    answer = coordinator.post(url, form_of(coordinator, url, college_on="3 november 2026", college_number="B-1"))

    assert answer.status_code == 422
    assert "Dit plan ligt nog niet ter vaststelling." in Page.of(answer).words


# --- comparing ----------------------------------------------------------------------------------------------------


def test_comparing_version_1_and_2_lists_added_removed_and_changed_actions_with_dates_old_to_new(
    in_force: Plan, cast: Cast, coordinator: Client
) -> None:
    dropped = ActionFactory(plan=in_force, code="1.2", title="Folder")
    in_force.versions.update(contents=contents_of(in_force))
    may_be_edited(in_force)
    in_force.actions.filter(code="1.1").update(ends_on=date(2026, 10, 1))
    ActionFactory(plan=in_force, code="2.1", title="Training")
    dropped.delete()
    flows.offer(in_force, by=cast.coordinator, reason="", on=today())
    flows.adopt(in_force, by=cast.coordinator, on=today())

    page = Page.of(coordinator.get(at("plan-compare", in_force, van="1", met="2")))

    assert "1 actie erbij, 1 actie weg, 1 actie veranderd" in page.words
    assert page.texts("main li ins") == ["2.1 Training"]
    assert page.texts("main li del") == ["1.2 Folder"]
    assert page.texts("main tbody td") == ["3 mei 2026", "1 oktober 2026"]


def test_the_version_in_force_is_compared_with_the_plan_as_it_is_now(in_force: Plan, coordinator: Client) -> None:
    may_be_edited(in_force)
    in_force.actions.update(title="Gedeelde visie")

    page = Page.of(coordinator.get(at("plan-compare", in_force)))

    assert page.texts("main thead th") == ["Wat", "Versie 1", "Het plan zoals het nu is"]
    assert page.texts("main tbody td") == ["Visie", "Gedeelde visie"]


def test_a_version_is_read_as_it_was_adopted(in_force: Plan, cast: Cast, client_of: ClientOf) -> None:
    may_be_edited(in_force)
    in_force.actions.update(title="Gedeelde visie")
    first, second = in_force.versions.order_by("number")
    reader = client_of(cast.reader)

    assert "1.1 Visie" in Page.of(reader.get(reverse("actionplan:plan-version", args=[first.pk]))).words
    assert "1.1 Gedeelde visie" in Page.of(reader.get(reverse("actionplan:plan-version", args=[second.pk]))).words


def test_versions_are_listed_with_who_adopted_them_and_what_changed(
    in_force: Plan, cast: Cast, coordinator: Client
) -> None:
    PlanAdoptionFactory(version=in_force.versions.get(), municipality=cast.tiel)
    may_be_edited(in_force)

    page = Page.of(coordinator.get(at("plan-version-list", in_force)))

    assert page.texts("tbody th") == ["Versie 2", "Versie 1"]
    assert page.texts("tbody td.num") == ["0", "1"]
    assert page.texts("tbody td a") == ["Wat veranderde er in versie 2?"]


# --- several plans ------------------------------------------------------------------------------------------------


def test_pages_are_about_the_plan_that_the_address_names(
    in_force: Plan, draft: Plan, cast: Cast, coordinator: Client
) -> None:
    ActionFactory(plan=draft, code="4.9", title="Pas later")

    for name in ("building-block-list", "pillar-list", "plan-more", "plan-version-list", "plan-adopt"):
        page = Page.of(coordinator.get(at(name, draft)))
        assert draft.title in page.words, name
        assert all(f"plan={draft.pk}" in link.get("href") for link in page.all(".sub-nav a")), name
    assert "Pas later" in Page.of(coordinator.get(at("building-block-list", draft))).words


def test_a_plan_that_does_not_exist_is_not_found(in_force: Plan, coordinator: Client) -> None:
    assert [
        coordinator.get(reverse(f"actionplan:{name}") + "?plan=999999").status_code
        for name in ("plan-version-list", "plan-compare", "plan-adopt", "plan-edit", "plan-successor", "plan-close")
    ] == [404] * 6


def test_a_closed_plan_is_read_and_changes_no_more(in_force: Plan, cast: Cast, coordinator: Client) -> None:
    may_be_edited(in_force)
    assert "1 actie is nog niet afgerond" in Page.of(coordinator.get(at("plan-close", in_force))).words

    coordinator.post(at("plan-close", in_force))

    in_force.refresh_from_db()
    assert in_force.status == PlanStatus.CLOSED
    assert [each.status for each in in_force.versions.order_by("number")] == [PlanStatus.ADOPTED, PlanStatus.CLOSED]
    url = at("plan-edit", in_force)
    refused = coordinator.post(url, form_of(coordinator, url, title="Te laat"))
    assert refused.status_code == 422
    assert "Dit plan is afgesloten en verandert niet meer." in Page.of(refused).words


def test_whoever_coordinates_another_municipality_writes_down_no_decision(
    in_force: Plan, cast: Cast, client_of: ClientOf
) -> None:
    tiel = client_of(cast.municipal_coordinator)

    assert tiel.get(at("adoption-edit", in_force, cast.nijmegen.code)).status_code == 403
    buttons = Page.of(tiel.get(at("plan-adopt", in_force))).texts("main td a")
    assert buttons == ["Besluit vastleggen: Tiel"]


@pytest.mark.parametrize("name", ["plan-list", "plan-version-list", "plan-adopt", "plan-successor"])
def test_pages_of_plans_take_as_many_queries_for_few_as_for_many(
    name: str, in_force: Plan, region: Region, coordinator: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(2, 6):
        PlanFactory(title=f"Plan {number}", status=PlanStatus.CLOSED, predecessor=in_force)
        ActionFactory(plan=in_force, code=f"1.{number}")
        municipality = MunicipalityFactory()
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
        version = PlanVersionFactory(plan=in_force, number=number + 1, status=PlanStatus.CLOSED)
        PlanAdoptionFactory(version=in_force.versions.get(number=1), municipality=municipality)
        PlanAdoptionFactory(version=version, municipality=municipality)

    with django_assert_max_num_queries(12):
        assert coordinator.get(at(name, in_force)).status_code == 200

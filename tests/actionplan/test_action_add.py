"""Adding an action to the plan, also from a gap in the sociale kaart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from actionplan.action_add_flows import next_code
from actionplan.models import Action, Pillar, Plan
from network.models import Person
from network.policy import Permission, may
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AreaMembershipFactory,
    PlanFactory,
    RegionFactory,
    TargetGroupFactory,
)
from tests.reading import Page

ClientOf = Callable[[Person], Client]
ADD = "/plan/acties/toevoegen/"


@pytest.fixture
def plan(db: None) -> Plan:
    plan: Plan = PlanFactory()
    return plan


def filled_in(lead: Any, **more: Any) -> dict[str, Any]:
    pillar = Pillar.objects.get(name="Nazorg")
    return {
        "title": "Aanbod voor naasten",
        "building_block": 4,
        "pillar": pillar.pk,
        "lead_organisation": lead.pk,
        "starts_on": "1 januari 2027",
        "ends_on": "31-12-2027",
        **more,
    }


def test_the_coordinator_adds_an_action_that_gets_the_next_number(cast: Cast, client_of: ClientOf, plan: Plan) -> None:
    ActionFactory(plan=plan, code="4.9", position=9)
    group = TargetGroupFactory()

    form = filled_in(cast.lead_organisation, target_groups=[group.pk], municipalities=[])
    response = client_of(cast.coordinator).post(ADD, form)

    action = Action.objects.get(title="Aanbod voor naasten")
    assert response.headers["Location"] == action.get_absolute_url()
    assert (action.plan, action.code, action.building_block, action.position) == (plan, "4.10", 4, 10)
    assert (action.lead_organisation, action.ends_on) == (cast.lead_organisation, date(2027, 12, 31))
    assert list(action.target_groups.all()) == [group]


@pytest.mark.parametrize(
    ("codes", "following"),
    [([], "4.1"), (["4.1", "4.7"], "4.8"), (["4.9", "4.10"], "4.11"), (["4.6a", "x", "4.", "14.3"], "4.7")],
)
def test_a_number_follows_the_highest(codes: list[str], following: str) -> None:
    assert next_code(4, codes) == following


def test_a_gap_fills_in_the_title_the_pillar_the_group_and_the_municipality(
    cast: Cast, client_of: ClientOf, plan: Plan
) -> None:
    region = RegionFactory()
    AreaMembershipFactory(area_set=region.area_set, municipality=cast.tiel)
    group = TargetGroupFactory(name="Naasten")

    page = Page.of(client_of(cast.coordinator).get(f"{ADD}?doelgroep=relative&pijler=aftercare&gemeente=GM0281"))

    assert page.one("#id_title").get("value") == "Aanbod voor naasten: nazorg in Tiel"
    assert page.texts("#id_pillar [selected]") == ["Nazorg"]
    assert [box.get("value") for box in page.all("[name=target_groups][checked]")] == [str(group.pk)]
    assert [box.get("value") for box in page.all("[name=municipalities][checked]")] == [str(cast.tiel.pk)]
    assert page.texts("#id_building_block [selected]") == ["Plan van aanpak: speerpunten"]


def test_what_an_address_says_that_nobody_knows_is_left_out(cast: Cast, client_of: ClientOf, plan: Plan) -> None:
    page = Page.of(client_of(cast.coordinator).get(f"{ADD}?doelgroep=iedereen&pijler=7&gemeente=GM9999"))
    assert page.one("#id_title").get("value") is None
    assert page.texts("#id_pillar [selected]") == ["Kies een pijler"]


def test_a_municipal_coordinator_puts_only_the_own_municipality_in_the_lead_and_may_edit_it_after(
    cast: Cast, client_of: ClientOf, plan: Plan
) -> None:
    client = client_of(cast.municipal_coordinator)
    page = Page.of(client.get(ADD))
    assert page.texts("#id_lead_organisation option") == ["Kies een partner", "Gemeente Tiel"]
    assert not page.all("[name=municipalities]")

    refused = client.post(ADD, filled_in(cast.nijmegen_organisation))
    added = client.post(ADD, filled_in(cast.tiel_organisation))

    assert (refused.status_code, added.status_code) == (422, 302)
    assert may(cast.municipal_coordinator, Permission.ACTION_EDIT, Action.objects.get())


def test_pressing_twice_adds_one_action(cast: Cast, client_of: ClientOf, plan: Plan) -> None:
    client, form = client_of(cast.coordinator), filled_in(cast.lead_organisation)
    client.post(ADD, form)
    again = client.post(ADD, form)
    assert again.status_code == 422
    assert "Deze actie staat al in het plan, als 4.1." in Page.of(again).words
    assert Action.objects.count() == 1


def test_an_action_is_not_done_before_it_begins(cast: Cast, client_of: ClientOf, plan: Plan) -> None:
    form = filled_in(cast.lead_organisation, ends_on="1-1-2026")
    response = client_of(cast.coordinator).post(ADD, form)
    assert response.status_code == 422
    assert "Kies een datum op of na 1 januari 2027." in Page.of(response).words


def test_the_text_of_an_action_is_guarded(cast: Cast, client_of: ClientOf, plan: Plan) -> None:
    form = filled_in(cast.lead_organisation, description="Bel mevrouw De Vries op 06-12345678.")
    response = client_of(cast.coordinator).post(ADD, form)
    assert response.status_code == 422
    assert not Action.objects.exists()


def test_without_a_plan_there_is_nothing_to_add_to(cast: Cast, client_of: ClientOf) -> None:
    assert "Er is nog geen plan van aanpak." in Page.of(client_of(cast.coordinator).get(ADD)).words

"""Interventions, campaigns, agreements and adjoining policy, and the actions that are tied to them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.library import must_be_checked
from actionplan.models import Action, AdjoiningPolicy, Database, Intervention, PlanStatus, PolicyConnection, Recognition
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AdjoiningPolicyFactory,
    AgreementFactory,
    AwarenessCampaignFactory,
    InterventionFactory,
    PlanFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
LIBRARY, POLICIES = "/plan/interventies/", "/plan/aanpalend/"
IN_DATABASE = {
    "database": Database.NJI,
    "recognition": Recognition.FOUNDED,
    "url": "https://www.nji.example/girls-talk",
    "checked_on": "2026-05-03",
}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.tiel_organisation)


@pytest.fixture
def marijke(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def ties_of(action: Action) -> str:
    return reverse("actionplan:action-links-edit", args=[action.pk])


# --- recognised interventions ---------------------------------------------------------------------------------------


def test_an_action_shows_its_recognition_with_link_and_the_date_it_was_checked(
    action: Action, marijke: Client, cast: Cast, client_of: ClientOf
) -> None:
    talk = InterventionFactory(name="Girls’ Talk", **IN_DATABASE)

    marijke.post(ties_of(action), {"interventions": [talk.pk]})

    page = Page.of(client_of(cast.reader).get(action.get_absolute_url()))
    (link,) = page.all("a[href='https://www.nji.example/girls-talk']")
    assert link.text_content() == "Girls’ Talk"
    assert "Erkend: NJi, niveau goed onderbouwd, nagekeken op 3 mei 2026" in page.words


@pytest.mark.parametrize("missing", ["database", "url", "checked_on"])
def test_a_recognised_intervention_says_where_and_when_that_was_looked_up(missing: str, marijke: Client) -> None:
    form = {"name": "Girls’ Talk", "text": "", **IN_DATABASE, "checked_on": "3 mei 2026", missing: ""}

    response = marijke.post(reverse("actionplan:intervention-add"), form)

    assert response.status_code == 422
    assert Page.of(response).all(f"#id_{missing}[aria-invalid]")
    assert Intervention.objects.count() == 0


def test_pressing_twice_adds_a_campaign_once(marijke: Client) -> None:
    form = {"name": "Week van de Liefde", "text": "", "starts_on": "8 februari 2027", "ends_on": "", "checked_on": ""}
    for _ in range(2):
        assert marijke.post(reverse("actionplan:campaign-add"), form)["Location"] == LIBRARY
    assert len(Page.of(marijke.get(LIBRARY)).all("tbody tr")) == 1


def test_what_was_looked_up_over_a_year_ago_is_to_be_looked_up_again() -> None:
    year = timedelta(days=365)
    assert [must_be_checked(day, today()) for day in (None, today(), today() - year)] == [True, False, False]
    assert must_be_checked(today() - year - timedelta(days=1), today())


def test_two_people_at_one_intervention_keep_both_words(marijke: Client) -> None:
    talk = InterventionFactory(name="Girls’ Talk", text="eerst")
    url = reverse("actionplan:intervention-edit", args=[talk.pk])
    seen = {f"initial-{name}": "" for name in ("database", "recognition", "url", "checked_on")}
    seen |= {"initial-name": "Girls’ Talk", "initial-text": "eerst", "version": "1"}
    empty = {"database": "", "recognition": "", "url": "", "checked_on": ""}

    marijke.post(url, {**seen, **empty, "name": "Girls’ Talk+", "text": "eerst"})
    kept = marijke.post(url, {**seen, **empty, "name": "Girls’ Talk", "text": "van mij"})
    conflict = marijke.post(url, {**seen, **empty, "name": "Girls’ Talk", "text": "van een ander"})

    talk.refresh_from_db()
    assert (kept.status_code, conflict.status_code) == (302, 409)
    assert (talk.name, talk.text) == ("Girls’ Talk+", "van mij")
    assert all(words in Page.of(conflict).words for words in ("van mij", "van een ander"))


# --- what an action is tied to ----------------------------------------------------------------------------------------


def test_what_two_people_tick_at_once_is_both_kept(action: Action, marijke: Client) -> None:
    one, two, gone = InterventionFactory(), InterventionFactory(), InterventionFactory()
    action.interventions.set([gone])
    seen = {"initial-interventions": [gone.pk]}

    marijke.post(ties_of(action), {**seen, "interventions": [gone.pk, one.pk]})
    marijke.post(ties_of(action), {**seen, "interventions": [two.pk]})

    assert set(action.interventions.all()) == {one, two}


def test_an_agreement_that_binds_an_action_is_named_both_ways(
    action: Action, marijke: Client, cast: Cast, client_of: ClientOf
) -> None:
    covenant = AgreementFactory(title="Samenwerkingsconvenant", parties=[cast.lead_organisation])

    marijke.post(ties_of(action), {"agreements": [covenant.pk]})

    assert "Samenwerkingsconvenant" in Page.of(client_of(cast.reader).get(action.get_absolute_url())).words
    assert str(action) in Page.of(client_of(cast.reader).get(covenant.get_absolute_url())).words


def test_who_may_not_see_an_agreement_does_not_take_it_away(
    action: Action, marijke: Client, cast: Cast, client_of: ClientOf
) -> None:
    secret = AgreementFactory(title="Geheim", parties=[cast.other_organisation], is_confidential=True)
    marijke.post(ties_of(action), {"agreements": [secret.pk]})
    joost = client_of(cast.municipal_coordinator)

    page = Page.of(joost.get(ties_of(action)))
    joost.post(ties_of(action), {"initial-agreements": [secret.pk]})

    assert "Geheim" not in page.words
    assert "Geheim" not in Page.of(joost.get(action.get_absolute_url())).words
    assert [link.agreement for link in action.agreement_links.all()] == [secret]


def test_a_closed_plan_ties_its_actions_to_nothing_more(action: Action, marijke: Client) -> None:
    type(action.plan).objects.filter(pk=action.plan_id).update(status=PlanStatus.CLOSED)

    refused = marijke.post(ties_of(action), {"interventions": [InterventionFactory().pk]})

    assert refused.status_code == 422
    assert "Dit plan is afgesloten" in Page.of(refused).words
    assert not action.interventions.exists()


# --- adjoining policy -----------------------------------------------------------------------------------------------


def test_each_policy_has_an_owner_and_its_connections_and_one_without_says_so(
    action: Action, marijke: Client, cast: Cast, client_of: ClientOf
) -> None:
    youth = AdjoiningPolicyFactory(name="Jeugdbeleid", owner=cast.tiel_organisation)
    AdjoiningPolicyFactory(name="Veilige steden", owner=cast.nijmegen_organisation)
    form = {"action": action.pk, "note": "zelfde scholen"}
    for _ in range(2):  # pressing twice connects once
        marijke.post(reverse("actionplan:adjoining-policy-connect", args=[youth.pk]), form)

    page = Page.of(client_of(cast.reader).get(POLICIES))

    first, second = page.texts("tbody tr")
    assert all(words in first for words in ("Jeugdbeleid", "Gemeente Tiel", "4.2 Begeleiding", "zelfde scholen"))
    assert all(words in second for words in ("Veilige steden", "Gemeente Nijmegen", "nog geen verbinding"))
    assert "nog geen verbinding" not in first
    assert "Jeugdbeleid" in Page.of(client_of(cast.reader).get(action.get_absolute_url())).words
    assert PolicyConnection.objects.count() == 1


def test_a_policy_without_an_owner_is_refused(marijke: Client) -> None:
    response = marijke.post(reverse("actionplan:adjoining-policy-add"), {"name": "Wmo", "owner": ""})
    assert response.status_code == 422
    assert AdjoiningPolicy.objects.count() == 0


def test_who_changes_an_action_connects_it_and_no_other(action: Action, cast: Cast, client_of: ClientOf) -> None:
    policy = AdjoiningPolicyFactory()
    of_nijmegen = ActionFactory(plan=action.plan, lead_organisation=cast.nijmegen_organisation)
    connect = reverse("actionplan:adjoining-policy-connect", args=[policy.pk])
    joost, bas = client_of(cast.municipal_coordinator), client_of(cast.lead_editor)

    assert joost.post(connect, {"action": of_nijmegen.pk}).status_code == 422
    assert bas.get(connect).status_code == 403
    assert joost.post(connect, {"action": action.pk}).status_code == 302

    remove = reverse("actionplan:policy-connection-remove", args=[PolicyConnection.objects.get().pk])
    assert bas.post(remove).status_code == 403
    assert joost.post(remove).status_code == 302
    assert not PolicyConnection.objects.exists()


@pytest.mark.parametrize("url", [LIBRARY, POLICIES])
def test_the_pages_ask_the_same_of_the_database_for_few_and_many(
    url: str, action: Action, marijke: Client, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            marijke.get(url)
        return len(queries)

    def add() -> None:
        action.interventions.add(InterventionFactory())
        action.campaigns.add(AwarenessCampaignFactory())
        PolicyConnection.objects.create(policy=AdjoiningPolicyFactory(), action=action)

    add()
    few = asked()
    for _ in range(6):
        add()
    assert asked() == few

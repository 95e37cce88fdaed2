"""Why an action is there: the indicators that it is meant to move, named both ways."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.models import Action
from monitor.models import ActionIndicator, Indicator
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, IndicatorFactory, PlanFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.tiel_organisation)


@pytest.fixture
def indicator() -> Indicator:
    indicator: Indicator = IndicatorFactory(name="Meldingen bij Veilig Thuis")
    return indicator


def choose(action: Action) -> str:
    return reverse("monitor:action-indicators", args=[action.pk])


def test_an_indicator_lists_all_actions_that_refer_to_it_and_the_other_way_round(
    action: Action, indicator: Indicator, cast: Cast, client_of: ClientOf
) -> None:
    other = ActionFactory(plan=action.plan, title="Nog een")
    for each in (action, other, action):  # pressing twice links once
        client_of(cast.coordinator).post(choose(each), {"indicator": indicator.pk, "why": "dit moet dalen"})

    lotte = client_of(cast.reader)
    page, back = Page.of(lotte.get(indicator.get_absolute_url())), Page.of(lotte.get(action.get_absolute_url()))

    assert [len(page.all(f"main a[href='{each.get_absolute_url()}']")) for each in (action, other)] == [1, 1]
    assert "dit moet dalen" in page.words
    assert len(back.all(f"main a[href='{indicator.get_absolute_url()}']")) == 1
    assert ActionIndicator.objects.count() == 2


def test_an_indicator_without_actions_says_so(indicator: Indicator, cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.reader).get(indicator.get_absolute_url()))
    assert "Er verwijst nog geen actie naar dit cijfer." in page.words


def test_who_changes_an_action_chooses_its_indicators_and_nobody_else(
    action: Action, indicator: Indicator, cast: Cast, client_of: ClientOf
) -> None:
    joost, bas = client_of(cast.municipal_coordinator), client_of(cast.lead_editor)
    assert bas.post(choose(action), {"indicator": indicator.pk}).status_code == 403
    assert joost.post(choose(action), {"indicator": indicator.pk}).status_code == 302

    remove = reverse("monitor:action-indicator-remove", args=[ActionIndicator.objects.get().pk])
    assert bas.post(remove).status_code == 403
    assert joost.post(remove)["Location"] == choose(action)
    assert not ActionIndicator.objects.exists()

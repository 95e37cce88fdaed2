"""What a municipality itself does for an action that runs there, and who may write that (N25)."""

from collections.abc import Callable

import pytest
from django.test import Client

from actionplan.models import Action, Contribution
from network.models import Person, Region
from tests.actionplan.test_action_edit import opened
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AreaMembershipFactory,
    ContributionFactory,
    MunicipalityFactory,
    PlanFactory,
    RegionFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast: Cast) -> Action:
    """Of MEE, running in Tiel and Nijmegen."""
    action = ActionFactory(plan=PlanFactory(), code="4.5", title="Groep", lead_organisation=cast.lead_organisation)
    ContributionFactory(action=action, municipality=cast.tiel)
    ContributionFactory(action=action, municipality=cast.nijmegen, text="Een zaal in de wijk.")
    return action


@pytest.fixture
def region(cast: Cast) -> Region:
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    return region


@pytest.fixture
def joost(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Coordinates for Tiel."""
    return client_of(cast.municipal_coordinator)


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Coordinates the region."""
    return client_of(cast.coordinator)


def address(action: Action, code: str) -> str:
    return f"/plan/acties/{action.pk}/bijdrage/{code}/"


def text_of(action: Action, code: str) -> str:
    return action.contributions.get(municipality__code=code).text


def test_the_municipal_coordinator_writes_the_own_contribution_and_leaves_the_action_alone(
    joost: Client, action: Action
) -> None:
    tiel = address(action, "GM0281")
    response = joost.post(tiel, {**opened(joost, tiel), "text": "Tien uur van een adviseur."})
    assert response.headers["Location"] == f"/plan/acties/{action.pk}/#bijdrage-GM0281"
    assert text_of(action, "GM0281") == "Tien uur van een adviseur."
    assert joost.get(f"/plan/acties/{action.pk}/wijzigen/").status_code == 403
    action.refresh_from_db()
    assert action.version == 1


def test_the_contribution_of_another_municipality_is_read_and_not_written(joost: Client, action: Action) -> None:
    nijmegen = address(action, "GM0268")
    assert joost.get(nijmegen).status_code == 403
    assert joost.post(nijmegen, {"text": "Van Tiel", "version": 1}).status_code == 403
    assert text_of(action, "GM0268") == "Een zaal in de wijk."
    page = Page.of(joost.get(f"/plan/acties/{action.pk}/"))
    assert "Een zaal in de wijk." in page.texts("#bijdrage-GM0268")[0]
    assert page.texts("#bijdrage-GM0281 a") == ["Bijdrage invullen van Tiel"]
    assert page.texts("#bijdrage-GM0268 a") == []


def test_leading_an_action_gives_no_right_to_the_text_of_another_municipality(joost: Client, cast: Cast) -> None:
    led_by_tiel = ActionFactory(plan=PlanFactory(), lead_organisation=cast.tiel_organisation)
    ContributionFactory(action=led_by_tiel, municipality=cast.nijmegen)
    assert joost.get(f"/plan/acties/{led_by_tiel.pk}/wijzigen/").status_code == 200
    assert joost.get(address(led_by_tiel, "GM0268")).status_code == 403


def test_where_the_action_does_not_run_there_is_no_contribution(marijke: Client, action: Action) -> None:
    MunicipalityFactory(code="GM0225", name="Druten")
    assert marijke.get(address(action, "GM0225")).status_code == 404


def test_two_people_who_write_the_same_contribution_get_both_texts(
    joost: Client, marijke: Client, action: Action
) -> None:
    tiel = address(action, "GM0281")
    mine, theirs = opened(joost, tiel), opened(marijke, tiel)
    marijke.post(tiel, {**theirs, "text": "Een zaal."})
    response = joost.post(tiel, {**mine, "text": "Twee zalen."})
    page = Page.of(response)
    assert response.status_code == 409
    assert text_of(action, "GM0281") == "Een zaal."
    assert "Marijke de Wit was u voor" in page.words
    assert page.one("main textarea").text.strip() == "Twee zalen."

    again = {"text": "Twee zalen.", "version": page.one("input[name=version]").get("value")}
    assert joost.post(tiel, again).status_code == 302
    assert text_of(action, "GM0281") == "Twee zalen."


def test_what_was_written_stands_in_the_history_of_the_action(joost: Client, action: Action) -> None:
    tiel = address(action, "GM0281")
    joost.post(tiel, {**opened(joost, tiel), "text": "Een zaal."})
    [newest, *_] = Page.of(joost.get(f"/plan/acties/{action.pk}/")).texts(".history > li")
    assert newest.startswith("Joost van Dam veranderde bijdrage van Tiel van niet ingevuld in Een zaal.")


def test_in_place_it_is_the_same_form_and_the_same_text(joost: Client, action: Action) -> None:
    tiel, in_place = address(action, "GM0281"), {"HX-Request": "true"}
    form = Page.of(joost.get(tiel, headers=in_place))
    assert form.one("#bijdrage-GM0281 form").get("hx-post") == tiel
    saved = joost.post(tiel, {"text": "Een zaal.", "version": 1}, headers=in_place)
    assert "Een zaal." in Page.of(saved).texts("#bijdrage-GM0281")[0]
    assert "Opgeslagen" in Page.of(saved).words
    assert "Een zaal." in Page.of(joost.get(f"{tiel}tekst/", headers=in_place)).words
    assert joost.post(tiel, {"text": "x" * 2001, "version": 2}, headers=in_place).status_code == 422


def test_the_coordinator_decides_where_an_action_runs(
    marijke: Client, action: Action, region: Region, cast: Cast
) -> None:
    druten = MunicipalityFactory(code="GM0225", name="Druten")
    AreaMembershipFactory(area_set=region.area_set, municipality=druten)
    edit = f"/plan/acties/{action.pk}/wijzigen/"
    form = opened(marijke, edit)
    marijke.post(edit, {**form, "municipalities": [cast.nijmegen.pk, druten.pk]})
    assert set(action.contributions.values_list("municipality__name", flat=True)) == {"Nijmegen", "Druten"}
    assert text_of(action, "GM0268") == "Een zaal in de wijk."
    history = Page.of(marijke.get(f"/plan/acties/{action.pk}/")).texts(".history > li")
    assert any("veranderde loopt in van Nijmegen, Tiel in Druten, Nijmegen." in line for line in history)


def test_a_municipality_that_wrote_its_contribution_is_not_taken_away_with_its_text(
    marijke: Client, action: Action, region: Region, cast: Cast
) -> None:
    edit = f"/plan/acties/{action.pk}/wijzigen/"
    response = marijke.post(edit, {**opened(marijke, edit), "municipalities": [cast.tiel.pk]})
    assert response.status_code == 422
    assert "Nijmegen schreef al een bijdrage." in Page.of(response).words
    assert Contribution.objects.filter(action=action).count() == 2


def test_whoever_leads_an_action_does_not_decide_for_other_municipalities(
    joost: Client, cast: Cast, region: Region
) -> None:
    led_by_tiel = ActionFactory(plan=PlanFactory(), lead_organisation=cast.tiel_organisation)
    edit = f"/plan/acties/{led_by_tiel.pk}/wijzigen/"
    form = opened(joost, edit)
    assert "municipalities" not in form
    assert joost.post(edit, {**form, "municipalities": [cast.nijmegen.pk]}).status_code == 302
    assert not led_by_tiel.contributions.exists()

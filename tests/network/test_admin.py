"""/beheer/: the fixed tables, for the administrator alone, and in Dutch."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, reverse

from network.admin import admin_site
from network.models import AreaMembership, AreaSet, Municipality, Person, Region
from tests.cast import Cast
from tests.factories import AreaSetFactory, RegionFactory
from tests.language import english_words
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


@pytest.fixture
def tables(cast: Cast) -> dict[str, str]:
    """A row in each table, with a change in its history; by the name of the model: the id of the row."""
    area = AreaSetFactory(name="Proefgebied")
    AreaMembership.objects.create(area_set=area, municipality=cast.tiel)
    region = RegionFactory(area_set=area)
    return {"municipality": str(cast.tiel.pk), "areaset": str(area.pk), "region": str(region.pk)}


def addresses_of(tables: dict[str, str]) -> Iterator[str]:
    """Every page of the admin, about a row that exists."""
    yield from (reverse(f"admin:{name}") for name in ("index", "password_change", "jsi18n", "autocomplete"))
    yield reverse("admin:app_list", args=["network"])
    for model, pk in tables.items():
        yield from (reverse(f"admin:network_{model}_{page}") for page in ("changelist", "add"))
        yield from (reverse(f"admin:network_{model}_{page}", args=[pk]) for page in ("change", "history", "delete"))


def test_the_admin_holds_the_fixed_tables_and_no_people() -> None:
    assert {model.__name__ for model in admin_site._registry} == {"AreaSet", "Municipality", "Region"}


def test_every_page_of_the_admin_about_every_row_opens_for_the_administrator_alone(
    cast: Cast, client_of: ClientOf, tables: dict[str, str]
) -> None:
    before = {model: model.objects.count() for model in (AreaSet, Municipality, Region)}
    others = [client_of(person) for name, person in cast.people.items() if name != "administrator"] + [Client()]
    for address in addresses_of(tables):
        for method in ("get", "post"):
            for client in others:
                response = getattr(client, method)(address, {"post": "yes"})
                assert response.status_code in {302, 401, 403, 404}, f"{method} {address}"
    assert {model: model.objects.count() for model in before} == before

    client = client_of(cast.administrator)
    answers = {address: client.get(address).status_code for address in addresses_of(tables)}
    assert {address for address, status in answers.items() if status != 200} == {
        reverse("admin:password_change"),
        reverse("admin:autocomplete"),  # asks on behalf of a field that offers it, and no field does
        reverse("admin:network_region_add"),
        *(reverse(f"admin:network_{model}_delete", args=[pk]) for model, pk in tables.items()),  # nothing goes
    }


def test_the_admin_has_no_road_to_any_object_of_any_model(cast: Cast, client_of: ClientOf) -> None:
    """Django has one, /beheer/r/<kind>/<number>/, which leads to whatever page an object names."""
    client = client_of(cast.administrator)
    for kind in ContentType.objects.all():
        assert client.get(f"/beheer/r/{kind.pk}/1/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])
    assert reverse("admin:index") == "/beheer/"  # the control: the names of the admin are found


def test_no_english_word_stands_in_the_admin(cast: Cast, client_of: ClientOf, tables: dict[str, str]) -> None:
    client = client_of(cast.administrator)
    change = reverse("admin:network_municipality_change", args=[tables["municipality"]])
    shown = {"een fout": client.post(change, {"code": "0281"})}
    fields = {"code": "GM0281", "name": "Tiel aan de Waal", "valid_from": "01-01-2021", "valid_to": "", "successor": ""}
    fields |= {"populations-TOTAL_FORMS": "0", "populations-INITIAL_FORMS": "0"}
    shown["na opslaan"] = client.post(change, fields, follow=True)
    assert Municipality.objects.get(pk=tables["municipality"]).name == "Tiel aan de Waal"
    changelist = reverse("admin:network_municipality_changelist")
    shown["geen actie"] = client.post(changelist, {"action": "delete_selected"}, follow=True)
    shown["zoeken"] = client.get(changelist, {"q": "Tiel"})
    shown["niets gevonden"] = client.get(changelist, {"q": "bestaat niet"})
    for address in addresses_of(tables):
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            shown[address] = response
    assert len(shown) > 12
    assert LogEntry.objects.exists()
    found = {where: words for where, response in shown.items() if (words := english_words(Page.of(response)))}
    assert found == {}


def test_the_years_of_history_are_set_in_the_admin(cast: Cast, client_of: ClientOf, tables: dict[str, str]) -> None:
    url = reverse("admin:network_region_change", args=[tables["region"]])
    region = Region.objects.get()
    fields = {"name": region.name, "area_set": region.area_set_id, "central_municipality": "", "history_years": "5"}
    assert client_of(cast.administrator).post(url, fields).status_code == 302
    assert Region.objects.get().history_years == 5
    refused = client_of(cast.administrator).post(url, {**fields, "history_years": "1"})
    assert refused.status_code == 200
    assert Page.of(refused).title.startswith("Fout: ")
    assert Region.objects.get().history_years == 5

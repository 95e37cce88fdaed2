"""The first start: a region from our own list of municipalities, with those that were merged (N01)."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from network.areas.country import BEGIN, LIST, country, in_safety_region, safety_regions
from network.areas.region_setup import SetupRefusedError, set_up_region
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Region
from tests.cast import Cast
from tests.factories import RegionFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SETUP = "/regio/inrichten/"


def region_command(*options: str) -> str:
    out = StringIO()
    call_command("region", *options, stdout=out)
    return out.getvalue()


def names_on(day: date) -> set[str]:
    region = Region.objects.get()
    return {each.name for each in Municipality.objects.of_region(region, day)}


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_is_small_and_every_merger_in_it_fits() -> None:
    assert LIST.stat().st_size < 60_000
    assert len(safety_regions()) == 25
    for each in country().values():
        assert (each.valid_to is None) == (not each.successor)
        if each.valid_to:
            assert country()[each.successor].valid_to is None
            assert each.valid_from == BEGIN


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("gemeenten_veiligheidsregio_2021.csv", date(2021, 6, 1)),
        ("gemeenten_veiligheidsregio_2022-03-24.csv", date(2022, 3, 24)),
        ("gemeenten_veiligheidsregio_2023.csv", date(2023, 1, 1)),
        ("gemeenten_veiligheidsregio_2023.csv", date(2026, 12, 31)),
    ],
)
def test_the_list_says_what_the_public_files_say_of_each_year(shared_data: Path, name: str, day: date) -> None:
    with (shared_data / "regions" / name).open(encoding="utf-8-sig", newline="") as file:
        published = {(row["gm_code"], row["vr_code"], row["vr_naam"]) for row in csv.DictReader(file)}

    ours = {(m.code, m.safety_region, m.safety_region_name) for m in country().values() if m.exists_on(day)}

    assert ours == published


# --- the command ---------------------------------------------------------------------------------------------------


def test_a_region_is_set_up_from_a_safety_region_with_one_command() -> None:
    told = region_command("--safety-region", "VR08", "--central", "GM0268")

    region = Region.objects.get()
    assert (region.name, str(region.central_municipality)) == ("Gelderland-Zuid", "Nijmegen")
    assert len(names_on(date(2026, 1, 1))) == 14
    assert "Regio «Gelderland-Zuid» is ingericht met 14 gemeenten: Berg en Dal, Beuningen" in told
    assert "Centrumgemeente: Nijmegen." in told
    safety = AreaSet.objects.get(kind=AreaKind.SAFETY_REGION)
    assert (safety.code, safety.parts.count()) == ("VR08", 14)


def test_a_region_with_mergers_knows_each_municipality_on_each_day() -> None:
    region_command("--safety-region", "Brabant-Noord", "--name", "Noordoost-Brabant")

    old = {"Boxmeer", "Cuijk", "Grave", "Mill en Sint Hubert", "Sint Anthonis", "Uden", "Landerd"}
    assert old <= names_on(date(2021, 12, 31))
    assert not {"Land van Cuijk", "Maashorst"} & names_on(date(2021, 12, 31))
    assert not old & names_on(date(2022, 1, 1))
    assert {"Land van Cuijk", "Maashorst"} <= names_on(date(2022, 1, 1))
    assert Municipality.objects.get(name="Grave").successor == Municipality.objects.get(name="Land van Cuijk")
    uden = AreaMembership.objects.get(municipality__name="Uden", area_set__kind="network")
    assert uden.valid_to == date(2021, 12, 31)


def test_a_region_of_its_own_municipalities_brings_those_that_were_merged_into_them() -> None:
    told = region_command("--municipality", "GM1992", "Nissewaard", "--name", "De Eilanden")

    assert names_on(date(2026, 1, 1)) == {"Voorne aan Zee", "Nissewaard"}
    assert names_on(date(2022, 1, 1)) == {"Brielle", "Hellevoetsluis", "Westvoorne", "Nissewaard"}
    assert "Ook 3 vroegere gemeenten met hun opvolger: Brielle, Hellevoetsluis en Westvoorne." in told
    assert AreaSet.objects.get(kind=AreaKind.SAFETY_REGION).parts.on(date(2026, 1, 1)).count() == len(
        [each for each in in_safety_region("VR17") if each.valid_to is None]
    )


def test_weesp_keeps_its_own_safety_region_until_the_day_it_went_to_amsterdam() -> None:
    region_command("--safety-region", "VR14")

    weesp = Municipality.objects.get(name="Weesp")
    assert (weesp.valid_to, str(weesp.successor)) == (date(2022, 3, 23), "Amsterdam")
    assert "Weesp" in names_on(date(2022, 3, 23))
    assert not {"Weesp", "Amsterdam"} & names_on(date(2022, 3, 24))


def test_a_second_region_is_refused_and_nothing_changes() -> None:
    RegionFactory(name="Onze regio")
    before = Municipality.objects.count()

    with pytest.raises(CommandError, match="heeft al een regio: Onze regio"):
        region_command("--safety-region", "VR08")

    assert (Region.objects.count(), Municipality.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--safety-region", "VR99"], "Kies uit: VR01 Groningen"),
        (["--municipality", "Boxmeer", "--name", "X"], "ging op in Land van Cuijk"),
        (["--municipality", "Atlantis", "--name", "X"], "Gemeente «Atlantis» kennen we niet"),
        (["--municipality", "GM0268"], "Geef de regio een naam"),
        (["--safety-region", "VR08", "--central", "Arnhem"], "Arnhem hoort niet bij deze gemeenten"),
    ],
)
def test_the_command_says_in_dutch_why_it_can_not(options: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        region_command(*options)
    assert not Region.objects.exists()


def test_a_municipality_that_is_there_already_stays_as_it_is(cast: Cast) -> None:
    made = set_up_region(name="Gelderland-Zuid", safety_region="VR08")

    assert set(made.kept) == {cast.tiel, cast.nijmegen}
    assert Municipality.objects.get(code="GM0281").valid_from == cast.tiel.valid_from
    assert cast.tiel in Municipality.objects.of_this_region()


# --- the page ------------------------------------------------------------------------------------------------------


def test_a_coordinator_sets_the_region_up_on_a_page(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.coordinator)
    assert SETUP in client.get("/regio/").content.decode()
    typed = {"name": "Rivierenland", "safety_region": "", "municipalities": "Tiel, Buren; GM0216", "central": "tiel"}

    answer = client.post(SETUP, typed, follow=True)

    assert Page.of(answer).texts("h1") == ["Gebieden"]
    assert names_on(date(2026, 1, 1)) == {"Tiel", "Buren", "Culemborg"}
    assert Region.objects.get().central_municipality == cast.tiel
    assert client.post(SETUP, typed, follow=True).status_code == 200
    assert Region.objects.count() == 1


def test_what_can_not_be_set_up_is_explained_and_what_was_typed_stays(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    typed = {"name": "Rivierenland", "safety_region": "", "municipalities": "Tiel, Atlantis", "central": ""}

    answer = client_of(cast.coordinator).post(SETUP, typed)

    assert answer.status_code == 422
    assert "Gemeente «Atlantis» kennen we niet" in answer.content.decode()
    assert "Tiel, Atlantis" in answer.content.decode()


def test_both_a_safety_region_and_an_own_list_is_one_too_many() -> None:
    with pytest.raises(SetupRefusedError, match="Kies een veiligheidsregio, of noem"):
        set_up_region(name="Niets")

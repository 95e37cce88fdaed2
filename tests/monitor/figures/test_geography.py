"""Whose borders a figure has (N02), and what is left of a municipality that was merged (N01)."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from actionplan.forms import could_run_in
from monitor.dashboard import tiles_for
from monitor.figures import figures_for_report
from monitor.geography import NOT_KNOWN, OTHER, SAME
from monitor.periods import last_day_of
from network.areas.region_setup import set_up_region
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Region
from tests.cast import Cast
from tests.factories import ActionFactory, ContributionFactory
from tests.monitor.figures.bringing_in import load, long_table
from tests.reading import Page

pytestmark = pytest.mark.django_db

OWN, VT = "Mensenhandel;2023;Gelderland-Zuid (VT);90", ("Gelderland-Zuid", AreaKind.VEILIG_THUIS)


def region_of(*codes: str) -> Region:
    return set_up_region(name="Gelderland-Zuid", municipalities=codes).region


def area_with(*codes: str, name: str = VT[0], kind: AreaKind = VT[1], since: date = date(2021, 1, 1)) -> AreaSet:
    area = AreaSet.objects.create(kind=kind, name=name)
    for municipality in Municipality.objects.filter(code__in=codes):
        AreaMembership.objects.create(area_set=area, municipality=municipality, valid_from=since)
    return area


def test_with_the_same_municipalities_a_figure_of_veilig_thuis_is_one_of_the_region(cast: Cast) -> None:
    region_of("GM0268", "GM0281")
    area_with("GM0268", "GM0281")
    load(long_table("Mensenhandel;2023;Nederland;590", OWN), is_in_report=True)

    [tile] = tiles_for(cast.reader)

    assert (tile.choice.area_label, tile.figure, tile.borders) == ("Gelderland-Zuid (VT)", "90", SAME)
    assert SAME in figures_for_report()[0].notes


def test_with_one_municipality_less_it_never_stands_for_the_whole_network(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    region_of("GM0268", "GM0281")
    area_with("GM0268")
    indicator = load(long_table("Mensenhandel;2023;Nederland;590", OWN), is_in_report=True)

    client = client_of(cast.reader)

    for address in ("/monitor/", indicator.get_absolute_url()):
        words = Page.of(client.get(address)).words
        assert "Gelderland-Zuid (VT)" in words
        assert OTHER in words
        assert SAME not in words
    assert OTHER in figures_for_report()[0].notes


def test_of_an_area_that_nobody_described_the_portal_says_that_it_does_not_know(cast: Cast) -> None:
    region_of("GM0268", "GM0281")
    load(long_table(OWN))

    [tile] = tiles_for(cast.reader)

    assert tile.borders == NOT_KNOWN


def test_the_day_of_the_figure_counts_and_not_today(cast: Cast) -> None:
    region_of("GM0268", "GM0281")
    area = area_with("GM0268", "GM0281")
    AreaMembership.objects.filter(area_set=area, municipality__code="GM0281").update(valid_from=date(2024, 1, 1))
    load(long_table(OWN))

    [tile] = tiles_for(cast.reader)

    assert tile.borders == OTHER


def test_an_area_with_another_name_and_the_same_municipalities_is_the_own_one(cast: Cast) -> None:
    region_of("GM0268", "GM0281")
    area_with("GM0268", "GM0281", name="Waalstreek")
    load(long_table("Mensenhandel;2023;Nederland;590", OWN, "Mensenhandel;2023;Waalstreek (VT);40"))

    [tile] = tiles_for(cast.reader)

    assert (tile.choice.area_label, tile.borders) == ("Waalstreek (VT)", SAME)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("2023JJ00", date(2023, 12, 31)),
        ("2023SJ00", date(2024, 7, 31)),
        ("2025HJ01", date(2025, 6, 30)),
        ("2024KW04", date(2024, 12, 31)),
        ("2024MM02", date(2024, 2, 29)),
    ],
)
def test_a_period_has_a_last_day(code: str, day: date) -> None:
    assert last_day_of(code) == day


def test_after_a_merger_the_old_name_is_in_no_form_and_older_figures_and_actions_keep_it(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    set_up_region(name="Eilanden", municipalities=["GM1992", "GM1930"])
    brielle = Municipality.objects.get(name="Brielle")
    action = ActionFactory(lead_organisation=cast.lead_organisation)
    other = ActionFactory(plan=action.plan, lead_organisation=cast.lead_organisation)
    ContributionFactory(action=action, municipality=brielle)
    indicator = load(long_table("Mensenhandel;2022;Brielle;30", "Mensenhandel;2022;Nissewaard;40"))
    client = client_of(cast.coordinator)

    with time_machine.travel(date(2022, 12, 31), tick=False):
        assert brielle in could_run_in(other)
        assert brielle in Municipality.objects.to_choose_from()
    with time_machine.travel(date(2023, 1, 1), tick=False):
        assert brielle not in could_run_in(other)
        assert brielle not in Municipality.objects.to_choose_from()

    assert brielle not in could_run_in(other)
    assert "Brielle" in Page.of(client.get(action.get_absolute_url())).words
    words = Page.of(client.get(indicator.get_absolute_url())).words
    assert "Naar gemeente, 2022" in words
    assert "Brielle 30" in words
    region = Page.of(client.get("/regio/")).words
    assert "bestond tot en met 31 december 2022, opgegaan in Voorne aan Zee" in region


def test_a_municipality_that_the_portal_only_knows_by_name_is_not_one_of_the_region(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    set_up_region(name="Gelderland-Zuid", municipalities=["GM0268"], central="GM0268")
    Municipality.objects.get_or_create(code="GM0202", defaults={"name": "Arnhem"})
    indicator = load(long_table("Mensenhandel;2022;Arnhem;30", "Mensenhandel;2022;Nijmegen;40"))

    words = Page.of(client_of(cast.reader).get(indicator.get_absolute_url())).words

    table = words.split("Naar gemeente, 2022")[-1]
    assert "Nijmegen 40" in table
    assert "Arnhem" not in table

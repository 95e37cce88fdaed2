"""The region of the tests of the map: six municipalities of today, and what was merged into one of them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from network.models import AreaSet, Municipality, Person, Region
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, MunicipalityFactory, RegionFactory

ClientOf = Callable[[Person], Client]
NEW = date(2022, 3, 24)


@pytest.fixture
def region(cast: Cast) -> Region:
    region: Region = RegionFactory(central_municipality=cast.nijmegen)
    here = [
        cast.tiel,
        cast.nijmegen,
        MunicipalityFactory(code="GM0225", name="Druten"),
        MunicipalityFactory(code="GM0252", name="Heumen"),
        MunicipalityFactory(code="GM0263", name="Maasdriel"),
        MunicipalityFactory(code="GM1945", name="Berg en Dal", valid_from=NEW),
    ]
    for municipality in here:
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality, valid_from=municipality.valid_from)
    return region


@pytest.fixture
def merged(region: Region) -> list[Municipality]:
    """Groesbeek and Ubbergen became Berg en Dal halfway 2022."""
    last = date(2022, 3, 23)
    into = Municipality.objects.get(name="Berg en Dal")
    gone = [
        MunicipalityFactory(code=code, name=name, valid_to=last, successor=into)
        for code, name in (("GM0241", "Groesbeek"), ("GM0282", "Ubbergen"))
    ]
    area: AreaSet = region.area_set
    for municipality in gone:
        AreaMembershipFactory(area_set=area, municipality=municipality, valid_to=last)
    return gone


@pytest.fixture
def reader(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.reader)

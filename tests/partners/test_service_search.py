"""Searching the sociale kaart in Dutch: the same for who works here and for who needs help."""

from collections.abc import Iterator

import pytest
from django.db import connection

from network.database import PUBLIC, acting_as
from network.models import Municipality
from network.search import asked
from partners.models import (
    Audience,
    CareService,
    Language,
    Location,
    OrganisationKind,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    Visibility,
)
from tests.factories import CareServiceFactory, ChannelFactory, MunicipalityFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def a_sociale_kaart(rows_of_this_module: None) -> None:
    nijmegen = MunicipalityFactory.create(name="Nijmegen")
    den_haag = MunicipalityFactory.create(name="'s-Gravenhage")
    moviera = OrganisationFactory.create(name="Moviera Oost", short_name="MVO", kind=OrganisationKind.SHELTER)
    TermFactory.create(word="jeugd").other_words.create(word="jongeren")

    shelter = CareServiceFactory.create(name="Vrouwenopvang De Haven", organisation=moviera, description="Veilig.")
    shelter.municipalities.add(nijmegen)
    Location.objects.create(service=shelter, visibility=Visibility.SECRET)
    money = CareServiceFactory.create(name="Financiële hulp", description="Voor wie schulden heeft.")
    money.municipalities.add(den_haag)
    Location.objects.create(service=money, visibility=Visibility.PUBLIC, place="Rijswijk", street="Dorpsweg 1")
    CareServiceFactory.create(
        name="Slachtofferhulp aan huis",
        description="Ook als u er niet om vroeg: iemand misbruikte uw vertrouwen.",
        languages=[Language.TURKISH],
    )
    talk = CareServiceFactory.create(
        name="Praten met jongeren",
        description="Elke week een groep.",
        service_types=[ServiceType.TREATMENT],
        special_groups=[SpecialGroup.MILD_DISABILITY],
        professional_notes="Bel over de knalgele map.",
    )
    ChannelFactory.create(service=talk, value="024-765 43 21")
    ChannelFactory.create(service=talk, value="088-0000 777", for_professionals=True)
    CareServiceFactory.create(name="Knalgroen in concept", status=ServiceStatus.DRAFT)
    CareServiceFactory.create(name="Knalgroen voor professionals", audiences=[Audience.PROFESSIONAL])


@pytest.fixture(params=["member", "visitor"])
def as_both(request: pytest.FixtureRequest) -> Iterator[str]:
    """What is found twice: as somebody who works here, and as the database role that answers visitors."""
    if request.param == "member":
        yield request.param
        return
    with acting_as(PUBLIC):
        yield request.param


def found(words: str) -> list[str]:
    return list(CareService.objects.open_to_the_public().matching(words).values_list("name", flat=True))


@pytest.mark.usefixtures("as_both")
@pytest.mark.parametrize(
    ("typed", "names"),
    {
        # FC-096: a part of a compound, at either end
        "opvang": ["Vrouwenopvang De Haven"],
        "slachtoffer": ["Slachtofferhulp aan huis"],
        "VROUWENOPVANG": ["Vrouwenopvang De Haven"],
        # FC-093: with and without accents, and another form of the word
        "financieel": ["Financiële hulp"],
        "financiele": ["Financiële hulp"],
        "financiële": ["Financiële hulp"],
        "schuld": ["Financiële hulp"],
        "misbruikt": ["Slachtofferhulp aan huis"],
        # a typing error
        "slachtofer": ["Slachtofferhulp aan huis"],
        "vrouwenopvnag": ["Vrouwenopvang De Haven"],
        # FC-097: another word for it
        "jeugd": ["Praten met jongeren"],
        # the partner, and its short name
        "moviera": ["Vrouwenopvang De Haven"],
        "MVO": ["Vrouwenopvang De Haven"],
        "MV": [],
        # where: a municipality by both its names, with a typing error, and the place of an address
        "nijmegen": ["Vrouwenopvang De Haven"],
        "nijmege": ["Vrouwenopvang De Haven"],
        "'s-Gravenhage": ["Financiële hulp"],
        "Den Haag": ["Financiële hulp"],
        "rijswijk": ["Financiële hulp"],
        "dorpsweg": [],
        # what was chosen
        "behandelingen": ["Praten met jongeren"],
        "verstandelijke beperking": ["Praten met jongeren"],
        "turks": ["Slachtofferhulp aan huis"],
        # several words, each in another place
        "opvang in nijmegen": ["Vrouwenopvang De Haven"],
        "moviera opvang": ["Vrouwenopvang De Haven"],
        "opvang den haag": [],
        # a number, however it is written
        "024 765 43 21": ["Praten met jongeren"],
        "+31 (0)24-7654321": ["Praten met jongeren"],
        # signs that mean something to a database
        "100%": [],
        "o_vang": [],
        "op.ang(": [],
        "\\": [],
    }.items(),
)
def test_search_understands_dutch(typed: str, names: list[str]) -> None:
    assert found(typed) == names


@pytest.mark.usefixtures("as_both")
def test_words_that_stand_everywhere_find_nothing_and_say_so() -> None:
    """FC-098"""
    assert found("wat is de") == []
    assert not asked("wat is de").is_telling
    assert len(found("  ")) == 4


def test_a_visitor_finds_nothing_by_what_only_professionals_may_read() -> None:
    with acting_as(PUBLIC):
        assert (found("knalgele"), found("088 0000 777"), found("knalgroen")) == ([], [], [])
        with connection.cursor() as cursor:
            # Not even by asking the database itself.
            cursor.execute("SELECT services_with('knalgroen', '{}'), services_with_number('0000777', false)")
            assert cursor.fetchall() == []
    assert CareService.objects.matching("knalgroen").count() == 2
    assert CareService.objects.matching("088 0000 777").count() == 1


def test_a_visitor_may_read_the_words_of_the_terms_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relname IN ('network_term', 'network_otherword') AND attnum > 0 AND NOT attisdropped"
            " AND has_column_privilege(%s, pg_class.oid, attnum, 'SELECT')",
            [PUBLIC],
        )
        readable = set(cursor.fetchall())
    words = {("network_term", name) for name in ("id", "word")}
    assert readable == words | {("network_otherword", name) for name in ("id", "term_id", "word")}


def test_the_best_comes_first_and_filters_go_with_it() -> None:
    CareServiceFactory.create(name="Begeleiding", description="Ook hulp bij schulden.")
    CareServiceFactory.create(name="Schulden", audiences=[Audience.RELATIVE])

    services = CareService.objects.matching("schulden")
    den_haag = Municipality.objects.get(name="'s-Gravenhage")

    assert [each.name for each in services] == ["Schulden", "Begeleiding", "Financiële hulp"]
    assert [each.name for each in services.for_audiences([Audience.RELATIVE])] == ["Schulden"]
    assert [each.name for each in services.serving(den_haag)] == ["Financiële hulp"]


def test_the_sociale_kaart_is_searched_with_two_questions(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]  # the terms, and the entries
        list(CareService.objects.matching("opvang jeugd nijmegen"))


def test_every_way_of_looking_has_its_index() -> None:
    """When the database may not read every row, it finds them inside its own functions."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")  # by the primary key, row by row
        cursor.execute("DISCARD PLANS")  # those that were made while it might
        list(CareService.objects.matching("slachtofer"))
        list(CareService.objects.matching("024 765 43 21"))
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname ~ '^search_(.*_services|names_of_partners)$'"
            " AND pg_stat_get_xact_numscans(oid) = 0"
        )
        assert cursor.fetchall() == []


def test_a_typing_error_is_not_weighed_against_every_entry() -> None:
    """The planner takes that for cheap; the function knows better."""
    read_to_the_end = "SELECT pg_stat_get_xact_numscans('partners_careservice'::regclass)"
    with connection.cursor() as cursor:
        cursor.execute(read_to_the_end)
        before = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM services_with('slachtoferhulp', '{}')")
        assert cursor.fetchone() == (1,)
        cursor.execute(read_to_the_end)
        assert cursor.fetchone() == before

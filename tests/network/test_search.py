"""N19: search over everything that somebody may see, forgiving, and leaving no trace of the word."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Person, Term, WordKind
from network.plain_words import phone_digits
from network.search import AT_FIRST, Found, PlainWords, asked, kinds, search
from partners.models import BodyKind, ChannelKind, Meeting, Organisation, OrganisationKind, SeatKind, ServiceStatus
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    BodyFactory,
    BottleneckFactory,
    CareServiceFactory,
    ChannelFactory,
    DecisionFactory,
    GoalFactory,
    HelpLineFactory,
    IndicatorFactory,
    LessonFactory,
    MeetingDocumentFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    SeatFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

OTHERS = (
    "lead_editor",
    "municipal_coordinator",
    "steering_member",
    "data_steward",
    "administrator",
    "reader",
    "former_editor",
)


def found(person: Person, words: str) -> dict[str, list[str]]:
    """What this person finds: the titles per kind."""
    groups = search(person, asked(words))
    return {group.key: [each.title for each in group.finds.best] for group in groups}


def test_a_part_of_a_word_an_old_spelling_and_a_typing_error_find_it(cast: Cast) -> None:
    for name in ("Vrouwenopvang De Haven", "Slachtofferhulp aan huis", "Spreekuur seksueel geweld", "Financiële hulp"):
        description = "Hulp bij zorgen over geld." if name.startswith("Fin") else "Voor iedereen."
        CareServiceFactory.create(name=name, description=description)

    for typed, title in {
        "opvang": "Vrouwenopvang De Haven",
        "VROUWENOPVANG": "Vrouwenopvang De Haven",
        "slachtoffer": "Slachtofferhulp aan huis",
        "slachtofer": "Slachtofferhulp aan huis",
        "sexueel": "Spreekuur seksueel geweld",
        "seksuele": "Spreekuur seksueel geweld",
        "financieel": "Financiële hulp",
        "financiele": "Financiële hulp",
        "financiële": "Financiële hulp",
        "de hulp bij geld": "Financiële hulp",
    }.items():
        assert (typed, found(cast.reader, typed)["aanbod"]) == (typed, [title])


def test_a_part_of_what_a_kind_is_called_finds_the_partners_of_that_kind(cast: Cast) -> None:
    OrganisationFactory.create(name="Moviera", kind=OrganisationKind.SHELTER)

    assert found(cast.reader, "opvang")["partners"] == ["Moviera"]
    assert "partners" not in found(cast.reader, "verslaving")


def test_the_number_of_the_csg_line_is_found_however_it_is_typed(cast: Cast) -> None:
    HelpLineFactory.create(name="Centrum Seksueel Geweld", number="0800-0188")

    for typed in ("0800 0188", "08000188", "0800-0188", "0188"):
        assert found(cast.reader, typed)["hulplijnen"] == ["Centrum Seksueel Geweld: 0800-0188"]


def test_a_number_of_help_and_of_a_partner_is_found_however_it_is_written(cast: Cast) -> None:
    for name, number in {"Een": "+31 24 1234567", "Twee": "024-123 45 67", "Drie": "024-765 43 21"}.items():
        partner = OrganisationFactory.create(name=name, phone=number)
        service = CareServiceFactory.create(name=f"Inloop {name}", organisation=partner)
        ChannelFactory.create(service=service, kind=ChannelKind.PHONE, value=number)

    for typed in ("024 123 45 67", "0241234567", "+31 24 1234567", "0031 (0)24-1234567", "1234567"):
        assert found(cast.reader, typed) == {"partners": ["Een", "Twee"], "aanbod": ["Inloop Een", "Inloop Twee"]}


def test_help_and_agreements_are_found_by_the_name_of_a_partner_and_not_by_all_it_says_of_itself(cast: Cast) -> None:
    partner = OrganisationFactory.create(name="Moviera", description="Ook met opvang.")
    CareServiceFactory.create(name="Begeleiding", description="Thuis.", organisation=partner)
    AgreementFactory.create(title="Convenant", parties=[partner])

    assert found(cast.reader, "moviera") == {
        "partners": ["Moviera"],
        "aanbod": ["Begeleiding"],
        "overeenkomsten": ["Convenant"],
    }
    assert found(cast.reader, "opvang") == {"partners": ["Moviera"]}


def test_a_short_number_is_found_whole_only(cast: Cast) -> None:
    HelpLineFactory.create(name="Noodnummer", number="112")
    HelpLineFactory.create(name="Een ander", number="0800-1120")

    assert found(cast.reader, "112") == {"hulplijnen": ["Noodnummer: 112"]}


def test_the_digits_are_the_same_here_and_in_the_database() -> None:
    numbers = ["+31 24 1234567", "0031241234567", "+31 (0)24 123 45 67", "024-1234567", "0800-0188", "112", "14 024"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone_digits(typed) FROM unnest(%s::text[]) typed", [numbers])
        stored = [row[0] for row in cursor.fetchall()]

    assert [phone_digits(number) for number in numbers] == stored


def test_the_old_word_of_the_law_finds_what_has_the_new_one_and_the_other_way_round(cast: Cast) -> None:
    """N17: «zedenmisdrijf» finds records titled «seksueel misdrijf»."""
    term = TermFactory.create(word="seksueel misdrijf")
    term.other_words.create(word="zedenmisdrijf", kind=WordKind.FORMER, used_until=date(2024, 6, 30))
    TermFactory.create(word="jeugd").other_words.create(word="jeugdigen")
    decision = DecisionFactory.create(title="Meldingen van een seksueel misdrijf")
    IndicatorFactory.create(name="Geregistreerde zedenmisdrijven", definition="Zoals de politie ze telt.")
    LessonFactory.create(title="Uitleg voor jeugdigen")

    assert found(cast.reader, "zedenmisdrijf")["besluiten"] == [str(decision)]
    assert found(cast.reader, "zedenmisdrijven")["besluiten"] == [str(decision)]
    assert found(cast.reader, "meldingen zedenmisdrijf")["besluiten"] == [str(decision)]
    assert found(cast.reader, "seksueel misdrijf")["indicatoren"] == ["Geregistreerde zedenmisdrijven"]
    assert found(cast.reader, "zedenmisdrijf")["begrippen"] == ["seksueel misdrijf"]
    assert found(cast.reader, "jeugd")["verbeterpunten"] == ["Uitleg voor jeugdigen"]
    assert found(cast.reader, "jeugdigen")["begrippen"] == ["jeugd"]


def test_an_abbreviation_is_a_word_by_itself(cast: Cast) -> None:
    term = Term.objects.create(word="Veilig Thuis")
    term.other_words.create(word="VT", kind=WordKind.ABBREVIATION)
    OrganisationFactory.create(name="Veilig Thuis Gelderland-Zuid")
    OrganisationFactory.create(name="Pleegzorg")
    CareServiceFactory.create(name="Advies van VT")

    result = found(cast.reader, "VT")

    assert (result["partners"], result["aanbod"]) == (["Veilig Thuis Gelderland-Zuid"], ["Advies van VT"])


def test_every_word_counts_and_the_best_comes_first(cast: Cast) -> None:
    ActionFactory.create(code="1", title="Scholing voor huisartsen", description="Met een training.")
    ActionFactory.create(code="2", title="Training van huisartsen")
    ActionFactory.create(code="3", title="Training voor de politie")

    titles = found(cast.reader, "training huisartsen")["acties"]

    assert titles == ["2 Training van huisartsen", "1 Scholing voor huisartsen"]


def hide_a_word_from_others(cast: Cast) -> None:
    """«Geheimtaal» in everything that not everybody may see."""
    sterker, moment = cast.other_organisation, timezone.now()
    AgreementFactory.create(title="Geheimtaal", is_confidential=True, parties=[sterker])
    AgreementFactory.create(title="Geheimtaal in concept", offered_on=None, parties=[OrganisationFactory.create()])
    CareServiceFactory.create(name="Geheimtaal", organisation=sterker, status=ServiceStatus.DRAFT)
    body = BodyFactory.create(name="Kerngroep", kind=BodyKind.CORE_GROUP)
    SeatFactory.create(body=body, kind=SeatKind.MEMBER, person=None, organisation=sterker)
    spoken, on_paper, planned = (
        MeetingFactory.create(body=body, starts_at=moment + day, ends_at=moment + day + timedelta(hours=1))
        for day in (timedelta(days=1), timedelta(days=2), timedelta(days=3))
    )
    Meeting.objects.filter(pk=spoken.pk).update(minutes="Wij spraken over geheimtaal.")
    MeetingDocumentFactory.create(meeting=on_paper, title="Geheimtaal")
    planned.agenda.create(title="Geheimtaal")


def test_results_hold_only_what_the_searcher_may_see(cast: Cast) -> None:
    hide_a_word_from_others(cast)
    everything = {"overeenkomsten": 2, "aanbod": 1, "bijeenkomsten": 3}

    numbers = {
        who: {group.key: group.finds.total for group in search(getattr(cast, who), asked("geheimtaal"))}
        for who in ("coordinator", "other_editor", *OTHERS)
    }

    assert numbers == {
        "coordinator": everything,
        "other_editor": everything | {"overeenkomsten": 1},
        **{who: {} for who in OTHERS},
    }


def test_who_left_finds_nothing_at_all(cast: Cast) -> None:
    for make in (OrganisationFactory, CareServiceFactory, AgreementFactory, ActionFactory, IndicatorFactory):
        name = "title" if make in (AgreementFactory, ActionFactory) else "name"
        make.create(**{name: "Moviera"})
    HelpLineFactory.create(name="Moviera")

    kinds_found = set(found(cast.reader, "moviera"))
    assert kinds_found == {"partners", "aanbod", "overeenkomsten", "acties", "indicatoren", "hulplijnen"}
    assert found(cast.former_editor, "moviera") == {}


def test_goals_and_speerpunten_are_found_on_the_page_of_their_own_plan(cast: Cast) -> None:
    plan = PlanFactory.create(title="Plan van aanpak 2024-2027")
    goal = GoalFactory.create(plan=plan, title="Minder herhaald geweld")
    priority = PriorityFactory.create(plan=plan, title="Plegers", text="Hulp voor wie geweld gebruikt")

    groups = {group.key: group.finds.best for group in search(cast.reader, asked("geweld"))}

    where = f"/plan/doelen/?plan={plan.pk}"
    assert groups == {
        "doelen": [Found(goal.title, plan.title, f"{where}#doel-{goal.pk}")],
        "speerpunten": [Found(priority.title, plan.title, f"{where}#speerpunt-{priority.pk}")],
    }
    assert found(cast.former_editor, "geweld") == {}


def test_the_page_shows_kinds_with_links_and_the_rest_on_asking(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    for number in range(AT_FIRST + 2):
        BottleneckFactory.create(title=f"Wachttijd {number}", description="Het duurt lang.")
    reader = client_of(cast.reader)

    page = reader.post("/zoeken/", {"woord": "wachttijd"})
    whole = reader.post("/zoeken/", {"woord": "wachttijd", "soort": "knelpunten"})

    text = page.content.decode()
    assert text.count("/knelpunten/") >= AT_FIRST
    assert "Nog 2 bij Knelpunten" in text
    assert "<title>Zoeken – Netwerkportaal" in text
    assert whole.content.decode().count(">Wachttijd ") == AT_FIRST + 2


def test_words_that_stand_everywhere_get_a_hint_and_no_results(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    reader = client_of(cast.reader)
    pages = {typed: reader.post("/zoeken/", {"woord": typed}) for typed in ("wat is de", "", "   ", "?!", "\x00")}

    assert {page.status_code for page in pages.values()} == {422}
    assert "Probeer een ander woord" in pages["wat is de"].content.decode()
    assert not any("Resultaten" in page.content.decode() for page in pages.values())


def test_whatever_is_typed_gets_an_answer(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    """H19, and what means something to the database."""
    reader = client_of(cast.reader)

    for typed in (
        "x" * 10_000,
        "%00",
        "a' OR '1'='1",
        "(a+)+$",
        "100%",
        "_",
        r"\m[",
        "\\",
        "😀 صوت",
        "'s-Hertogenbosch",
    ):
        assert reader.post("/zoeken/", {"woord": typed}).status_code in (200, 422)
        assert len(asked(typed).text) <= 60


def test_the_word_stands_in_no_address_and_no_log(
    cast: Cast, client_of: Callable[[Person], Client], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    reader = client_of(cast.reader)
    OrganisationFactory.create(name="Moviera")

    asked_in_the_address = reader.get("/zoeken/?woord=moviera").content.decode()
    caplog.clear()
    posted = reader.post("/zoeken/", {"woord": "moviera"})
    told = "".join(str(record.__dict__) for record in caplog.records if record.name.startswith("network"))

    assert "moviera" not in asked_in_the_address.lower()
    assert posted.status_code == 200
    assert "?woord" not in posted.content.decode()
    assert posted.headers["Cache-Control"] == "no-store"
    assert "network:search" in told
    assert "moviera" not in told.lower()


def test_each_page_has_the_box_and_search_itself_only_one(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    reader = client_of(cast.reader)

    assert reader.get("/begrippen/").content.decode().count('role="search"') == 1
    assert reader.get("/zoeken/").content.decode().count('role="search"') == 1


def test_one_query_per_source_however_much_there_is(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    def make(number: int) -> None:
        OrganisationFactory.create(name=f"Wachtlijst {number}")
        CareServiceFactory.create(name=f"Wachtlijst {number}")
        ActionFactory.create(title=f"Wachtlijst {number}")
        GoalFactory.create(title=f"Wachtlijst {number}")
        PriorityFactory.create(title=f"Wachtlijst {number}")
        IndicatorFactory.create(name=f"Wachtlijst {number}")
        AgreementFactory.create(title=f"Wachtlijst {number}")
        BottleneckFactory.create(title=f"Wachtlijst {number}")
        DecisionFactory.create(title=f"Wachtlijst {number}")
        LessonFactory.create(title=f"Wachtlijst {number}")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            search(person, asked("wachtlijst"))
        return len(captured)

    person = Person.objects.get(pk=cast.reader.pk)
    search(person, asked("wachtlijst"))  # who somebody is, is asked once
    make(0)
    few = queries()
    for number in range(1, 4):
        make(number)

    assert queries() == few == len(kinds()) + 2  # and the list of terms, and how many typing errors are forgiven


def test_every_long_list_has_an_index_for_exactly_what_is_asked(cast: Cast) -> None:
    """When the database may not read every row, each source finds its index: both are written in the same words."""
    with CaptureQueriesContext(connection) as captured:
        search(cast.coordinator, asked("wachtlijst"))
        search(cast.coordinator, asked("024 123 45 67"))
    plans = ""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")  # by the primary key, row by row
        for query in captured.captured_queries:
            if "how_well" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans += "\n".join(line for (line,) in cursor.fetchall())
        # Among so few partners another index does for those that stand by themselves.
        plans += Organisation.objects.filter(asked("024 123 45 67").in_phone("phone")).explain()
        wanted = asked("wachtlijst").in_words(PlainWords("name", "short_name", "description", "kvk_number"))
        plans += Organisation.objects.filter(wanted).explain()
        # Those of the sociale kaart are used inside a function: test_service_search.py.
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname ~ '^search_(in|phones)_.*(?<!_services)$'")
        indexes = {name for (name,) in cursor.fetchall()}

    assert {name for name in indexes if name not in plans} == set()
    assert len(indexes) == 11

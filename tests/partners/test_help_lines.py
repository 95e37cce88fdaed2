"""S09: the national lines, whose numbers are kept in one place."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.dates import today
from network.models import Person
from network.overview import todos_of
from network.search import asked, search
from partners.models import Audience, HelpLine
from partners.service_paper import service_paper
from tests.cast import Cast
from tests.factories import HelpLineFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db
LIST, ADD = "/sociale-kaart/hulplijnen/", "/sociale-kaart/hulplijnen/toevoegen/"


@pytest.fixture
def coordinator(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def filled_in(line: HelpLine, **typed: object) -> dict[str, object]:
    """What the form of this line sends, with what somebody typed."""
    as_it_was = {
        "name": line.name,
        "number": line.number,
        "seen": line.number,
        "website": line.website,
        "proof": line.proof,
        "for_whom": line.for_whom,
        "hours": line.hours,
        "costs": line.costs,
        "audiences": line.audiences,
        "position": line.position,
    }
    ticked = {name: "on" for name in ("is_first", "is_shown", "without_talking") if getattr(line, name)}
    return {**as_it_was, **ticked, **typed}


def edit(line: HelpLine) -> str:
    return f"{LIST}{line.pk}/wijzigen/"


def confirm(line: HelpLine) -> str:
    return f"{LIST}{line.pk}/klopt-nog/"


def sheets_of(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read("content.xml").decode()


def test_changing_a_number_in_one_place_changes_it_everywhere(cast: Cast, coordinator: Client) -> None:
    """S09. On the site, on paper and in a workbook that is downloaded; no template holds a number."""
    line = HelpLineFactory.create(name="Eerste Hulp", number="0800-0000", is_first=True)

    answer = coordinator.post(edit(line), filled_in(line, number="0800 1234", proof="op hun website"), follow=True)

    assert "Het nummer van Eerste Hulp was 0800-0000 en is nu 0800-1234." in answer.content.decode()
    for page in ("/", "/hulp/", "/hulp/acuut/"):
        text = Client().get(page).content.decode()
        assert ("0800-1234" in text, "0800-0000" in text) == (True, False)
    paper = service_paper(
        cast.reader, cast.nijmegen, timezone.localtime(), audience=None, with_professional_numbers=False
    )
    assert [each.number for each in paper.help_lines] == ["0800-1234"]
    workbook = sheets_of(coordinator.get("/sociale-kaart/downloaden/ods/").content)
    assert ("0800-1234" in workbook, "0800-0000" in workbook) == (True, False)
    (found,) = search(cast.reader, asked("0800 1234"))
    assert [each.title for each in found.finds.best] == ["Eerste Hulp: 0800-1234"]


def test_a_new_number_needs_its_own_proof_and_counts_as_looked_up_today(coordinator: Client) -> None:
    line = HelpLineFactory.create(number="0800-0000", proof="nagebeld", last_verified_on=date(2026, 1, 2))

    refused = coordinator.post(edit(line), filled_in(line, number="0800-1234"))
    assert refused.status_code == 422
    assert "Schrijf waar u het nieuwe nummer nakeek." in refused.content.decode()

    coordinator.post(edit(line), filled_in(line, number="+31 (0)24 123 45 67", proof="op hun website"))
    line.refresh_from_db()
    assert (line.number, line.last_verified_on) == ("024 123 45 67", today())

    coordinator.post(edit(line), filled_in(line, hours="dag en nacht"))
    line.refresh_from_db()
    assert (line.hours, line.proof) == ("dag en nacht", "op hun website")


def test_two_who_change_a_number_do_not_undo_each_other(coordinator: Client) -> None:
    line = HelpLineFactory.create(number="0800-0000")
    as_the_second_saw_it = filled_in(line, number="0800-2222", proof="nagebeld door een ander")
    coordinator.post(edit(line), filled_in(line, number="0800-1111", proof="net nagebeld"))

    answer = coordinator.post(edit(line), as_the_second_saw_it)

    assert answer.status_code == 422
    assert "Iemand anders veranderde het nummer in 0800-1111." in answer.content.decode()
    line.refresh_from_db()
    assert line.number == "0800-1111"


def test_a_line_is_added_with_its_proof(coordinator: Client) -> None:
    typed = {"name": "Praatlijn", "number": "0800 43 21", "proof": "nagebeld", "audiences": [Audience.VICTIM]}

    assert coordinator.post(ADD, {**typed, "proof": "", "position": 1}).status_code == 422
    coordinator.post(ADD, {**typed, "is_shown": "on", "position": 1})

    line = HelpLine.objects.get()
    assert (line.number, line.proof, line.last_verified_on) == ("0800-4321", "nagebeld", today())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "", "website": ""}, "Anders kan niemand de lijn bereiken."),
        ({"number": "1234"}, "Het nummer is te kort."),
        ({"audiences": []}, "Kies voor wie de lijn is."),
    ],
)
def test_a_line_that_helps_nobody_is_refused(coordinator: Client, typed: dict[str, object], said: str) -> None:
    line = HelpLineFactory.create()

    answer = coordinator.post(edit(line), filled_in(line, **typed))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_emergency_number_stays_what_and_where_it_is(coordinator: Client) -> None:
    line = HelpLineFactory.create(name="Alarmnummer", number="112", is_first=True)
    elsewhere = filled_in(line, number="113", proof="x")
    del elsewhere["is_shown"], elsewhere["is_first"]

    errors = coordinator.post(edit(line), elsewhere).content.decode()

    assert "112 blijft 112" in errors
    assert "Het alarmnummer blijft altijd in beeld." in errors
    assert "Het alarmnummer blijft altijd bovenaan." in errors


def test_still_right_asks_how_that_is_known(cast: Cast, coordinator: Client) -> None:
    line = HelpLineFactory.create(number="0800-0000", last_verified_on=today() - timedelta(days=200))

    assert coordinator.post(confirm(line), {"proof": "", "number": "0800-0000"}).status_code == 422
    assert coordinator.post(confirm(line), {"proof": "nagebeld", "number": "0800-9999"}).status_code == 422
    coordinator.post(confirm(line), {"proof": "nagebeld door Marijke", "number": "0800-0000"})

    line.refresh_from_db()
    assert (line.last_verified_on, line.proof) == (today(), "nagebeld door Marijke")


def test_old_ones_are_marked_and_stand_on_the_overview_as_one_line(cast: Cast, coordinator: Client) -> None:
    HelpLineFactory.create(name="Vers", last_verified_on=today() - timedelta(days=183))
    HelpLineFactory.create(name="Oud", last_verified_on=today() - timedelta(days=184))
    HelpLineFactory.create(name="Nooit", last_verified_on=None)
    HelpLineFactory.create(name="Niet te zien", last_verified_on=None, is_shown=False)

    page = Page.of(coordinator.get(LIST).content.decode())
    marked = {row for row in page.texts("tbody tr") if "niet recent gecontroleerd" in row}

    assert {
        next(name for name in ("Vers", "Oud", "Nooit", "Niet te zien") if row.startswith(name)) for row in marked
    } == {
        "Oud",
        "Nooit",
        "Niet te zien",
    }
    titles = [todo.title for todo in todos_of(cast.coordinator, today())]
    assert "2 landelijke hulplijnen nakijken" in titles
    overview = Page.of(coordinator.get("/").content.decode())
    assert [why for why in overview.texts(".todo__why") if "half jaar niet" in why] == [
        "Langer dan een half jaar niet gecontroleerd. Bezoekers zien dat."
    ]
    assert not any("hulplijn" in todo.title for todo in todos_of(cast.lead_editor, today()))


def test_the_list_takes_as_many_queries_for_many_lines(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(15):
        HelpLineFactory.create()
    with django_assert_max_num_queries(12):
        coordinator.get(LIST)

"""What partners and the coordinator find on «Mijn overzicht»."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from network.overview import Todo, todos_of
from partners.life_cycle import add_months
from partners.models import ChangeRequest, RiskyField, ServiceStatus
from partners.overview import working_days_after
from tests.cast import Cast
from tests.factories import CareServiceFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

ON = date(2026, 11, 25)


def titled(person: Person, words: str) -> list[Todo]:
    return [todo for todo in todos_of(person, ON) if words in todo.title]


@pytest.mark.parametrize(
    ("days_ago", "asked", "late"),
    [
        (10, False, False),
        (168, False, False),
        (169, True, False),
        (183, True, False),
        (184, True, True),
        (None, True, True),
    ],
)
def test_an_editor_is_asked_in_the_last_two_weeks_and_late_after_183_days(
    cast: Cast, days_ago: int | None, asked: bool, late: bool
) -> None:
    on = ON - timedelta(days=days_ago) if days_ago is not None else None
    CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation, last_verified_on=on)
    todos = titled(cast.lead_editor, "Klopt uw aanbod «Begeleiding» nog?")
    assert [todo.late for todo in todos] == ([late] if asked else [])
    half_a_year = on and min(add_months(on, 6), on + timedelta(days=183))
    assert [todo.due for todo in todos] == ([half_a_year] if asked else [])


def test_an_editor_is_asked_about_the_own_organisation_and_about_what_is_published(cast: Cast) -> None:
    CareServiceFactory(organisation=cast.other_organisation)
    CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.WITHDRAWN)
    for person in (cast.lead_editor, cast.reader, cast.former_editor):
        assert titled(person, "Klopt uw aanbod") == []


def test_the_coordinator_is_asked_to_decide_within_two_working_days(cast: Cast) -> None:
    on_friday = datetime(2026, 11, 20, 16, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    ChangeRequest.objects.create(
        service=CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation),
        field=RiskyField.CLIENT_PHONE,
        old_value="088-0000 000",
        new_value="088-0000 009",
        asked_at=on_friday,
    )
    (todo,) = titled(cast.coordinator, "Nieuw nummer van MEE Gelderse Poort beoordelen")
    assert (todo.due, todo.late, todo.url) == (date(2026, 11, 24), True, "/sociale-kaart/wijzigingen/")
    assert "088-0000 000 wordt 088-0000 009" in todo.why
    assert titled(cast.lead_editor, "Nieuw nummer") == []


def test_what_is_no_number_is_not_called_a_number(cast: Cast) -> None:
    ChangeRequest.objects.create(
        service=CareServiceFactory(organisation=cast.lead_organisation),
        field=RiskyField.AUDIENCES,
        old_value="victim",
        new_value="victim, relatives",
    )
    (todo,) = titled(cast.coordinator, "Wijziging van MEE Gelderse Poort beoordelen")
    assert todo.action == "Wijziging beoordelen"


def test_the_coordinator_gets_one_line_about_everything_that_is_old(cast: Cast) -> None:
    for _ in range(3):
        CareServiceFactory()
    (todo,) = titled(cast.coordinator, "3 keer aanbod is niet recent gecontroleerd")
    assert todo.url == "/sociale-kaart/nakijken/"


def test_the_page_shows_them_late_ones_first(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    CareServiceFactory(
        name="Bijna", organisation=cast.lead_organisation, last_verified_on=today() - timedelta(days=180)
    )
    CareServiceFactory(
        name="Te oud", organisation=cast.lead_organisation, last_verified_on=today() - timedelta(days=190)
    )
    titles = Page.of(client_of(cast.lead_editor).get("/")).texts(".todo__title")
    assert titles == ["Klopt uw aanbod «Te oud» nog?", "Klopt uw aanbod «Bijna» nog?"]


def test_the_overview_asks_as_much_of_the_database_for_3_entries_as_for_30(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.lead_editor)
    for _ in range(3):
        CareServiceFactory(organisation=cast.lead_organisation)
    for_three = questions_of(client, "/")
    for _ in range(27):
        CareServiceFactory(organisation=cast.lead_organisation)
    assert questions_of(client, "/") == for_three


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 24)),
    ],
)
def test_saturday_and_sunday_are_no_working_days(asked: date, due: date) -> None:
    assert working_days_after(asked, 2) == due

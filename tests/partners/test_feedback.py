"""«Klopt er iets niet?» (S18): it reaches the partner and the coordinator, and nobody learns who sent it."""

import io
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.database import PUBLIC, acting_as
from network.dates import today
from network.models import Person
from network.overview import todos_of
from partners.models import Audience, CareService, Feedback, FeedbackAbout, ServiceStatus
from tests.cast import Cast
from tests.factories import CareServiceFactory, FeedbackFactory, HelpLineFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

FROM_OUR_PAGE = {"sec-fetch-site": "same-origin", "origin": "null"}  # as Chromium says it of a page without referrer
WRONG_NUMBER = {"over": FeedbackAbout.PHONE.value, "uitleg": "Het nummer is nu 088-0000 123."}


@pytest.fixture
def service(cast: Cast) -> CareService:
    return CareServiceFactory(organisation=cast.lead_organisation, name="Praten met iemand")


def tell(
    service: CareService | None, data: dict[str, str] | None = None, *, client: Client | None = None, **more: Any
) -> HttpResponse:
    address = f"/hulp/aanbod/{service.short_id}/klopt-niet/" if service else "/hulp/klopt-niet/"
    visitor = client or Client(enforce_csrf_checks=True)
    return visitor.post(address, WRONG_NUMBER if data is None else data, headers=FROM_OUR_PAGE | more)


def test_a_report_reaches_the_partner_and_the_coordinator_without_who_sent_it(
    service: CareService, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    answer = tell(service)
    assert (answer.status_code, bool(answer.cookies)) == (302, False)

    for person in (cast.coordinator, cast.lead_editor):
        page = Page.of(client_of(person).get("/sociale-kaart/meldingen/"))
        assert "Praten met iemand" in page.words
        assert "Het nummer is nu 088-0000 123." in page.words
        assert "Iemand meldt: het telefoonnummer klopt niet" in {todo.title for todo in todos_of(person, today())}
    other = Page.of(client_of(cast.other_editor).get("/sociale-kaart/meldingen/"))
    assert "Praten met iemand" not in other.words
    assert not any("Iemand meldt" in todo.title for todo in todos_of(cast.other_editor, today()))


def test_of_the_sender_nothing_is_kept_but_the_day(service: CareService) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    tell(service, **{"user-agent": "Telefoon van Sanne", "x-forwarded-for": "203.0.113.7"})
    logging.getLogger().removeHandler(handler)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f) FROM partners_feedback f")
        [(kept,)] = cursor.fetchall()
    assert {name: value for name, value in kept.items() if value not in {None, ""}} == {
        "id": kept["id"],
        "service_id": service.pk,
        "about": "phone",
        "text": "Het nummer is nu 088-0000 123.",
        "received_on": today().isoformat(),
    }
    for trace in ("Sanne", "203.0.113.7", "088-0000 123"):
        assert trace not in log.getvalue()


def test_a_visitor_can_add_by_the_function_alone_and_reads_nothing_back(service: CareService) -> None:
    for statement in (
        "INSERT INTO partners_feedback (about, text, received_on, outcome) VALUES ('phone', '', now(), '')",
        "UPDATE partners_feedback SET text = ''",
        "DELETE FROM partners_feedback",
        "SELECT * FROM partners_feedback",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC), connection.cursor() as cursor:
            cursor.execute(statement)


def test_after_sending_the_numbers_and_the_way_out_are_there(service: CareService) -> None:
    HelpLineFactory(name="Noodnummer", number="112", is_first=True)
    page = Page.of(Client().get(tell(service)["Location"]))
    assert page.texts("h1") == ["Dank u wel"]
    assert page.all("a[href='tel:112']")
    assert page.all("a[data-exit]")
    assert not page.all("form")


def test_what_may_point_to_a_person_is_refused_and_kept_nowhere(service: CareService) -> None:
    for words in ("Slachtoffer Sanne Jansen woont hier", "Mail mij: sanne@voorbeeld.nl", "Bel mij op 06 12345678"):
        refused = tell(service, {"over": "other", "uitleg": words})
        page = Page.of(refused)
        assert refused.status_code == 422
        assert "Schrijf geen namen, adressen of nummers van mensen." in page.words
        assert page.all("textarea")[0].text_content().strip() == words
        assert not page.all("input[type=checkbox]"), "a visitor can't say that it may stand"
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("data", [{}, {"over": "mooi weer"}, {"over": "phone", "uitleg": "x" * 201}])
def test_a_choice_is_needed_and_two_hundred_characters_are_the_most(data: dict[str, str]) -> None:
    assert tell(None, data).status_code == 422
    assert not Feedback.objects.exists()


def test_it_may_be_about_the_site_which_the_coordinator_alone_sees(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    assert tell(None).status_code == 302
    assert Feedback.objects.get().service is None
    assert "De site" in Page.of(client_of(cast.coordinator).get("/sociale-kaart/meldingen/")).words
    assert "De site" not in Page.of(client_of(cast.lead_editor).get("/sociale-kaart/meldingen/")).words


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "origin": "https://elders.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "https://elders.example"}, 403),
        ({"origin": "https://elders.example"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 302),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "null"}, 302),
        ({}, 302),
    ],
)
def test_another_site_cannot_send_it_from_the_browser_of_a_visitor(headers: dict[str, str], status: int) -> None:
    answer = Client(enforce_csrf_checks=True).post("/hulp/klopt-niet/", WRONG_NUMBER, headers=headers)
    assert answer.status_code == status
    assert Feedback.objects.exists() == (status == 302)


def test_from_one_place_only_so_many_come_in_and_nothing_typed_is_lost() -> None:
    answers = [tell(None) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert Page.of(answers[-1]).all("textarea")[0].text_content().strip() == WRONG_NUMBER["uitleg"]
    assert Feedback.objects.count() == 5


def test_of_an_entry_that_visitors_do_not_see_there_is_a_page_with_the_numbers_and_no_form() -> None:
    for hidden in (
        CareServiceFactory(status=ServiceStatus.DRAFT),
        CareServiceFactory(audiences=[Audience.PROFESSIONAL]),
    ):
        answer = tell(hidden)
        assert answer.status_code == 404
        assert not Page.of(answer).all("form[method=post]")
    assert not Feedback.objects.exists()


def test_who_is_signed_in_uses_the_same_form(
    service: CareService, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    assert tell(service, client=client_of(cast.reader)).status_code == 302
    assert Feedback.objects.get().service == service


def test_a_report_is_handled_once_with_what_was_done(
    service: CareService, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    feedback = FeedbackFactory(service=service)
    address = f"/sociale-kaart/meldingen/{feedback.pk}/afhandelen/"
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    assert editor.post(address, {"outcome": ""}).status_code == 422
    assert editor.post(address, {"outcome": "Nummer aangepast."}).status_code == 302
    too_late = Page.of(coordinator.post(address, {"outcome": "Ook gebeld."}, follow=True))
    assert "Deze melding is al afgehandeld: Nummer aangepast." in too_late.words

    feedback.refresh_from_db()
    assert (feedback.outcome, feedback.handled_by) == ("Nummer aangepast.", cast.lead_editor)
    assert "Nummer aangepast." in Page.of(coordinator.get(address)).words


def test_what_is_open_stands_first_and_what_waits_longest_above_it(
    service: CareService, cast: Cast, client_of: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    FeedbackFactory(service=service, text="gedaan", handled_at=timezone.now(), outcome="Aangepast.")
    FeedbackFactory(service=service, text="nieuw")
    FeedbackFactory(service=None, text="oud", received_on=today().replace(year=2020))
    coordinator = client_of(cast.coordinator)
    coordinator.get("/sociale-kaart/meldingen/")
    with django_assert_max_num_queries(12):
        page = Page.of(coordinator.get("/sociale-kaart/meldingen/"))
    assert page.texts("h1") == ["2 meldingen zijn nog open"]
    assert [text for text in page.texts("td .row-meta") if text in {"gedaan", "nieuw", "oud"}] == [
        "oud",
        "nieuw",
        "gedaan",
    ]

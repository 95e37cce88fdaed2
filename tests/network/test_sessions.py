"""A session: seen and ended by whom it belongs to, and over after half an hour of silence or half a day of work."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.account_flows import end_sessions, tidy_accounts
from network.accounts import SignInBackend
from network.models import Person
from network.sessions import BEGAN, SEEN
from tests.cast import Cast
from tests.reading import Page
from tests.signing_in import is_signed_in, sign_in, with_password

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
PAGE = "/wie-mag-wat/"


def later(**time_that_passes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time_that_passes), tick=False)


def test_who_somebody_is_today_is_one_question(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (cast.coordinator, cast.municipal_coordinator, cast.lead_editor, cast.reader):
        asked_apart = Person.objects.get(pk=person.pk)
        with django_assert_max_num_queries(1):
            found = SignInBackend().get_user(person.pk)
            assert found
            told = (found.roles, found.coordinates, found.member_of, found.editor_of, found.region)

        apart = (asked_apart.roles, asked_apart.coordinates, asked_apart.member_of, asked_apart.editor_of)
        assert told == (*apart, asked_apart.region)


def test_half_an_hour_without_a_click_ends_a_session(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    with later(minutes=29):
        assert client.get(PAGE).status_code == 200
    with later(minutes=29 + 29):
        assert client.get(PAGE).status_code == 200  # counted from the click before
    with later(minutes=29 + 29 + 31):
        assert client.get(PAGE)["Location"] == f"/account/login/?next={PAGE}"


def test_twelve_hours_end_a_session_however_busy_it_is(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    for minutes in range(20, 12 * 60, 20):
        with later(minutes=minutes):
            assert client.get("/account/sessions/").status_code == 200, minutes
    with later(hours=12, minutes=1):
        assert client.get(PAGE).status_code == 302


def test_the_database_forgets_a_session_soon_after_it_ended(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.reader)
    with later(minutes=32):
        tidy_accounts(None, None)
        assert not Session.objects.exists()


def test_a_session_that_ended_keeps_what_was_typed(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    with later(minutes=31):
        response = client.post(
            "/plan/acties/1/wijzigen/", {"title": "Mijn lange tekst"}, HTTP_SEC_FETCH_SITE="same-origin"
        )
    assert response.status_code == 401
    assert "Mijn lange tekst" in response.content.decode()


def test_a_session_is_written_at_most_once_a_minute(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    began = client.session[SEEN]
    with later(seconds=30):
        client.get(PAGE)
    assert client.session[SEEN] == began
    with later(seconds=90):
        client.get(PAGE)
    assert client.session[SEEN] > began
    assert client.session[BEGAN] == began


def test_a_page_says_how_long_it_lasts_and_a_button_makes_it_longer(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    warning = Page.of(client.get(PAGE)).one("dialog[data-session-seconds]")
    assert warning.get("data-session-seconds") == "1800"
    with later(minutes=28):
        assert client.post(warning.get("data-session-url")).json() == {"seconds": 1800}
    with later(minutes=28 + 29):
        assert client.get(PAGE).status_code == 200
    with later(minutes=28 + 29 + 31):
        assert client.post(warning.get("data-session-url")).status_code == 401


def test_near_the_end_of_the_day_the_button_promises_no_more_than_is_left(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    session = client.session
    session[BEGAN] = time.time() - 12 * 3600 + 100
    session.save()
    assert 90 <= client.post("/account/sessie/").json()["seconds"] <= 100


def test_a_visitor_gets_no_question_about_a_session() -> None:
    assert Page.of(Client().get("/account/login/")).all("[data-session-seconds]") == []


def test_leaving_clears_what_the_browser_kept_and_the_old_cookie_opens_nothing(cast: Cast) -> None:
    client = sign_in(with_password(cast.reader).email)
    old_cookie = client.cookies["sessionid"].value
    response = client.post("/account/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["sessionid"] = old_cookie
    assert client.get(PAGE).status_code == 302


def test_an_ordinary_page_clears_nothing(cast: Cast, client_of: ClientOf) -> None:
    assert "Clear-Site-Data" not in client_of(cast.reader).get(PAGE).headers
    assert "Clear-Site-Data" not in Client().get("/hulp/").headers


def test_people_see_where_they_are_signed_in_and_end_one(cast: Cast) -> None:
    email = with_password(cast.reader).email
    here, there = sign_in(email), sign_in(email, ip="192.0.2.7")
    page = Page.of(here.get("/account/sessions/"))
    assert "192.0.2.7" in page.words
    (end,) = page.all('td form[action^="/account/sessions/"]')
    here.post(end.get("action"))
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302


def test_nobody_ends_the_session_of_somebody_else(cast: Cast, client_of: ClientOf) -> None:
    reader = sign_in(with_password(cast.reader).email)
    pk = cast.reader.usersession_set.get().pk  # type: ignore[attr-defined]  # of allauth
    assert client_of(cast.lead_editor).post(f"/account/sessions/{pk}/").status_code == 404
    assert is_signed_in(reader)


def test_leaving_everywhere_ends_every_session(cast: Cast) -> None:
    email = with_password(cast.reader).email
    here, there, other = sign_in(email), sign_in(email), sign_in(with_password(cast.lead_editor).email)
    assert here.post("/account/sessions/overal/")["Location"] == "/account/login/"
    assert here.get(PAGE).status_code == there.get(PAGE).status_code == 302
    assert other.get(PAGE).status_code == 200


def test_ending_somebody_s_sessions_misses_none_and_spares_others(cast: Cast, client_of: ClientOf) -> None:
    without_a_record, recorded = client_of(cast.reader), sign_in(with_password(cast.reader).email)
    without_a_record = client_of(cast.reader)  # a new password ended the one before
    other = client_of(cast.lead_editor)
    assert end_sessions(cast.reader) >= 2
    assert without_a_record.get(PAGE).status_code == recorded.get(PAGE).status_code == 302
    assert other.get(PAGE).status_code == 200
    assert end_sessions(cast.reader) == 0


def test_a_new_password_ends_the_sessions_elsewhere(cast: Cast) -> None:
    email = with_password(cast.reader).email
    here, there = sign_in(email), sign_in(email)
    new = "heel-andere-woorden-nu"
    here.post(
        "/account/password/change/",
        {"oldpassword": "vier-losse-woorden-samen", "password1": new, "password2": new},
    )
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302

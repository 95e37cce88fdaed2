"""Headers, cookies and addresses that keep readers safe."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from network.checks import refuse_an_unsafe_start
from network.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/toegankelijkheid/", "/privacy/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_gets_no_cookie(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("path", [*PUBLIC, "/account/login/", "/bestaat-niet/"])
def test_no_page_may_run_inline_code_or_be_framed_or_be_kept(path: str) -> None:
    response = Client().get(path)
    policy = {d.split(" ")[0]: d.split(" ")[1:] for d in response["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == ("same-origin" if path.startswith("/account/") else "no-referrer")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", [*PUBLIC, "/account/login/"])
def test_no_page_holds_inline_script_or_style(path: str) -> None:
    page = Client().get(path).content.decode()
    for inline in ("<style", " style=", " onclick=", " onload=", "javascript:"):
        assert inline not in page
    scripts = re.findall(r"<script([^>]*)>", page)
    assert [script for script in scripts if " src=" not in script and 'type="application/json"' not in script] == []


@pytest.mark.parametrize(
    "host", ["evil.invalid", "localhost:8443@evil.invalid", "localhost.evil.invalid", "", "evil.invalid:8000"]
)
def test_a_foreign_host_is_refused(host: str) -> None:
    assert Client().get("/", HTTP_HOST=host).status_code == 400


def test_a_forwarded_host_is_ignored() -> None:
    response = Client().get("/wie-mag-wat/", HTTP_X_FORWARDED_HOST="evil.invalid")
    assert response["Location"] == "/account/login/?next=/wie-mag-wat/"


def test_health_tells_the_version_and_nothing_about_people() -> None:
    answer = Client().get("/gezondheid/").json()
    assert set(answer) == {"status", "version", "waiting_jobs"}
    assert answer["status"] == "in orde"


def test_a_page_that_is_private_sends_a_visitor_to_sign_in() -> None:
    assert Client().get("/wie-mag-wat/")["Location"].startswith("/account/login/")


def test_a_member_whose_work_ended_yesterday_is_a_visitor(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.former_editor)
    assert client.get("/").content == Client().get("/").content
    assert client.get("/wie-mag-wat/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("ALLOWED_HOSTS", ["*"], "naam die alles toelaat"),
        ("ALLOWED_HOSTS", ["portaal.example", ".example"], "naam die alles toelaat"),
        ("DEBUG", True, "DEBUG=1"),
        ("METRICS_TOKEN", "kort", "METRICS_TOKEN"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "geen mailserver"),
    ],
)
def test_a_portal_with_a_setting_that_leaks_does_not_start(
    name: str, value: object, reason: str, settings: Settings
) -> None:
    settings.IS_LOOPBACK_ONLY = False
    refuse_an_unsafe_start()  # the control: without it, it does
    setattr(settings, name, value)

    with pytest.raises(SystemExit, match=reason):
        refuse_an_unsafe_start()


def test_an_address_of_a_button_says_how_to_go_on(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    answer = client_of(cast.reader).get("/herinneringen/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Dit adres hoort bij een knop" in answer.content.decode()
    assert client_of(cast.reader).get("/herinneringen/", headers={"HX-Request": "true"}).content == b""

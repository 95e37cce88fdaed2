"""Text that is no text gets 400, and never reaches the database."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import DataError, connection
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string

from network.models import Person
from network.readable import UnreadableText, Utf8Request, is_readable, only_readable_text
from tests.cast import Cast
from tests.reading import Page

pytestmark = pytest.mark.django_db

HALF_A_PAIR = "\ud800"


@pytest.mark.parametrize(
    "address",
    [
        "/account/login/?next=%00",
        "/hulp/%00/",
        "/?%00=1",
        "/beheer/network/person/?q=a%00b",
        "/beheer/network/person/?name__contains=%00",
        "/beheer/network/person/%00/change/",
        "/sociale-kaart/?q=a%00b",
    ],
)
def test_nul_in_an_address_gets_400_in_dutch(address: str, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    response = client_of(cast.administrator).get(address)
    assert response.status_code == 400
    assert Page.of(response).texts("h1") == ["Dit begrijpen we niet"]
    assert "Content-Security-Policy" in response.headers


def test_nul_in_a_cookie_gets_400() -> None:
    response = Client().get("/account/login/", headers={"Cookie": 'sessionid="aaaaaaaaaa\\000b"'})
    assert response.status_code == 400


@pytest.mark.parametrize("text", ["a\0b", HALF_A_PAIR])
@pytest.mark.parametrize("wrap", [lambda text: [text], lambda text: {"x": text}, lambda text: [["a", text]]])
def test_what_a_view_reads_from_elsewhere_is_stopped_before_the_database(
    text: str, wrap: Callable[[str], Any], rf: RequestFactory
) -> None:
    def view(request: Any) -> None:
        with connection.cursor() as cursor:
            parameters = wrap(text)
            cursor.execute("SELECT %(x)s" if isinstance(parameters, dict) else "SELECT %s", parameters)

    with pytest.raises(UnreadableText):
        only_readable_text(view)(rf.get("/"))
    with pytest.raises((DataError, ValueError)):  # the control: what the database itself says to it
        view(rf.get("/"))


@pytest.mark.parametrize(
    "named", ["charset=zlib_codec", "charset=raw_unicode_escape", "charset=undefined", "charset=\0", "a*=nope''%41"]
)
def test_a_charset_of_the_clients_own_choice_is_not_followed(named: str, rf: RequestFactory) -> None:
    environment = rf.get("/?q=%5Cud800").environ | {"CONTENT_TYPE": f"text/plain; {named}"}
    assert Utf8Request(environment).GET["q"] == r"\ud800"
    with suppress(LookupError, ValueError):  # the control: Django fails, or reads what can't be written down
        assert not is_readable(WSGIRequest(environment).GET["q"])


def test_the_portal_is_served_with_it() -> None:
    assert import_string("network.wsgi.application").request_class is Utf8Request

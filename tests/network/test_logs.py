"""The log tells how the portal is doing, and nothing about anybody."""

import io
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from network.logs import JsonLines
from network.models import Person
from tests.access.things import things_with_an_address
from tests.access.walk import address_of, agreed_lines
from tests.cast import Cast
from tests.journeys.portal import ROOT, free_port

pytestmark = pytest.mark.django_db

CANARY = "Kanariestraat 7 bsn 111222333 aisha@kanarie.example"
ESC = "\x1b"


class Log(io.StringIO):
    """What the portal wrote, as text and as the lines that it must be."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    @property
    def of_requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["logger"] == "network.request"]


@pytest.fixture
def log() -> Iterator[Log]:
    written = Log()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def plain_log() -> Iterator[io.StringIO]:
    """The control: the same records, written the ordinary way."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


# --- a line per request ------------------------------------------------------------------------------------------


def test_a_request_is_one_line_with_the_route_and_not_the_address(
    log: Log, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    response = client_of(cast.reader).get("/partners/", {"zoek": CANARY}, headers={"user-agent": CANARY})

    [line] = log.of_requests
    assert line["route"] == "partners:organisation-list"
    assert (line["method"], line["status"], line["person"]) == ("GET", 200, cast.reader.pk)
    assert line["request"] == response["X-Request-ID"]
    assert set(line) == {"time", "level", "logger", "event", "request", "route", "method", "status", "ms", "person"}
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC
    assert "anarie" not in log.getvalue()


@pytest.mark.parametrize("path", ["/", "/privacy/", "/account/login/"])
def test_who_opens_a_public_page_is_not_written_down(
    path: str, log: Log, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client_of(cast.reader).get(path, REMOTE_ADDR="203.0.113.9")

    assert [line.get("person") for line in log.of_requests] == [None]
    assert "203.0.113.9" not in log.getvalue()


def test_a_style_sheet_is_no_line_and_one_that_is_not_there_is(log: Log, settings: Settings) -> None:
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    client = Client()

    assert client.get("/static/img/icon.svg").status_code == 200
    assert client.get("/static/img/kanarie.svg").status_code == 404

    assert [line["status"] for line in log.of_requests] == [404]


def test_an_address_that_is_not_there_is_told_without_the_address(log: Log, plain_log: io.StringIO) -> None:
    Client().get("/kanarie-zoekwoord/?wie=aisha")

    assert [line["status"] for line in log.lines] == [404]
    assert "anarie" not in log.getvalue()


HOSTILE = {
    "terminal": {"headers": {"user-agent": f'x{ESC}[2J\n{{"level":"INFO"}}'}},
    "newline in the address": {"path": "/%0d%0aSet-Cookie:x=1"},
    "newline in a search": {"path": "/partners/?zoek=a%0a%7B%22level%22%3A%22INFO%22%7D"},
    "NUL": {"path": "/%00"},
    "line separator": {"path": "/\u2028{}"},
    "forged mark": {"headers": {"x-request-id": 'aaaa\n{"level":"ERROR"}'}},
    "foreign host": {"headers": {"host": f"evil.invalid{ESC}[31m"}},
    "unknown method": {"method": "X\x1b\n"},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_makes_lines_of_json_and_no_header(name: str, log: Log) -> None:
    sent: dict[str, Any] = {"method": "GET", "path": "/", **HOSTILE[name]}
    client = Client(raise_request_exception=False)

    response = client.generic(sent["method"], sent["path"], headers=sent.get("headers"))

    assert [line["event"] for line in log.of_requests] == ["request"]
    assert all({"time", "level", "logger", "event"} <= set(line) for line in log.lines)
    assert ESC not in log.getvalue()
    assert "evil.invalid" not in log.getvalue()
    assert "x" not in response.cookies
    assert len(response["X-Request-ID"]) == len("k7q2-m9x3")


# --- what breaks ---------------------------------------------------------------------------------------------------


def broken(request: HttpRequest, **_: object) -> HttpResponse:
    """A view in which the worst of every kind goes wrong: the text of each holds what was typed."""
    typed = request.POST.get("note", CANARY)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::integer", [typed])
    except Exception as problem:
        raise IntegrityError(f"Key (name)=({typed}) already exists.") from problem
    raise AssertionError("the database took a text for a number")


def breakable_urls(cast: Cast) -> Iterator[tuple[str, str]]:
    """The route and address of each page that a coordinator opens."""
    things = things_with_an_address(cast)
    for line in agreed_lines():
        if line.method == "GET" and line.answers["reg"] == "ok":
            yield line.url_name, address_of(line, things)


def test_when_a_view_breaks_nothing_typed_reaches_the_log_a_mail_or_the_page(
    log: Log, plain_log: io.StringIO, cast: Cast, client_of: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.coordinator)
    client.raise_request_exception = False
    urls = dict(breakable_urls(cast))
    assert len(urls) >= 20
    monkeypatch.setattr("network.middleware.PrivateByDefault.process_view", lambda _, r, *__: broken(r))

    for url in urls.values():
        response = client.post(f"{url}?zoek={CANARY}", {"note": CANARY, "password": CANARY})
        assert response.status_code == 500
        assert "anarie" not in response.content.decode()
        assert response["X-Request-ID"] in response.content.decode()

    failures = [line for line in log.lines if "error" in line]
    assert len(failures) == len(log.of_requests) == len(urls)
    assert {line["request"] for line in failures} == {line["request"] for line in log.of_requests}
    assert {line["route"] for line in log.of_requests} == set(urls)
    for failure in failures:
        assert failure["error"]["types"][0] == "django.db.utils.IntegrityError"
        assert failure["error"]["database"] == "22P02"
        assert any(frame.startswith("tests/network/test_logs.py:") for frame in failure["error"]["frames"])
    assert "anarie" not in log.getvalue()
    assert mail.outbox == []
    assert "anarie" in plain_log.getvalue()  # the control: written the ordinary way, all of it would be there
    print(f"{len(urls)} bladzijden stukgemaakt: 0 keer iets uit een formulier in log, mail of foutpagina")


def test_without_the_database_the_page_names_the_mark_that_the_log_has(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> HttpResponse:
        raise OperationalError(f'connection to "{CANARY}" failed')

    monkeypatch.setattr("network.middleware.PrivateByDefault.process_view", gone)
    response = Client(raise_request_exception=False).get("/privacy/")

    assert response.status_code == 503
    [failure] = [line for line in log.lines if "error" in line]
    assert f"<strong>{failure['request']}</strong>" in response.content.decode()
    assert "anarie" not in log.getvalue()


def test_what_is_wrong_with_the_installation_is_told_in_words(log: Log) -> None:
    problem = ImproperlyConfigured("SECRET_KEY ontbreekt.")
    logging.getLogger("gunicorn.error").error("Exception in worker process", exc_info=problem)

    assert log.lines[0]["error"]["why"] == "SECRET_KEY ontbreekt."


@pytest.mark.parametrize(
    "logger", ["procrastinate.worker", "allauth.account", "weasyprint", "django.security.DisallowedHost", "asyncio"]
)
def test_a_package_that_quotes_is_told_by_the_place_that_wrote_it(logger: str, log: Log) -> None:
    logging.getLogger(logger).error(f"Job send(address={CANARY})")  # noqa: G004  (the way such packages do it)
    logging.getLogger(logger).error("Mail to %s failed", CANARY, extra={"kind": object(), "address": CANARY})

    assert {line["event"] for line in log.lines} == {
        "test_logs.test_a_package_that_quotes_is_told_by_the_place_that_wrote_it"
    }
    assert "anarie" not in log.getvalue()


def test_our_own_words_are_told_but_never_what_was_filled_in(log: Log) -> None:
    logging.getLogger("network.mail").warning("mail %s to %s", 12, CANARY, extra={"count": 3, "kind": "invitation"})

    [line] = log.lines
    assert (line["event"], line["count"], line["kind"]) == ("mail 12 to …", 3, "invitation")


def test_a_job_is_told_by_name_and_number(log: Log) -> None:
    job = {"id": 12, "task_name": "network.deliver", "task_kwargs": {"address": CANARY}, "call_string": CANARY}
    logging.getLogger("procrastinate.worker").info(f"Starting {CANARY}", extra={"action": "start_job", "job": job})  # noqa: G004

    [line] = log.lines
    assert (line["event"], line["jobs"]) == ("start_job", ["network.deliver 12"])
    assert "anarie" not in log.getvalue()


def test_the_web_server_quotes_nothing_of_a_request_that_it_refuses(tmp_path: Any) -> None:
    """A real gunicorn with our settings and an application of three lines."""
    (tmp_path / "app.py").write_text(
        "def application(environ, start):\n    start('200 OK', [])\n    raise ValueError(environ['QUERY_STRING'])\n"
    )
    port = free_port()
    with (tmp_path / "log").open("w") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", f"{ROOT}/gunicorn.conf.py", "--workers=1", "app:application"],
            cwd=tmp_path,
            env={"PORT": str(port), "PATH": "/usr/bin:/bin"},
            stderr=written,
        )
    try:
        for request in (b"GET /?q=kanarie HTTP/1.1\r\nHost: localhost\r\n\r\n", b"KANARIE nonsense\r\n\r\n"):
            ask(port, request)
    finally:
        server.terminate()
        server.wait(20)

    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert len(lines) >= 2
    assert any("ValueError" in line.get("error", {}).get("types", []) for line in lines)
    assert "anarie" not in (tmp_path / "log").read_text().lower()


def ask(port: int, request: bytes) -> None:
    """Send these bytes as soon as somebody listens, and read until the other side is done."""
    for attempt in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as conversation:
                conversation.sendall(request)
                while conversation.recv(4096):
                    pass
                return
        except ConnectionRefusedError:
            assert attempt < 99
            subprocess.run(["sleep", "0.1"], check=True)

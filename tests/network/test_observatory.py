"""G-06: the real scorer of the MDN HTTP Observatory, on a portal with the settings of production, over TLS."""

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests import observatory
from tests.certificates import certificate_in
from tests.figures_table import Figure
from tests.journeys.portal import ROOT, free_port

pytestmark = [pytest.mark.django_db, pytest.mark.full]


def database_url() -> str:
    """The database of this test run, as portal_web."""
    server = urlsplit(settings.DATABASE_URL)
    return server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def portal_over_tls(folder: Path) -> Iterator[dict[str, int]]:
    """A portal with the settings of production, and one on plain http that only sends on to it."""
    certificate, key = certificate_in(folder)
    ports = {"http_port": free_port(), "tls_port": free_port()}
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "SECRET_KEY": "een-lange-willekeurige-tekst-voor-deze-ene-test-1234567890",
        "ALLOWED_HOSTS": "localhost",
        "USES_TLS": "1",
        "PORTAL_DEMO": "0",
        "PORTAL_DATA_DIR": str(settings.DATA_DIR),
        "WEB_CONCURRENCY": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "network.wsgi:application", "--bind"]
    tls = ["--certfile", str(certificate), "--keyfile", str(key)]
    servers = [
        subprocess.Popen([*command, f"127.0.0.1:{ports['http_port']}"], cwd=ROOT, env=environment),
        subprocess.Popen([*command, f"127.0.0.1:{ports['tls_port']}", *tls], cwd=ROOT, env=environment),
    ]
    try:
        for port in ports.values():
            wait_for(port)
        yield ports
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(30)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        not_yet = 0.1
        time.sleep(not_yet)
    raise AssertionError(f"niemand luistert op poort {port}")


@pytest.fixture
def scorer() -> None:
    if not observatory.is_installed():
        if os.environ.get("CI") == "true":
            pytest.fail("de scorer van de Observatory ontbreekt: draai SETUP_DEV=1 script/setup")
        pytest.skip("de scorer van de Observatory is niet geïnstalleerd (SETUP_DEV=1 script/setup)")


def test_the_observatory_gives_the_highest_grade(scorer: None, tmp_path: Path, figure: Figure) -> None:
    if not settings.STATIC_ROOT.is_dir():
        pytest.skip("de statische bestanden zijn niet verzameld")
    with portal_over_tls(tmp_path) as ports:
        trusted = ssl.create_default_context(cafile=str(tmp_path / "localhost.pem"))
        page = urllib.request.urlopen(f"https://localhost:{ports['tls_port']}/privacy/", context=trusted, timeout=20)
        said = observatory.score(**ports, certificate=tmp_path / "localhost.pem")

    scan, tests = said["scan"], said["tests"]
    print(f"Observatory: {scan['grade']} {scan['score']}, {scan['testsPassed']} van {scan['testsQuantity']} tests")
    assert page.status == 200
    assert (scan["grade"], scan["testsPassed"], scan["testsQuantity"]) == ("A+", 10, 10), tests
    figure("G-06", "cijfer van de Observatory", scan["grade"], goal="A+")
    figure("G-06", "punten van de Observatory", scan["score"], goal="≥ 125")


@pytest.mark.control_of("test_the_observatory_gives_the_highest_grade")
def test_the_observatory_would_notice_a_portal_that_is_not_there(scorer: None, tmp_path: Path) -> None:
    certificate, _ = certificate_in(tmp_path)
    said = observatory.score(http_port=free_port(), tls_port=free_port(), certificate=certificate)

    assert said == {"error": "The site seems to be down."}

"""G-07: Django's own list for production finds nothing to say about our settings there."""

import os
import subprocess
import sys

import pytest

from tests.figures_table import Figure
from tests.journeys.portal import ROOT

PRODUCTION = {
    "SECRET_KEY": "een-lange-tekst-die-alleen-hier-staat-" + "0123456789abcdefghij" * 2,
    "ALLOWED_HOSTS": "portaal.example",
    "HSTS_PRELOAD": "1",
    "EMAIL_URL": "smtp+tls://post.example:587",
    "DATABASE_URL": "postgres://portal_web@127.0.0.1:1/portaal",
    "DATABASE_OWNER_URL": "postgres://portal_owner@127.0.0.1:1/portaal",
    "PORTAL_DEMO": "0",
    "DEBUG": "0",
}


def warnings(**settings: str) -> list[str]:
    command = [sys.executable, "manage.py", "check", "--deploy"]
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {**inherited, **PRODUCTION, **settings}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    output = said.stdout + said.stderr
    assert "System check identified" in output, output
    return [line for line in output.splitlines() if line.startswith("?:")]


def test_django_has_no_warning_about_the_settings_of_production(figure: Figure) -> None:
    found = warnings()
    assert found == []
    figure("G-07", "waarschuwingen van «check --deploy»", len(found), goal="0")


@pytest.mark.control_of("test_django_has_no_warning_about_the_settings_of_production")
def test_weaker_settings_would_be_noticed() -> None:
    assert len(warnings(USES_TLS="0", DEBUG="1")) >= 3

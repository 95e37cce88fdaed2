"""deploy/: what systemd, nginx, Caddy and a container engine get to read is right by their own measure."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from pytest_django import Settings

from network.management.commands import proxy_pages
from network.settings import BASE_DIR

DEPLOY = BASE_DIR / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 1.5  # of the ten that systemd gives; a unit without any of our lines gets 9.6


def needs(program: str) -> str:
    found = shutil.which(program, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}:/usr/sbin")
    if found is None:
        message = f"{program} ontbreekt"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return str(found)


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=BASE_DIR)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units with the folders of this checkout, as systemd looks whether the programs are there."""
    for unit in [*UNITS, *DEPLOY.glob("*.timer")]:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/portaal", str(BASE_DIR)))
    return sorted(tmp_path.iterdir())


def test_systemd_finds_nothing_wrong_with_the_units(units: list[Path]) -> None:
    assert len(units) == 8
    assert run(needs("systemd-analyze"), "verify", "--man=no", *units) == ""


def exposure(unit: Path) -> float:
    said = run(needs("systemd-analyze"), "security", "--offline=true", "--no-pager", unit)
    (told,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", said)
    return float(told)


def test_a_service_that_is_broken_into_can_do_little(units: list[Path]) -> None:
    measured = {unit.name: exposure(unit) for unit in units if unit.suffix == ".service"}
    print(f"blootstelling volgens systemd (0 is het best, 10 het slechtst): {measured}")
    assert len(measured) == 5
    assert max(measured.values()) <= MOST_EXPOSED


def test_a_unit_without_our_restrictions_would_be_noticed(units: list[Path]) -> None:
    unit = next(unit for unit in units if unit.name == "portal-web.service")
    ours = re.compile(r"^(Protect|Restrict|Private|SystemCall|Capability).*$", re.MULTILINE)
    unit.write_text(ours.sub("", unit.read_text()))
    assert exposure(unit) > MOST_EXPOSED


def test_a_service_writes_where_the_manual_says_and_nowhere_else() -> None:
    for unit in UNITS:
        told = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE))
        assert told["ProtectSystem"] == "strict"
        assert set(told["ReadWritePaths"].split()) <= {"/var/lib/portaal", "/var/backups/portaal"}
        assert told["User"] == "portaal"


def test_only_who_makes_backups_knows_the_owner_of_the_tables() -> None:
    """What the pages keep in their cache runs in whoever reads it there, so the alarms don't know either."""
    knowing = {unit.name for unit in UNITS if "beheer.env" in unit.read_text()}
    assert knowing == {"portal-backup.service", "portal-restore-try.service"}


def test_of_the_containers_only_the_one_that_migrates_knows_the_owner_of_the_tables() -> None:
    """All of them get what stands in .env, where the passwords of the database are too."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    ours = {name: told["environment"] for name, told in services.items() if told["image"] == "portaal"}

    assert set(ours) == {"migrate", "web", "worker"}
    for name, environment in ours.items():
        assert environment["POSTGRES_PASSWORD"] == environment["PORTAL_OWNER_PASSWORD"] == ""
        assert bool(environment["DATABASE_OWNER_URL"]) == (name == "migrate")


@pytest.mark.parametrize("name", proxy_pages.PAGES)
def test_the_page_of_the_proxy_is_as_the_portal_writes_it_now(name: str, settings: Settings) -> None:
    settings.EXIT_URL = "https://www.knmi.nl/"
    told = (DEPLOY / name).read_text(encoding="utf-8")
    assert told == proxy_pages.page(name), "draai manage.py proxy_pages en leg deploy/ vast"
    assert "tel:08000188" in told
    # Of another site only where «Verlaat deze site» goes; nothing that the browser fetches.
    assert re.findall(r'(?:src|href)="(https?:[^"]+)"', told) == ["https://www.knmi.nl/"]
    assert re.findall(r"<(?:script|style|img|iframe)", told) == []


def test_the_pages_of_the_proxy_can_be_written_elsewhere(tmp_path: Path) -> None:
    from django.core.management import call_command

    call_command("proxy_pages", to=tmp_path)
    assert {page.name for page in tmp_path.iterdir()} == set(proxy_pages.PAGES)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxy_lets_through_what_the_portal_takes_and_no_more(name: str) -> None:
    (megabytes,) = re.findall(r"(?:client_max_body_size|max_size) (\d+)(?:m|MB)\b", (DEPLOY / name).read_text())
    # A file at the limit, and the rest of its form.
    assert settings.IMPORT_MAX_BYTES < int(megabytes) * 1000 * 1000 < settings.IMPORT_MAX_BYTES + 2 * 1024**2


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-emergency-headers.conf", "Caddyfile"])
def test_the_proxy_promises_tls_for_as_long_as_the_portal(name: str) -> None:
    ages = set(re.findall(r"Strict-Transport-Security \"max-age=(\d+)", (DEPLOY / name).read_text()))
    assert ages == {str(2 * 365 * 24 * 3600)}


def test_nginx_speaks_only_what_the_guidelines_call_good() -> None:
    told = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"ssl_protocols (.*);", told) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers (.*);", told)
    assert all(
        re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", one) for one in ciphers.split(":")
    )


def test_caddy_reads_its_file(tmp_path: Path) -> None:
    assert "reverse_proxy" in run(needs("caddy"), "adapt", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile")


def test_the_linter_finds_nothing_in_the_container_file() -> None:
    assert run(needs("hadolint"), DEPLOY / "Containerfile") == ""


def test_the_container_runs_as_somebody_without_rights_and_takes_no_secrets_along() -> None:
    told = (DEPLOY / "Containerfile").read_text()
    assert re.findall(r"^USER (\d+)$", told, re.MULTILINE) == ["10001"]
    assert {".env", ".git", "var", "tests"} <= set((BASE_DIR / ".dockerignore").read_text().splitlines())


def test_the_shell_parts_pass_their_linter() -> None:
    parts = [path for path in DEPLOY.iterdir() if path.read_text().startswith("#!/bin/sh")]
    assert len(parts) == 3
    assert run(needs("shellcheck"), *parts) == ""

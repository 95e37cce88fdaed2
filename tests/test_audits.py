"""The audits of script/test find what they must find, and never say «in orde» when they looked at nothing."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.figures_table import Figure
from tests.journeys.portal import ROOT

SCAN = ROOT / ".venv/bin/detect-secrets-hook"
# What the scan takes for a secret, and why it is none.
NO_SECRETS = {
    ".env.example": "an address with the word WACHTWOORD where a password goes",
    "docs/beheer.md": "an address with the word WACHTWOORD where a password goes",
    "network/accounts.py": "sentences about passwords, and names of forms",
    "network/logs.py": "the letters of which a mark of a request is made",
    "network/settings.py": "names of forms",
    "partners/models/directory.py": "the letters of which an address of an entry is made",
    "partners/models/ways.py": "a choice named secret",
}
LOCKED = {"django": "5.2.8", "gunicorn": "23.0.0"}
UNSAFE = {"name": "pyyaml", "version": "5.3", "vulns": [{"id": "CVE-2020-14343"}]}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit_dependencies", ROOT / "script/audit_dependencies.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def looked_at(name: str, *ids: str) -> dict[str, Any]:
    return {"name": name, "version": LOCKED[name], "vulns": [{"id": each} for each in ids]}


def test_all_packages_looked_at_and_none_unsafe_is_said_with_the_count(audit: ModuleType) -> None:
    answer = {"dependencies": [UNSAFE, looked_at("django"), looked_at("gunicorn")]}

    assert audit.verdict(LOCKED, answer) == (True, "2 van 2 pakketten bekeken, geen bekende kwetsbaarheden")


def test_an_unsafe_package_stops_the_build_with_its_number(audit: ModuleType) -> None:
    answer = {"dependencies": [UNSAFE, looked_at("django", "CVE-2026-1"), looked_at("gunicorn")]}

    assert audit.verdict(LOCKED, answer) == (False, "django 5.2.8: CVE-2026-1")


@pytest.mark.control_of("test_every_locked_package_is_asked_about")
@pytest.mark.parametrize(
    "dependencies",
    [
        [],
        [looked_at("django"), looked_at("gunicorn")],
        [{**UNSAFE, "vulns": []}, looked_at("django"), looked_at("gunicorn")],
        [UNSAFE, looked_at("django")],
        [UNSAFE, looked_at("django"), {"name": "gunicorn", "skip_reason": "could not be audited"}],
    ],
)
def test_a_source_that_knows_nothing_is_never_taken_for_good_news(dependencies: list[Any], audit: ModuleType) -> None:
    may_go_on, said = audit.verdict(LOCKED, {"dependencies": dependencies})

    assert may_go_on
    assert said.startswith("NIET UITGEVOERD: ")


def test_every_locked_package_is_asked_about(audit: ModuleType, figure: Figure) -> None:
    pins = audit.pins([ROOT / "requirements.lock"])

    assert len(pins) == sum(1 for line in (ROOT / "requirements.lock").read_text().splitlines() if line[:1].isalnum())
    assert {"django", "weasyprint", "psycopg"} <= set(pins)
    figure("G-22", "vastgezette pakketten waarnaar gevraagd wordt", len(pins), goal="≥ 40")


def found_secrets(file: Path) -> str:
    known = file.parent / "baseline"
    shutil.copy(ROOT / ".secrets.baseline", known)
    command = [SCAN, "--baseline", known, file]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout


@pytest.mark.control_of("test_every_exception_of_the_scan_is_known_to_be_no_secret")
def test_a_key_that_is_committed_would_be_found(tmp_path: Path) -> None:
    planted = tmp_path / "settings.py"
    planted.write_text('AWS = "AKIA' + "IOSFODNN7EXAMPLE" + '"\npassword = "' + "hunter2-is-geheim" + '"\n')

    said = found_secrets(planted)

    assert "AWS Access Key" in said
    assert "Secret Keyword" in said


def test_an_ordinary_file_gives_no_alarm(tmp_path: Path) -> None:
    ordinary = tmp_path / "settings.py"
    ordinary.write_text('SECRET_KEY = env.str("SECRET_KEY")\n')

    assert found_secrets(ordinary) == ""


def test_every_exception_of_the_scan_is_known_to_be_no_secret(figure: Figure) -> None:
    known = json.loads((ROOT / ".secrets.baseline").read_text())["results"]

    assert set(known) == set(NO_SECRETS)
    unknown = [each for all_ in known.values() for each in all_ if each["is_secret"] is not False]
    assert unknown == []
    figure("G-21", "sleutels of wachtwoorden die niemand bekeek", len(unknown), goal="0")

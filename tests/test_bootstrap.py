"""What a fresh clone leans on: locks, settings, sizes of the look, and the two commands."""

import gzip
import json
import os
import re
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]


def pins(lock: str) -> dict[str, str]:
    """Every package in a lock with its version and hashes, as text."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    return dict(entry.split("==", 1) for entry in entries)


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_package_is_pinned_with_a_hash(lock: str) -> None:
    assert pins(lock)
    assert [name for name, rest in pins(lock).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "package-lock.json", ".npmrc"])
def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text()

    assert not re.search(r"resolved\"|index-url|find-links|registry\s*=|\.whl|\.tgz", text)


def test_every_npm_package_is_pinned_with_a_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
    assert [version for version in wanted.values() if not re.fullmatch(r"[\d.]+", version)] == []


def test_what_the_tests_run_is_what_the_portal_runs() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    assert [name for name in named if not re.search(rf'^ +"{re.escape(name)}", +# \S+ \S+', text, re.MULTILINE)] == []


def test_every_setting_from_the_environment_is_explained_in_the_example() -> None:
    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', (ROOT / "network" / "settings.py").read_text()))
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert read - explained == set()


# --- the look ----------------------------------------------------------------------------------------------------


def compressed(*names: str) -> int:
    """Bytes over the line; woff2 is compressed already."""
    files = [ROOT / "static" / "build" / name for name in names]
    return sum(
        len(file.read_bytes() if file.suffix == ".woff2" else gzip.compress(file.read_bytes())) for file in files
    )


LATIN = "assets/source-sans-3-latin-wght-normal.woff2"


def test_a_public_page_asks_for_little_of_a_slow_phone() -> None:
    assert compressed("public.css", "exit.js", LATIN) < 55_000  # leaves 5 kB for the page: 60 kB in all


def test_a_signed_in_page_asks_for_little() -> None:
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    sizes = compressed("portal.css", "portal.js", LATIN) + len(gzip.compress(htmx.read_bytes()))
    assert sizes < 80_000  # leaves 20 kB for the page: 100 kB in all


@pytest.mark.parametrize("name", ["portal.css", "public.css", "pdf.css", "portal.js", "exit.js"])
def test_the_bundle_fetches_nothing_from_elsewhere(name: str) -> None:
    text = (ROOT / "static" / "build" / name).read_text()

    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//|@import", text) == []


# --- the commands --------------------------------------------------------------------------------------------------


def run_script(name: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in {"PORT", "DATABASE_URL", "PORTAL_DEMO"}}
    return subprocess.run(
        [ROOT / "script" / name],
        env=clean | {"PORTAL_DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_port_in_use_is_told_in_one_plain_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = run_script("server", tmp_path, PORT=str(port))

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT={port + 1} script/server"
    )


def test_a_python_that_is_too_old_is_told_in_one_plain_line(tmp_path: Path) -> None:
    """On a copy without .venv, and with nothing called python on PATH but one that fails."""
    (tmp_path / "clone" / "script").mkdir(parents=True)
    for name in ("setup", "common.sh"):
        (tmp_path / "clone" / "script" / name).write_bytes((ROOT / "script" / name).read_bytes())
    (tmp_path / "clone" / "requirements.lock").touch()

    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "dirname", "find", "sort", "cksum", "cut", "cat", "grep", "env", "rm", "id"):
        (tools / tool).symlink_to(
            next(Path(folder) / tool for folder in ("/usr/bin", "/bin") if (Path(folder) / tool).exists())
        )

    result = subprocess.run(
        [tools / "bash", tmp_path / "clone" / "script" / "setup"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode != 0
    assert "Het portaal heeft Python 3.11 of nieuwer nodig." in result.stderr

"""Several hosts, a pooler, a copy and a cache that all machines share: what the settings make of it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from network.databases import COPY, OUTSIDE, databases, readable_url
from network.progress import Reporter, forget, progress_of
from network.reading_elsewhere import PAGES
from network.shared_cache import CacheOfAllMachines
from tests.access.walk import agreed_lines, our_addresses

TWO_HOSTS = "postgresql://portal_web:geheim@db1.example:5432,db2.example:5433/portal?target_session_attrs=read-write"


def test_a_url_may_name_several_hosts_and_silence_is_noticed() -> None:
    (found,) = databases(TWO_HOSTS, pooled=False, read_url="", several_machines=False).values()
    assert (found["HOST"], found["PORT"]) == ("db1.example,db2.example", "5432,5433")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert found["OPTIONS"]["connect_timeout"] <= 10
    assert found["ATOMIC_REQUESTS"]
    own = databases(f"{TWO_HOSTS}&connect_timeout=2", pooled=False, read_url="", several_machines=False)
    assert own["default"]["OPTIONS"]["connect_timeout"] == 2


def test_behind_a_pooler_nothing_outlives_a_transaction_and_a_copy_is_only_read() -> None:
    found = databases(TWO_HOSTS, pooled=True, read_url="postgresql://portal_web@db3/portal", several_machines=True)
    assert found["default"]["DISABLE_SERVER_SIDE_CURSORS"]
    assert found[COPY]["OPTIONS"]["options"] == "-c default_transaction_read_only=on"
    assert not found[COPY].get("ATOMIC_REQUESTS")
    assert not found[OUTSIDE].get("ATOMIC_REQUESTS")


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"DATABASE_POOLED": "1"}, "DATABASE_DIRECT_URL"), ({"SEVERAL_MACHINES": "1"}, "FILES_URL")],
    ids=["pooler", "machines"],
)
def test_a_setting_that_needs_another_says_so_at_the_start(given: dict[str, str], missing: str) -> None:
    environment = {**os.environ, "DATABASE_URL": TWO_HOSTS, "SECRET_KEY": "x", **given}
    command = [sys.executable, "-c", "import network.settings"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode
    assert "ImproperlyConfigured" in done.stderr
    assert missing in done.stderr.splitlines()[-1]


DANGEROUS = [
    ("BACKUP_DIR", "/srv/p/static/backups"),
    ("BACKUP_DIR", "/srv/p/private"),
    ("ALARM_URL", "file:///etc/passwd"),
    ("ALARM_EMAIL", "beheer"),
    ("DATABASE_READ_URL", "postgresql://portal_owner@db3/portal"),
    ("FILES_URL", "s3://SLEUTEL:GE[HEIM@store.example/bak"),
    ("FILES_URL", "s3://SLEUTEL:GE/HEIM@store.example/bak"),
]
ONE_BY_ONE = """
import json, os, runpy, sys
for name, value in json.loads(sys.argv[1]):
    os.environ[name] = value
    try:
        runpy.run_module("network.settings")
        print("neemt het portaal aan")
    except Exception as error:
        print(type(error).__name__, error)
    del os.environ[name]
"""


def test_a_setting_that_would_be_dangerous_is_refused_in_dutch_without_what_is_secret_in_it() -> None:
    environment = {**os.environ, "DATABASE_URL": TWO_HOSTS, "SECRET_KEY": "x", "PORTAL_DATA_DIR": "/srv/p"}
    command = [sys.executable, "-c", ONE_BY_ONE, json.dumps(DANGEROUS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    for (name, value), told in zip(DANGEROUS, done.stdout.splitlines(), strict=True):
        assert told.startswith(f"ImproperlyConfigured {name}"), value
        assert "HEIM" not in told.replace("SLEUTEL:GEHEIM@server", "")


@pytest.mark.parametrize("password", ["wel/kom", "12/kom", "wel/kom@"])
@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL"])
def test_no_part_of_a_password_is_in_what_is_said_of_an_address_that_can_not_be_read(name: str, password: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        readable_url(name, f"postgresql://portal_web:{password}@db1.example:5432/portal")
    assert name in str(refused.value)
    assert not {"wel", "12", "kom"} & set(re.findall(r"\w+", str(refused.value)))
    assert refused.value.__context__ is None  # a traceback tells nothing more
    with pytest.raises(ImproperlyConfigured):
        readable_url(name, f"postgres:portal_web:{password}@db1")
    assert readable_url(name, TWO_HOSTS) == TWO_HOSTS


def test_every_page_that_a_copy_may_answer_exists_and_is_read_by_get() -> None:
    assert set(our_addresses()) >= PAGES
    read = {line.url_name for line in agreed_lines() if line.method == "GET" and set(line.answers.values()) != {"405"}}
    assert read >= PAGES


# --- the cache of all machines ------------------------------------------------------------------------------------


@pytest.fixture
def shared(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheOfAllMachines]:
    monkeypatch.setattr("network.shared_cache.OUTSIDE", "default")
    entry = {"BACKEND": "network.shared_cache.CacheOfAllMachines", "LOCATION": "", "KEY_PREFIX": "shared"}
    settings.CACHES = {**settings.CACHES, "shared": entry}
    yield CacheOfAllMachines("", {"KEY_PREFIX": "shared"})
    caches["shared"].clear()


def test_add_happens_once_and_again_when_it_expired(shared: CacheOfAllMachines) -> None:
    assert shared.add("slot", 1, timeout=60)
    assert not shared.add("slot", 2, timeout=60)
    assert shared.get("slot") == 1
    shared.set("slot", 3, timeout=-1)
    assert shared.get("slot", "weg") == "weg"
    assert shared.add("slot", 4)
    assert shared.touch("slot", 60)
    assert shared.delete("slot")
    assert not shared.delete("slot")


def test_a_value_that_somebody_else_put_there_is_no_value(shared: CacheOfAllMachines) -> None:
    shared.set("een", {"a": [1]}, timeout=60)
    shared.set("twee", {"b": [2]}, timeout=120)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE network_shared_value SET value ="
            " (SELECT value FROM network_shared_value ORDER BY expires_at LIMIT 1)"
        )
    assert shared.get("een") == {"a": [1]}
    assert shared.get("twee") is None


def test_no_address_of_the_internet_stands_there_in_words(shared: CacheOfAllMachines) -> None:
    shared.set("inloggen-192.0.2.1", [1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept::text FROM network_shared_value kept")
        assert "192.0.2.1" not in str(cursor.fetchall())
    assert shared.get("inloggen-192.0.2.1") == [1]


def test_how_far_a_job_is_at_one_machine_is_seen_at_another(shared: CacheOfAllMachines) -> None:
    Reporter("taak")(3, 4)
    del caches["shared"]  # what another machine has: no memory of its own
    told = progress_of("taak")
    assert told is not None
    assert told.text == "3 van 4 rijen klaar."
    forget("taak")
    assert progress_of("taak") is None

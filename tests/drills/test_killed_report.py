"""R18: a worker that is killed half-way a report leaves no PDF and no file; its maker is told, and can ask again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.drills.test_many_writers import migrate
from tests.migrated_database import make_database

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.full


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own, in which everything is really committed."""
    name = f"killed_report_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner, django_db_blocker.unblock():
        kept = connections["default"].settings_dict["NAME"]
        make_database(owner, name, migrate=lambda: migrate(name, kept))
    yield name
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}"')  # with FORCE it may not end an autovacuum worker


def test_a_report_whose_maker_is_killed_anywhere_is_not_there_and_can_be_asked_again(database: str) -> None:
    command = [sys.executable, "-m", "tests.drills.killed_report", database]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]

    told = json.loads(done.stdout.splitlines()[-1])

    assert len(told["kills"]) == 4
    for kill in told["kills"]:
        assert (kill["left"]["status"], kill["left"]["report"]) == ("running", "draft"), kill
        assert kill["noticed"]["status"] == "failed", kill
        assert (kill["noticed"]["files"], kill["noticed"]["report"]) == (0, "draft"), kill
        assert kill["noticed"]["problem"].startswith("Het maken is afgebroken."), kill
    assert (told["made"], told["report"], told["files"], told["mails"]) == (True, "for_adoption", 1, 4)

"""M30: a worker that is killed half-way an import leaves nothing behind, and the import can be begun again."""

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
FIGURES = 100_000

pytestmark = pytest.mark.full


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own, in which everything is really committed."""
    name = f"killed_import_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner, django_db_blocker.unblock():
        kept = connections["default"].settings_dict["NAME"]
        make_database(owner, name, migrate=lambda: migrate(name, kept))
    yield name
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}"')  # with FORCE it may not end an autovacuum worker


def test_an_import_that_is_killed_anywhere_leaves_nothing_and_can_be_begun_again(database: str) -> None:
    command = [sys.executable, "-m", "tests.drills.killed_import", database, str(FIGURES)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]

    told = json.loads(done.stdout.splitlines()[-1])

    print(f"{FIGURES} cijfers, {told['kills']} keer gedood: {told}")
    assert told["kills"] == 5
    assert told["left_behind"] == 0
    assert (told["figures"], told["traces"], told["released"]) == (FIGURES, FIGURES, FIGURES)
    assert (told["waiting"], told["editions"], told["indicators"]) == (0, 1, 1)

"""20 people write in one plan at once, and half of them are killed: what the portal said it saved is there, once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.figures_table import Figure
from tests.migrated_database import make_database

ROOT = Path(__file__).resolve().parents[2]
Drill = Callable[..., dict[str, int]]


@pytest.fixture
def drill(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Drill]:
    """In a database of its own, in which everything is really committed."""
    name = f"drill_{os.getpid()}"

    def run(writers: int, edits: int, *how: str) -> dict[str, int]:
        command = [sys.executable, "-m", "tests.drills.many_writers", name, str(writers), str(edits), *how]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr[-3000:]
        return dict(json.loads(done.stdout.splitlines()[-1]))

    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner, django_db_blocker.unblock():
        kept = connections["default"].settings_dict["NAME"]
        make_database(owner, name, migrate=lambda: migrate(name, kept))
    yield run
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate(name: str, kept: str) -> None:
    """What no migration does, such as rights, in that database."""
    each = ("default", "owner")
    connections.close_all()
    for alias in each:
        connections[alias].settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    connections.close_all()
    for alias in each:
        connections[alias].settings_dict["NAME"] = kept


def test_20_people_write_at_once_half_of_them_are_killed_and_nothing_acknowledged_is_lost_or_doubled(
    drill: Drill, figure: Figure
) -> None:
    told = drill(20, 50)
    print(f"20 schrijvers × 50 wijzigingen: {told}")
    figure("G-12", "schrijvers in één plan die halverwege gedood zijn", told["killed"], goal="10")
    # Those who lived wrote all of theirs.
    figure("G-12", "wijzigingen waarvan gemeld is dat ze bewaard zijn", told["acknowledged"], goal="≥ 500")
    # Saved, and killed before that was noted.
    figure("G-12", "bewaard en niet meer gemeld", told["found"] - told["acknowledged"], goal="≤ 10")
    figure("G-12", "gemeld en niet teruggevonden", told["missing"], goal="0")
    figure("G-12", "dubbel bewaard", told["doubled"], goal="0")
    figure("G-12", "overschreven zonder dat iemand het zag", told["overwritten"], goal="0")


@pytest.mark.control_of(
    "test_20_people_write_at_once_half_of_them_are_killed_and_nothing_acknowledged_is_lost_or_doubled"
)
def test_writing_past_the_flow_would_be_noticed(drill: Drill) -> None:
    assert drill(6, 40, "careless")["overwritten"] > 0

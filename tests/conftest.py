"""What every test stands on: a database of its own, the cast, and the rule that every request has the right role."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections, transaction
from django.template.base import Template
from django.test import Client, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings
from xdist.scheduler import LoadFileScheduling

from network.database import apply_rights
from network.management.commands.migrate import OWNER, use_owner
from network.models import Person
from tests.browser import browser  # noqa: F401  (a fixture for every test that looks at a page)
from tests.cast import Cast, make_cast
from tests.migrated_database import drop_database, make_database
from tests.signing_in import browser_of
from tests.smtp_sink import smtp_sink  # noqa: F401  (a fixture for every test of mail)

# A run makes few rings of objects and much that stays: looking for the former as often as usual is a tenth of its time.
gc.set_threshold(50_000, 20, 50)

# Playwright keeps an event loop in the thread of the tests, and Django would take our own database work for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# What is true stays true on a machine that is busy with something else.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

WRITES_A_TEMPLATE = Template._render  # before Django's test environment puts its own in its place

pytest_plugins = ["tests.figures_table"]

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SHARED_SEEDS = SHARED_DATA.parent / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-pictures", action="store_true", help="maak de plaatjes van de README opnieuw")


class JourneysTogether(LoadFileScheduling):
    """On two cores: file by file, which makes things once, and all journeys as one file, since they share a portal."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/journeys" if nodeid.startswith("tests/journeys/") else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> JourneysTogether:
    return JourneysTogether(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys last: they stand on everything else. On two cores they come first, beside everything else."""
    on_many_cores = hasattr(config, "workerinput")
    items.sort(key=lambda item: _is_journey(item) != on_many_cores)


def _is_journey(item: pytest.Item) -> bool:
    return item.get_closest_marker("journey") is not None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the test database as portal_owner; the tests then run in it as portal_web."""
    name = f"test_portal_{os.getpid()}"
    owner_url = django_settings.DATABASE_OWNER_URL
    connections["default"].settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name
    use_owner()

    def migrate() -> None:
        call_command("migrate", verbosity=0)
        connections.close_all()

    def set_rights() -> None:
        apply_rights(connections[OWNER])
        connections.close_all()

    with psycopg.connect(owner_url, autocommit=True) as owner, django_db_blocker.unblock():
        make_database(owner, name, migrate=migrate, set_rights=set_rights)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        drop_database(owner, name)


@pytest.fixture(scope="module")
def rows_of_this_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For what takes long to make: one transaction around all tests of a module, each of which takes back its own part.

    A fixture of the module that asks for this makes rows once; the tests themselves still ask for `db`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def settings_of_all_tests(django_test_environment: None) -> Iterator[None]:
    """Set once: a setting that each test sets again costs each test.

    - Each request of each test fails unless the database answers it as the role that belongs to who asks.
    - Tests of pages need no collected files, and each client would look through all of them when it starts.
    - Each visit of each test to a help page asks the database. Who tests the keeping says for how long.
    - Hashing one password well takes as long as a whole test. Who measures that asks for `real_passwords`.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        MIDDLEWARE=[*django_settings.MIDDLEWARE, "tests.roles.assert_database_role"],
        STORAGES={**django_settings.STORAGES, "staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        HELP_PAGES_ARE_KEPT=timedelta(0),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_are_written_as_ever(django_test_environment: None) -> None:
    """Django would copy the context of every template and part of one for `response.context`, which no test reads:
    tests read pages.
    """
    Template._render = WRITES_A_TEMPLATE


@pytest.fixture(scope="session", autouse=True)
def no_rubbish_is_looked_for_in_what_stays() -> None:
    """What was imported and collected stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def private_files_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """Files that a test stores go with the test."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture(autouse=True)
def limits_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """Nobody waits because another test signed in wrongly."""
    default = {**settings.CACHES["default"], "LOCATION": tmp_path / "limits"}
    settings.CACHES = {**settings.CACHES, "default": default}


@pytest.fixture
def real_passwords(settings: Settings) -> None:
    """The hash of production with a fifth of its rounds: still by far the longest part of signing in."""
    settings.PASSWORD_HASHERS = ["tests.signing_in.FewerRounds"]


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody who plays a part, each with the organisation they work for."""
    return make_cast()


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which this person signed in, with the second factor."""
    return browser_of


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real public files, where they are at hand; they are no part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("de echte openbare bestanden staan niet naast het project")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared_seeds() -> Path:
    """The documents that the project comes from, where they are at hand."""
    if not SHARED_SEEDS.is_dir():
        pytest.skip("de documenten waar het project uit voortkomt staan niet naast het project")
    return SHARED_SEEDS

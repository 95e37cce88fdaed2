"""What all sweeps of this folder ask: everything that has an address, and every page, made and opened once."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from network.sessions import begin
from tests.access.forms_of_pages import Opened, open_pages, signed_in_just_now
from tests.access.things import things_with_an_address
from tests.cast import Cast, make_cast
from tests.signing_in import browser_of


@pytest.fixture(scope="package")
def private_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("private")


@pytest.fixture(autouse=True)
def private_files_of_this_test(settings: Settings, private_folder: Path) -> None:
    """The files of the things stand there for every sweep."""
    settings.STORAGES = _storages(private_folder)


def _storages(folder: Path) -> dict[str, Any]:
    stored = {**django_settings.STORAGES["default"], "OPTIONS": {"location": folder, "base_url": None}}
    return {**django_settings.STORAGES, "default": stored}


@pytest.fixture(scope="package")
def as_in_tests(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, private_folder: Path
) -> Iterator[Callable[[], Any]]:
    """One transaction around all sweeps, each of which takes back its own part; and the folder of their files for who
    makes something before a test begins.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield lambda: override_settings(STORAGES=_storages(private_folder))
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def whole_cast(as_in_tests: Callable[[], Any]) -> Cast:
    return make_cast()


@pytest.fixture(scope="package")
def things(as_in_tests: Callable[[], Any], whole_cast: Cast) -> dict[str, dict[str, Any]]:
    """Words of the table → arguments of the address."""
    with as_in_tests():
        return things_with_an_address(whole_cast)


@pytest.fixture(scope="package")
def opened_once(as_in_tests: Callable[[], Any], whole_cast: Cast, things: dict[str, dict[str, Any]]) -> list[Opened]:
    with as_in_tests():
        return open_pages(whole_cast, things, browser_of)


@pytest.fixture
def cast(db: None, whole_cast: Cast) -> Cast:
    """Of one's own: what a test does to somebody is forgotten after it."""
    return deepcopy(whole_cast)


@pytest.fixture
def opened(db: None, opened_once: list[Opened]) -> list[Opened]:
    """Every page, in browsers that signed in a moment ago."""
    for client in {id(each.client): each.client for each in opened_once}.values():
        if "_auth_user_id" in client.session:
            _click(signed_in_just_now(client))
    return opened_once


def _click(client: Client) -> None:
    session = client.session
    begin(session, time.time())
    session.save()

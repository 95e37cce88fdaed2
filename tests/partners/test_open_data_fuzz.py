"""Whatever the OpenAPI document lets somebody ask of /api/hsds/, and what not: schemathesis finds nothing (E05)."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.factories import RegionFactory
from tests.partners.rich_entries import (
    entry_in_a_secret_place,
    entry_of_which_only_the_place_is_told,
    entry_with_everything,
)

pytestmark = pytest.mark.django_db

MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def entries(rows_of_this_module: None) -> None:
    RegionFactory()
    entry_with_everything()
    entry_of_which_only_the_place_is_told()
    entry_in_a_secret_place()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request over WSGI ends with closing what it asked the database with; the rows of this test live in there."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("examples", [3, pytest.param(200, marks=pytest.mark.full)], ids=["some", "many"])
def test_schemathesis_finds_nothing(
    examples: int, entries: None, one_connection: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the process itself, so that nothing but our own code is asked. Each case is checked in every way there is."""
    load_all_checks()
    monkeypatch.setattr("partners.hsds.views.may_search", lambda request: True)  # how often is another test's
    asked = 0
    schema = schemathesis.openapi.from_wsgi("/api/hsds/openapi.json", WSGIHandler())
    for operation in (result.ok() for result in schema.get_all_operations()):
        # What takes no parameter can't be asked wrongly.
        for mode in MODES if any(operation.iter_parameters()) else MODES[:1]:

            @settings(
                max_examples=examples,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate(checks=list(CHECKS.get_all()))

            ask()
    print(f"{asked} vragen van schemathesis aan de open data, 0 fouten")
    assert asked > examples * 10

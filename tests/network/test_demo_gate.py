"""No way to a real portal with the second factor off, or with an account whose password is in the README."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from network.checks import refuse_an_unsafe_start
from network.models import DemoMarker
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_clone_with_the_demo(settings: Settings) -> None:
    settings.USES_EMBEDDED_DATABASE = True
    settings.IS_LOOPBACK_ONLY = True
    settings.SECOND_FACTOR_REQUIRED = False
    settings.PORTAL_DEMO = True
    DemoMarker.objects.create()
    PersonFactory(email="coordinator@demo.example")


def test_the_demo_of_a_clone_starts() -> None:
    refuse_an_unsafe_start()


def test_a_named_database_does_not_start_with_the_second_factor_off(settings: Settings) -> None:
    settings.USES_EMBEDDED_DATABASE = False
    with pytest.raises(SystemExit, match="tweede stap"):
        refuse_an_unsafe_start()


def test_a_host_that_is_not_loopback_does_not_start_with_the_second_factor_off(settings: Settings) -> None:
    settings.IS_LOOPBACK_ONLY = False
    with pytest.raises(SystemExit, match="tweede stap"):
        refuse_an_unsafe_start()


def test_a_database_without_the_marker_does_not_start_with_the_second_factor_off() -> None:
    DemoMarker.objects.all().delete()
    with pytest.raises(SystemExit, match="tweede stap"):
        refuse_an_unsafe_start()


@pytest.mark.parametrize("difference", ["USES_EMBEDDED_DATABASE", "IS_LOOPBACK_ONLY"])
def test_a_real_portal_does_not_start_with_a_demo_account(difference: str, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    setattr(settings, difference, False)
    with pytest.raises(SystemExit, match="accounts van het voorbeeld"):
        refuse_an_unsafe_start()


def test_a_real_portal_without_demo_accounts_starts(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.USES_EMBEDDED_DATABASE = False
    DemoMarker.objects.all().delete()
    PersonFactory._meta.model.objects.all().delete()
    refuse_an_unsafe_start()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PORTAL_DEMO", False), ("USES_EMBEDDED_DATABASE", False), ("IS_LOOPBACK_ONLY", False)],
)
def test_the_demo_loads_only_on_a_clone(setting: str, value: bool, settings: Settings) -> None:
    setattr(settings, setting, value)
    with pytest.raises(CommandError, match="alleen in de ingebouwde database"):
        call_command("demo")


def test_the_demo_never_loads_over_data() -> None:
    with pytest.raises(CommandError, match="al gegevens"):
        call_command("demo")

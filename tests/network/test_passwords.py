"""Passwords: long rather than strange, and none that anybody who knows the portal tries first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from network.models import Person
from tests.cast import Cast
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "elf-tekens!",
        "123456789012",
        "portaal-netwerk-2026",
        "Netwerkportaal2026!",
        "WelkomWelkom2026",
        "gelderse-zuid-portaal",
        "wachtwoordwachtwoord",
        "lotte@voorbeeld.example",
        "password123456",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, cast: Cast) -> None:
    RegionFactory(name="Gelderse Zuid (voorbeeld)")
    with pytest.raises(ValidationError):
        validate_password(password, cast.reader)


@pytest.mark.parametrize(
    "password",
    [
        "vier-losse-woorden-samen",
        "kraanvogel lampenkap portaal",
        "Aa1!" * 16,
        "é" * 12,
        "paraplu-regio-tulpenveld",
        "x" * 12 + "y" * 116,
    ],
)
def test_a_long_password_is_taken_whatever_its_signs(password: str, cast: Cast) -> None:
    validate_password(password, cast.reader)
    cast.reader.set_password(password)
    assert cast.reader.check_password(password)


def test_an_own_name_is_no_password(cast: Cast) -> None:
    person = Person(name="Annemarie Bloemendaal", email="annemarie.bloemendaal@voorbeeld.example")
    with pytest.raises(ValidationError):
        validate_password("annemarie.bloemendaal", person)

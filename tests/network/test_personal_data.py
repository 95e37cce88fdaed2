import pytest

from network.personal_data import find_personal_data, passes_eleven_test


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mail naar j.jansen@voorbeeld.example voor meer.", "een e-mailadres"),
        ("Het nummer 111222333 hoort er niet in.", "een nummer dat op een burgerservicenummer lijkt"),
        ("Zij staat bekend als 111 222 333.", "een nummer dat op een burgerservicenummer lijkt"),
        ("BSN: 123456789", "een nummer dat op een burgerservicenummer lijkt"),
        ("Een meisje, geboren op 3-5-2010.", "een geboortedatum"),
        ("Cliënt (geb. 3 mei 2010) kwam niet.", "een geboortedatum"),
    ],
)
def test_what_points_to_a_person_is_found(text: str, what: str) -> None:
    (finding,) = find_personal_data(text)

    assert finding.what == what
    assert finding.excerpt in text


@pytest.mark.parametrize(
    "text",
    [
        "De workshop van 1 september 2026 ging niet door.",
        "Er is € 26.167 tekort; gevraagd is € 145.423.",
        "Bel 088-0000 000, of 0800-0188.",
        "Convenant 123456789 is getekend door vier partijen.",
        "Het besluit werd geboren uit overleg op 3 juni.",
        "In 2023 waren er 35 adviezen en 10 meldingen.",
    ],
)
def test_ordinary_words_of_a_report_are_left_alone(text: str) -> None:
    assert find_personal_data(text) == []


def test_the_eleven_test_takes_real_numbers_and_refuses_nought() -> None:
    assert passes_eleven_test("111222333")
    assert not passes_eleven_test("111222334")
    assert not passes_eleven_test("000000000")

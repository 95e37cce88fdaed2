"""The detector of personal data: what it finds, what it leaves alone, and how often it is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network import personal_data
from network.personal_data import Kind, find_personal_data, passes_eleven_test
from tests.network.texts_about_people import (
    WITH_AN_ADDRESS,
    WITH_PERSONAL_DATA,
    WITHOUT_AN_ADDRESS,
    WITHOUT_PERSONAL_DATA,
)


@pytest.mark.parametrize(("text", "kind"), WITH_PERSONAL_DATA)
def test_what_points_to_a_person_is_found(text: str, kind: Kind) -> None:
    findings = find_personal_data(text)

    assert kind in [finding.kind for finding in findings]
    assert all(text[finding.start :].startswith(finding.excerpt) for finding in findings)


_PIECES = st.lists(
    st.sampled_from([
        *("geb. ", "geboren te ", "bsn ", "kenteken ", "postcode ", "woont aan de ", "Kerkstraat ", "dorpsweg #"),
        *("slachtoffer Jan de Wit", "haar nummer is ", "meldpunt@ggd.nl ", "NL", "XX-YY-", "½", "Ⅻ", "(", "(*"),
        *("\u200b", "\u2011"),
    ])
    | st.text(max_size=8)
)  # fmt: skip


@given(_PIECES.map("".join), st.booleans())
def test_a_text_without_a_digit_is_read_no_further_than_needed(text: str, in_casework: bool) -> None:
    """Looking for numbers in it would find nothing, in any script."""
    text = "".join(sign for sign in text if not sign.isdigit())
    looks = personal_data._LOOKS_IN_CASEWORK if in_casework else personal_data._LOOKS

    found = {look.__name__ for look in looks if list(look(text))}

    assert found <= {"_mail_addresses", "_people_in_a_case"}


@pytest.mark.parametrize(("text", "excerpt"), [("bsn ¹¹¹²²²³³³", "¹¹¹²²²³³³"), ("Kanariestraat ٧", "Kanariestraat ٧")])
def test_digits_of_another_script_are_digits(text: str, excerpt: str) -> None:
    assert excerpt in [finding.excerpt for finding in find_personal_data(text, in_casework=True)]


@pytest.mark.parametrize("text", WITHOUT_PERSONAL_DATA)
def test_ordinary_words_of_the_work_are_left_alone(text: str) -> None:
    assert find_personal_data(text) == []


def test_there_are_sixty_texts_of_either_sort() -> None:
    assert len({text for text, _ in WITH_PERSONAL_DATA}) >= 60
    assert len(set(WITHOUT_PERSONAL_DATA)) >= 60


def _has_an_address(text: str) -> bool:
    return any(finding.kind == Kind.ADDRESS for finding in find_personal_data(text))


def test_of_forty_addresses_at_least_38_are_found_and_of_forty_texts_without_at_most_two(
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed = [text for text in WITH_AN_ADDRESS if not _has_an_address(text)]
    false = [text for text in WITHOUT_AN_ADDRESS if _has_an_address(text)]
    with capsys.disabled():
        print(
            f"\nadressen: {len(WITH_AN_ADDRESS) - len(missed)} van {len(WITH_AN_ADDRESS)} gevonden,"
            f" {len(false)} van {len(WITHOUT_AN_ADDRESS)} vals alarm"
        )

    assert len(set(WITH_AN_ADDRESS)) == len(set(WITHOUT_AN_ADDRESS)) == 40
    assert len(missed) <= 2, missed
    assert len(false) <= 2, false


@pytest.mark.parametrize(
    "typed",
    [
        "KANARIESTRAAT 7",
        "Kanariestraat7",
        "Kanariestraat, 7",
        "Kanariestraat #7",
        "Kanariestr 7",
        "de kanarielaan op nummer 7",
        "Kanariestraat\u200b 7",
        "Kanarie\u00adstraat 7",
        "Kanariestraat \uff17",
        "6511ab",
        "6511.AB",
        "6511\u200bAB",
    ],
)
def test_an_address_is_found_however_it_is_disguised(typed: str) -> None:
    (found,) = find_personal_data(f"Wij zitten hier: {typed}.")
    assert (found.kind, found.excerpt) in {(Kind.ADDRESS, typed), (Kind.ADDRESS, typed.removeprefix("de "))}


@pytest.mark.parametrize(
    "typed",
    [
        "2500km",
        "1000de",
        "op weg, 3 partners",
        "In de Steenstraat, 7 dagen per week",
        "Veldweg: 2 keer",
        "2026-OM",
        "A4, 5",
    ],
)
def test_what_is_counted_or_measured_is_no_address(typed: str) -> None:
    assert find_personal_data(f"Het gaat om {typed}.") == []


# --- burgerservicenummers ---------------------------------------------------------------------------------------


def _numbers_that_pass(how_many: int) -> list[str]:
    every = (f"{number:09d}" for number in range(111222333, 999999999, 1234567))
    return [digits for digits in every if passes_eleven_test(digits)][:how_many]


@pytest.mark.parametrize("write", ["{}".format, "Het gaat om {}.".format, "dossier {}".format])
def test_in_casework_each_number_that_passes_the_check_is_found_whatever_stands_beside_it(
    write: Callable[[str], str],
) -> None:
    numbers = _numbers_that_pass(20)
    found = [find_personal_data(write(number), in_casework=True) for number in numbers]

    assert len(numbers) == 20
    assert [[(each.kind, each.excerpt) for each in findings] for findings in found] == [
        [(Kind.BSN, number)] for number in numbers
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "111-222-333",
        "111/222/333",
        "111  222  333",
        "111\u202f222\u202f333",
        "111\u200b222\u200b333",
        "111\u00ad222333",
        "1112–22–333",
        "\uff11\uff11\uff11222333",
        "\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663",
        "111222333-",
        "/111222333",
        "111222333,5",
    ],
)
def test_in_casework_a_number_is_found_however_it_is_disguised(typed: str) -> None:
    assert [each.kind for each in find_personal_data(f"Het gaat om {typed}.", in_casework=True)] == [Kind.BSN]


@pytest.mark.parametrize("typed", ["op 12-03-2026, 4 partners", "024-3611111", "besluit 2026-003", "2024-2027", "0612"])
def test_in_casework_days_decisions_and_telephone_numbers_are_left_alone(typed: str) -> None:
    assert find_personal_data(f"Het gaat om {typed}.", in_casework=True) == []


def test_the_eleven_test_takes_real_numbers_and_refuses_nought() -> None:
    assert passes_eleven_test("111222333")
    assert not passes_eleven_test("111222334")
    assert not passes_eleven_test("000000000")


# --- real texts ----------------------------------------------------------------------------------------------------

# The visiting address of the ministry stands in the colophon of the landelijke bouwstenen: a true hit.
TRUE_HITS = {"002": [(Kind.ADDRESS, "Parnassusplein 5")]}


def test_ordinary_policy_text_gives_no_false_alarm(shared_seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, found = 0, {}
    for path in sorted(shared_seeds.glob("*.txt")):
        text = path.read_text()
        words += len(text.split())
        if findings := [(each.kind, each.excerpt) for each in find_personal_data(text)]:
            found[path.name[:3]] = findings
    with capsys.disabled():
        print(f"\nbeleidstekst: {words} woorden, {sum(map(len, found.values()))} meldingen, waarvan 1 terecht")

    assert words > 10_000
    assert found == TRUE_HITS


@pytest.mark.parametrize(
    "piece", ["a", "a@a.", "1 ", "1-1-", "woont aan ", "Abcd van de ", "bsn ", "slachtoffer ", "NL00 "]
)
def test_a_long_text_without_end_is_read_in_a_moment(piece: str) -> None:
    """Nothing to time: a pattern that doubles its work with each character would never come back."""
    assert find_personal_data(piece * (20_000 // len(piece))) == []

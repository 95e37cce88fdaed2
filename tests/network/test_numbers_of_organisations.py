"""Field cases E and G: what organisations are known by, as people type it."""

import pytest

from network.dutch import NotReadable
from network.numbers_of_organisations import read_kvk, read_postcode, read_web_address, same_name_key


@pytest.mark.parametrize(
    "typed", ["12 34 56 78", "12.345.678", "12345678", "KvK-nr. 12345678", "1234\u00a05678", "KVK: 12345678"]
)
def test_a_kvk_number_is_one_number_however_it_is_written(typed: str) -> None:
    assert read_kvk(typed) == "12345678"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1234567", "Vul dan 01234567 in"),
        ("123456789", "heeft 9 cijfers"),
        ("000012345678", "vestigingsnummer"),
        ("volgt nog", "is geen KvK-nummer"),
        ("", "is geen KvK-nummer"),
        ("１２３４５６７８", "is geen KvK-nummer"),
    ],
)
def test_what_is_no_kvk_number_is_refused_with_why(typed: str, answer: str) -> None:
    with pytest.raises(NotReadable, match=answer):
        read_kvk(typed)


@pytest.mark.parametrize("typed", ["6511 pp", "6511pp", "NL-6511 PP", "6511-PP", "6511\u00a0PP", " 6511 PP "])
def test_a_postcode_is_shown_in_one_way(typed: str) -> None:
    assert read_postcode(typed) == "6511 PP"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0123 AB", "begint niet met een 0"),
        ("6511 SS", "letters SS"),
        ("6511 sd", "letters SD"),
        ("6511", "4 cijfers en 2 letters"),
        ("W4 1TF", "4 cijfers en 2 letters"),
    ],
)
def test_what_is_no_postcode_is_refused_with_why(typed: str, answer: str) -> None:
    with pytest.raises(NotReadable, match=answer):
        read_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("voorbeeld.nl/Hulp?a=B", "https://voorbeeld.nl/Hulp?a=B"),
        ("HTTPS://Voorbeeld.nl", "https://voorbeeld.nl"),
        ("http://voorbeeld.nl/", "http://voorbeeld.nl/"),
        ("voorbeeld.nl:8080/a", "https://voorbeeld.nl:8080/a"),
        ("onze site (https://voorbeeld.nl/hulp)", "https://voorbeeld.nl/hulp"),
    ],
)
def test_a_web_address_is_complete_and_safe_unless_typed_otherwise(typed: str, address: str) -> None:
    assert read_web_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ftp://x.nl", "begint met ftp:"),
        ("javascript:alert(1)", "begint met javascript:"),
        ("JavaScript://x.nl/%0aalert(1)", "begint met javascript:"),
        ("java\tscript:alert(1)", "geen webadres"),
        ("data:text/html,x", "begint met data:"),
        ("mailto:a@b.nl", "is een e-mailadres"),
        ("a@b.nl", "is een e-mailadres"),
        ("https://naam:geheim@x.nl", "geen webadres"),
        ("https://x.nl@kwaad.example", "geen webadres"),
        ("localhost", "geen webadres"),
        ("http://127.0.0.1/", "geen webadres"),
        ("//x.nl", "geen webadres"),
        ("www. x.nl", "geen webadres"),
        ("geen", "geen webadres"),
        ("x.nl/" + "a" * 200, "langer dan 200 tekens"),
    ],
)
def test_what_is_no_web_address_is_refused_with_why(typed: str, answer: str) -> None:
    with pytest.raises(NotReadable, match=answer):
        read_web_address(typed)


@pytest.mark.parametrize(
    "names",
    [
        ["Gemeente Nijmegen", "gem. Nijmegen", "Nijmegen ", "Nijmegen, gemeente", "NIJMEGEN"],
        ["Stichting Moviera", "Moviera", "moviera (https://www.moviera.example/)", "St. Moviera"],
        ["M.E.E. Gelderse Poort B.V.", "MEE Gelderse Poort BV", "mee gelderse-poort"],
        ["Coöperatie Één U.A.", "Cooperatie een", "één\u00a0"],
        ["GGD Gelderland-Zuid", "GGD Gelderland Zuid", "ggd gelderland\u2011zuid"],
        ["'s-Hertogenbosch", "’s-Hertogenbosch", "gemeente s Hertogenbosch"],
        ["Werk & Inkomen", "werk en inkomen"],
    ],
)
def test_names_that_people_see_as_one_have_one_key(names: list[str]) -> None:
    assert len({same_name_key(name) for name in names}) == 1


def test_names_of_different_organisations_have_different_keys_and_none_is_empty() -> None:
    names = [
        "GGD Gelderland-Zuid",
        "GGD Gelderland-Midden",
        "Politie Nijmegen",
        "Nijmegen",
        "Stichting",
        "B.V.",
        "Gemeente",
    ]
    keys = [same_name_key(name) for name in names]
    assert len(set(keys)) == len(names)
    assert all(keys)

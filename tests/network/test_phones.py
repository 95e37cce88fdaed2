"""Field cases E: the numbers of the Netherlands, as people type them."""

import pytest

from network.dutch import NotReadable
from network.phones import read_phone


@pytest.mark.parametrize(
    ("typed", "shown", "dialled"),
    [
        ("112", "112", "tel:112"),
        ("113", "113", "tel:113"),
        ("116006", "116006", "tel:116006"),
        ("14 024", "14 024", "tel:14024"),
        ("140344", "14 0344", "tel:140344"),
        ("0800-0188", "0800-0188", "tel:08000188"),
        ("0800 0113", "0800-0113", "tel:08000113"),
        ("0800 266 64 36", "0800-266 64 36", "tel:08002666436"),
        ("0900-8844", "0900-8844", "tel:09008844"),
        ("088-1234567", "088-1234 567", "tel:+31881234567"),
        ("085 1234567", "085-1234 567", "tel:+31851234567"),
        ("06-12 34 56 78", "06 12 34 56 78", "tel:+31612345678"),
        ("+31 6 12345678", "06 12 34 56 78", "tel:+31612345678"),
        ("024-1234567", "024 123 45 67", "tel:+31241234567"),
        ("+31 (0)24 123 45 67", "024 123 45 67", "tel:+31241234567"),
        ("0031241234567", "024 123 45 67", "tel:+31241234567"),
        ("0031 (0)24-1234567", "024 123 45 67", "tel:+31241234567"),
        ("+31 024 1234567", "024 123 45 67", "tel:+31241234567"),
        ("(024) 123.45.67", "024 123 45 67", "tel:+31241234567"),
        ("0344\u00a012\u201134\u201356", "0344 12 34 56", "tel:+31344123456"),
        ("+32 2 123 45 67", "+3221234567", "tel:+3221234567"),
    ],
)
def test_a_number_is_read_as_typed_shown_the_dutch_way_and_can_be_dialled(typed: str, shown: str, dialled: str) -> None:
    phone = read_phone(typed)
    assert (phone.display, phone.link) == (shown, dialled)
    assert read_phone(phone.display) == phone


@pytest.mark.parametrize(
    ("typed", "paid"), [("0900-8844", True), ("0909-1234567", True), ("0800-0188", False), ("112", False)]
)
def test_only_a_paid_number_says_so(typed: str, paid: bool) -> None:
    assert read_phone(typed).is_paid is paid


@pytest.mark.parametrize(
    ("typed", "explanation"),
    [
        (
            "088-0000",
            "Een nummer heeft 10 cijfers, of begint met 0800, 0900 of 14. Vul bijvoorbeeld in: 088-1234 567.",
        ),
        ("024 123 45 678", "Het nummer is te lang."),
        ("1234567", "te kort"),
        ("1234567890", "begint met 0 of met +31"),
        ("0800-01", "Na 0800 horen 4 of 7 cijfers. Er staan er nu 2."),
        ("bel Marijke", "«bel Marijke» is geen telefoonnummer. Vul alleen cijfers in."),
        ("info@demo.example", "is geen telefoonnummer"),
        ("javascript:alert(1)", "is geen telefoonnummer"),
        ("", "is geen telefoonnummer"),
    ],
)
def test_a_number_that_can_not_be_dialled_is_explained(typed: str, explanation: str) -> None:
    with pytest.raises(NotReadable) as refusal:
        read_phone(typed)
    assert explanation in str(refusal.value)
    assert "ongeldig" not in str(refusal.value)


def test_numbers_of_the_example_region_are_known_as_such() -> None:
    assert read_phone("088-0000 002").is_example
    assert not read_phone("088-1234 567").is_example

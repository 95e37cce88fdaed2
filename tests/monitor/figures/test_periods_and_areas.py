"""Periods and areas as tables name them."""

import pytest

from monitor.areas import KIND_LABELS, Area, AreaError, area_label, area_of_code, read_area, same_name
from monitor.periods import PeriodError, period_a_year_before, period_code, period_label, periods_between
from network.models import AreaKind


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("2022", "2022JJ00"),
        ("2022JJ00", "2022JJ00"),
        ("1e halfjaar 2025", "2025HJ01"),
        ("2025 2e halfjaar", "2025HJ02"),
        ("1e kwartaal 2024", "2024KW01"),
        ("2024 4e kwartaal", "2024KW04"),
        ("2024KW02", "2024KW02"),
        ("2024 januari", "2024MM01"),
        ("maart 2024", "2024MM03"),
        ("mrt 2024", "2024MM03"),
        ("2025MM12", "2025MM12"),
        ("2021/2022", "2021SJ00"),
        ("2021/'22", "2021SJ00"),
        ("schooljaar 2023-2024", "2023SJ00"),
        ("1e helft van 2025", "2025HJ01"),
        ("2024 Q3", "2024KW03"),
        ("k4 2023", "2023KW04"),
    ],
)
def test_a_period_becomes_the_code_of_cbs(label: str, code: str) -> None:
    assert period_code(label) == code


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("2024MM13", "Maand 13 bestaat niet."),
        ("5e kwartaal 2024", "Kwartaal 5 bestaat niet."),
        ("3e halfjaar 2024", "Halfjaar 3 bestaat niet."),
        ("2024JJ01", "Periode 1 bestaat niet."),
        ("2.023", "geen periode die wij kennen"),
        ("23", "geen periode die wij kennen"),
        ("halfjaar 2024", "geen periode die wij kennen"),
        ("q3", "geen periode die wij kennen"),
        ("2024-01", "Een schooljaar loopt"),
        ("2024W103", "Een week"),
        ("2024X000", "andere soort periode"),
        ("2021/2024", "Een schooljaar loopt"),
        ("0202", "Het jaar 202 kan niet kloppen."),
        ("", "geen periode die wij kennen"),
        ("2024 brumaire", "geen periode die wij kennen"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(label: str, reason: str) -> None:
    with pytest.raises(PeriodError, match=reason):
        period_code(label)


@pytest.mark.parametrize("code", ["2022JJ00", "2025HJ01", "2024KW03", "2024MM11", "2021SJ00"])
def test_a_period_as_we_print_it_is_read_back_unchanged(code: str) -> None:
    assert period_code(period_label(code)) == code


def test_a_year_and_its_months_are_never_in_one_row_of_periods() -> None:
    assert periods_between("2024KW03", "2025KW02") == ["2024KW03", "2024KW04", "2025KW01", "2025KW02"]
    assert periods_between("2021JJ00", "2023JJ00") == ["2021JJ00", "2022JJ00", "2023JJ00"]
    assert period_a_year_before("2025HJ01") == "2024HJ01"


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("Nederland", "country", "Nederland"),
        ("Gelderland-Zuid (VT)", "vt", "Gelderland-Zuid"),
        ("Drenthe (PV)", "province", "Drenthe"),
        ("Drenthe (VT)", "vt", "Drenthe"),
        ("Noord-Nederland (LD)", "country_part", "Noord-Nederland"),
        ("Noord-Nederland (RE)", "police", "Noord-Nederland"),
        ("GGD Gelderland-Zuid (GG)", "ggd", "GGD Gelderland-Zuid"),
        ("Twente (CR)", "corop", "Twente"),
        ("Utrecht (gemeente)", "municipality", "Utrecht"),
        ("Bergen (NH.)", "municipality", "Bergen (NH.)"),
        ("Bergen (L.)", "municipality", "Bergen (L.)"),
        ("Berg\N{NO-BREAK SPACE}en  Dal", "municipality", "Berg en Dal"),
        ("Gemeente Nijmegen", "municipality", "Nijmegen"),
        ("gem. Nijmegen", "municipality", "Nijmegen"),
        ("Gemeenten; niet in te delen", "rest", "Gemeenten; niet in te delen"),
        ("Niet in te delen (RE)", "rest", "Niet in te delen (RE)"),
        ("Buitenland", "rest", "Buitenland"),
        ("Rivierenland (ZK)", "other", "Rivierenland (ZK)"),
    ],
)
def test_the_suffix_tells_what_kind_of_area_a_name_is(label: str, kind: str, name: str) -> None:
    assert read_area(label) == Area(kind, name)


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("NL01  ", "country", "Nederland"),
        ("LD04  ", "country_part", "Zuid-Nederland"),
        ("PV22  ", "province", "Drenthe"),
        ("RE08", "police", "Zeeland - West-Brabant"),
        ("VT05", "vt", "VT05"),
        ("GG1911   ", "ggd", "GG1911"),
        ("CR12", "corop", "CR12"),
        ("WK026801  ", "other", "WK026801"),
        ("BU02680100", "other", "BU02680100"),
    ],
)
def test_a_code_tells_what_kind_of_area_it_is_and_keeps_its_code(code: str, kind: str, name: str) -> None:
    assert read_area(code) == Area(kind, name, code=code.strip())


def test_a_code_with_a_name_is_the_area_of_that_name() -> None:
    assert area_of_code("VT03", "Drenthe (VT)") == Area("vt", "Drenthe", code="VT03")
    assert area_of_code("GM0344  ", "Utrecht (gemeente)") == Area("municipality", "Utrecht", code="GM0344")
    assert area_of_code("GM0998", "Gemeenten; niet in te delen").kind == "rest"
    assert area_of_code("iets anders", "Nijmegen") == Area("municipality", "Nijmegen")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'s-Gravenhage", "’s Gravenhage"),
        ("'s-Gravenhage", "Den Haag"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("Súdwest-Fryslân", "Sudwest Fryslan"),
        ("Zuid-KennemerlandenIJmond", "Zuid-Kennemerland en IJmond"),  # a file that lost its blanks
        ("Veiligheids-enGezondheidsregioGelderland-Midden", "Veiligheids- en Gezondheidsregio Gelderland-Midden"),
        ("Bergen (NH.)", "Bergen (NH)"),
    ],
)
def test_two_ways_of_writing_one_name_are_one_name(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_names_of_different_places_stay_different() -> None:
    names = ["Bergen (NH.)", "Bergen (L.)", "Berg en Dal", "Bergen op Zoom", "Beek (L.)", "Beekdaelen", "Utrecht"]

    assert len({same_name(name) for name in names}) == len(names)


@pytest.mark.parametrize("text", ["", "  ", "Totaal", "a" * 121])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(AreaError):
        read_area(text)


def test_a_code_of_cbs_with_spaces_behind_it_is_a_municipality() -> None:
    assert read_area("GM0268   ") == Area("municipality", "GM0268", code="GM0268")


def test_an_area_is_shown_under_its_own_name() -> None:
    assert area_label("vt", "Gelderland-Zuid") == "Gelderland-Zuid (VT)"
    assert area_label("province", "Utrecht") == "Utrecht (PV)"
    assert area_label("municipality", "Utrecht") == "Utrecht (gemeente)"
    assert area_label("municipality", "Bergen (NH.)") == "Bergen (NH.)"


def test_every_kind_of_area_of_the_network_has_a_name_here() -> None:
    assert set(AreaKind.values) <= set(KIND_LABELS)

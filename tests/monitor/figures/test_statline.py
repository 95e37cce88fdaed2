"""Reading tables of StatLine: small files of our own in the real layouts, and the real files where they are at hand."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.areas import Area
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.series import ALL_CRIME
from monitor.statline import FileError, Layout, ParsedFigure, ParsedFile, parse

FILES = Path(__file__).parents[2] / "data" / "statline"


def parsed(name: str) -> ParsedFile:
    return parse((FILES / name).read_bytes(), file_name=name)


def figure(table: ParsedFile, area: str, period: str, *, category: str = "", measure: str = "") -> ParsedFigure:
    """The one figure that fits; an empty category or measure means: whichever."""
    (found,) = [
        figure
        for figure in table.figures
        if (figure.area.label if figure.area else "") == area
        and figure.period == period
        and category in ("", figure.category)
        and measure in ("", figure.measure)
    ]
    return found


# --- csv volgens tabelindeling -----------------------------------------------------------------------------------


def test_a_table_tells_its_title_choices_source_and_unit() -> None:
    table = parsed("tabelindeling.csv")

    assert table.layout == Layout.TABLE
    assert table.table_title == "Misdrijven; soort misdrijf, gemeente"
    assert table.filters == ["Soort misdrijf: Totaal misdrijven"]
    assert table.source_line == "Bron: Politie"
    assert table.unit == "aantal"
    assert table.measures == ["Geregistreerde misdrijven"]
    assert (table.rows, len(table.figures), table.rejected) == (8, 16, [])


def test_each_kind_of_missing_is_counted_apart_and_zero_is_a_value() -> None:
    table = parsed("tabelindeling.csv")

    assert table.missing == {"suppressed": 2, "impossible": 1, "nil": 1}
    assert table.zeros == 1
    assert figure(table, "Buitenland", "2022JJ00").status == ValueStatus.SUPPRESSED
    assert figure(table, "Utrecht (gemeente)", "2023JJ00").value == 0


def test_an_asterisk_at_the_period_makes_all_its_figures_provisional() -> None:
    table = parsed("tabelindeling.csv")

    assert table.periods == {"2022JJ00": RevisionStatus.FINAL, "2023JJ00": RevisionStatus.PROVISIONAL}
    assert table.provisional == 8
    assert figure(table, "Nederland", "2023JJ00").value == 1310


def test_the_same_name_with_another_suffix_is_another_area() -> None:
    table = parsed("tabelindeling.csv")

    assert figure(table, "Utrecht (gemeente)", "2022JJ00").value == 12
    assert figure(table, "Utrecht (PV)", "2022JJ00").value == 30
    assert Area("rest", "Gemeenten; niet in te delen") in table.areas


def test_a_table_of_all_crime_says_that_it_is_not_about_sexual_crime_alone() -> None:
    assert ALL_CRIME in parsed("tabelindeling.csv").notes
    assert ALL_CRIME not in parsed("breed.csv").notes


# --- a column per year ---------------------------------------------------------------------------------------------


def test_a_wide_table_has_a_figure_per_category_and_year_and_asks_for_its_area() -> None:
    table = parsed("breed.csv")

    assert table.layout == Layout.WIDE
    assert table.source_line == "Bron: CBS"
    assert not table.names_an_area
    assert table.areas == []
    assert figure(table, "", "2023JJ00", category="33 Seksueel misdrijf").value == 35
    assert figure(table, "", "2023JJ00", category="33 Seksueel misdrijf").revision == RevisionStatus.PROVISIONAL
    assert figure(table, "", "2021JJ00", category="33 Seksueel misdrijf").revision == RevisionStatus.FINAL


def test_totals_among_their_parts_are_marked() -> None:
    assert parsed("breed.csv").totals == {
        "Misdrijven, totaal",
        "3 Gewelds- en seksuele misdrijven",
        "33 Seksueel misdrijf",
    }


# --- csv met statistische symbolen -----------------------------------------------------------------------------------


def test_a_long_table_has_labels_first_and_then_a_column_per_subject() -> None:
    table = parsed("symbolen_met_regio.csv")

    assert table.layout == Layout.LONG
    assert table.unit == "aantal"
    assert table.measures == ["Gestarte adviezen", "Ontvangen meldingen"]
    assert table.categories == ["Mensenhandel"]
    assert figure(table, "Nederland", "2023JJ00", measure="Gestarte adviezen").value == 590
    assert figure(table, "Drenthe (PV)", "2023JJ00", measure="Ontvangen meldingen").status == ValueStatus.SUPPRESSED
    assert figure(table, "Drenthe (VT)", "2023JJ00", measure="Ontvangen meldingen").value == 10


def test_half_years_and_years_of_one_table_stay_apart() -> None:
    table = parsed("symbolen_met_regio.csv")

    assert table.periods == {
        "2022JJ00": RevisionStatus.FINAL,
        "2023JJ00": RevisionStatus.PROVISIONAL,
        "2024HJ01": RevisionStatus.REVISED_PROVISIONAL,
    }
    assert table.contents.period_kinds == ("JJ", "HJ")


LONG = "Perioden;Regio's;Meldingen (aantal)\n"


def long_table(*rows: str) -> ParsedFile:
    return parse((LONG + "\n".join(rows)).encode())


def test_a_label_column_after_the_regions_is_still_a_label() -> None:
    table = parse(b"Perioden;Regio's;Geslacht;Meldingen (aantal)\n2023;Nederland;Mannen;5\n2023;Nederland;Vrouwen;10\n")

    assert table.categories == ["Mannen", "Vrouwen"]


def test_blanks_without_any_symbol_are_warned_about() -> None:
    assert any("zonder statistische symbolen" in note for note in long_table("2023;Nederland;5", "2023;Tiel;").notes)
    assert not any("zonder statistische symbolen" in note for note in parsed("symbolen_met_regio.csv").notes)


def test_the_name_of_the_file_gives_table_title_and_day_when_the_table_does_not() -> None:
    content = (LONG + "2023;Nederland;5").encode()

    table = parse(content, file_name="84850NED_Huiselijk_geweld__regio_18012023_185321.csv")

    assert table.table_id == "84850NED"
    assert table.table_title == "84850NED Huiselijk geweld; regio"
    assert str(table.retrieved_on) == "2023-01-18"


# --- encodings and separators ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encode", "note"),
    [
        (lambda text: text.encode(), None),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), None),
        (lambda text: text.encode("cp1252"), "cp1252"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
    ],
)
def test_every_usual_encoding_gives_the_same_letters(encode: Callable[[str], bytes], note: str | None) -> None:
    table = parse(encode(LONG + "2023;Fryslân (PV);15"))

    assert table.areas == [Area("province", "Fryslân")]
    assert any(note in told for told in table.notes) if note else table.notes == []


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_and_one_inside_quotes_does_not_count(separator: str) -> None:
    rows = [
        ["Perioden", "Regio's", "Meldingen (aantal)"],
        ["2023", '"Gemeenten; niet in te delen, of | onbekend"', "5"],
        ["2023", "Nederland", '"1.310"'],
    ]

    table = parse("\r\n".join(separator.join(row) for row in rows).encode())

    assert [figure.value for figure in table.figures] == [5, 1310]


def test_a_decimal_comma_is_no_separator() -> None:
    table = parse(b"Perioden;Regio's;Aandeel (%)\n2023;Nederland;28,5\n2023;Tiel;14,5\n")

    assert [figure.value for figure in table.figures] == [Decimal("28.5"), Decimal("14.5")]


def test_blank_lines_are_skipped_and_the_numbers_of_lines_stay_those_of_the_file() -> None:
    table = long_table("", "2023;Nederland;5", "", ";;", "2023;Tiel;1.31O", "")

    assert table.rows == 2
    assert [(rejected.row, rejected.column, rejected.value) for rejected in table.rejected] == [
        (6, "Meldingen (aantal)", "1.31O")
    ]


# --- lines that are not accepted -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2023;Tiel;1.31O", "Meldingen (aantal)", "Hier staat een letter O in plaats van een nul."),
        ("2024MM13;Tiel;5", "Perioden", "Maand 13 bestaat niet."),
        ("2023;Tiel;5;", "", "Deze regel heeft 4 cellen, de kop heeft er 3."),
        ("2023;Tiel", "", "Deze regel heeft 2 cellen, de kop heeft er 3."),
        ("2023;Ti\0el;5", "", "Hier staat een onzichtbaar teken (NUL)."),
        ('2023;"Tiel;5', "", "Hier is een aanhalingsteken niet gesloten."),
        ("2023;Nederland;6", "", "Dit cijfer staat ook op regel 2, met een andere waarde."),
        ("2023;Tiel;1,310", "Meldingen", "hele aantallen"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_others_are_still_read(
    row: str, column: str, reason: str
) -> None:
    table = long_table("2023;Nederland;5", row, "2023;Nijmegen;7", "2022;Nijmegen;9")

    (rejected,) = table.rejected
    assert (rejected.row, rejected.column) == (3, column)
    assert reason in rejected.reason
    assert [figure.value for figure in table.figures] == [5, 7, 9]


def test_a_line_with_one_bad_cell_gives_no_figures_at_all() -> None:
    content = b"Perioden;Regio's;Adviezen (aantal);Meldingen (aantal)\n2023;Nederland;5;7\n2023;Tiel;5;7O\n"

    table = parse(content)

    assert {figure.area.name for figure in table.figures if figure.area} == {"Nederland"}


def test_a_figure_that_stands_twice_with_one_value_counts_once_and_is_told() -> None:
    table = long_table("2023;Nederland;5", "2023;Nederland;5")

    assert len(table.figures) == 1
    assert any("staan dubbel" in note for note in table.notes)


def test_averages_keep_their_decimals() -> None:
    table = long_table("2023;Nederland;5,1", "2023;Tiel;4,0", "2023;Nijmegen;3")

    assert table.rejected == []


# --- files that can't be read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Het bestand is leeg."),
        (b" \r\n\r\n", "Het bestand is leeg."),
        (b"\xef\xbb\xbf", "Het bestand is leeg."),
        (b"%PDF-1.7\n...", "Dit is een PDF en geen CSV."),
        (b"\xd0\xcf\x11\xe0rest", "Dit is een oud Excel- of Word-bestand en geen CSV."),
        (b"\x89PNG\r\n", "Dit is een afbeelding en geen CSV."),
        (b"  <!DOCTYPE html><html>", "Dit is een webpagina en geen CSV."),
        (b"\x00\x01\x02\x03" * 100, "Dit is geen tekstbestand."),
        (b"\xff\xfea", "De tekens in dit bestand zijn beschadigd."),
        (b"a;b\n\x81;\x8d", "De tekens in dit bestand kunnen we niet lezen."),
        (b"naam;plaats\nGGD;Tiel\n", "Wij herkennen deze indeling niet."),
        (b"Regio;Rokers\nGGD Gelderland-Zuid (GG);14,5\n", "Wij herkennen deze indeling niet."),
        (b"ID;Regios;Meldingen_1\n1;GM0268;5\n", "Wij herkennen deze indeling niet."),
        (b"alleen een regel\n", "Wij herkennen deze indeling niet."),
        (b"Titel\nRegio's;aantal\nTiel;5\n", "In dit bestand staat geen periode."),
        (b"Plaats;Perioden;Plaats;Plaats\na;2023;b;c\n", "De kolom «Plaats» komt 3 keer voor (A, C en D)."),
        (
            b";2021;2021\nSoort;aantal;aantal\nA;1;2\n",
            "De kolom «2021» komt meer dan \u00e9\u00e9n keer voor (B en C).",
        ),
        (
            b"Titel\nOnderwerp;A;A\nPerioden;2021;20Z2\nRegio's;aantal;aantal\nTiel;1;2\n",
            "De kop \u00ab20Z2\u00bb is geen periode.",
        ),
        (LONG.encode(), "In deze tabel staan geen cijfers."),
        (b"Perioden;Regio's\n2023;Tiel\n", "In deze tabel staan geen kolommen met cijfers."),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused_in_plain_dutch(content: bytes, message: str) -> None:
    with pytest.raises(FileError) as refused:
        parse(content)

    assert message in str(refused.value)


# --- the real files ------------------------------------------------------------------------------------------------


def test_the_table_of_the_police_is_read_whole(shared_data: Path) -> None:
    name = "politie_47013NED_misdrijven_2022_2023.csv"

    table = parse((shared_data / "statline" / name).read_bytes(), file_name=name)

    assert table.table_id == "47013NED"
    assert table.table_title == "Geregistreerde misdrijven en aangiften; soort misdrijf, gemeente 2026"
    assert table.source_line == "Bron: Politie"
    assert (table.rows, len(table.figures), len(table.areas)) == (356, 712, 356)
    assert list(table.periods) == ["2022JJ00", "2023JJ00"]
    assert table.missing == {"suppressed": 2, "impossible": 0, "nil": 0}
    assert table.rejected == []
    assert ALL_CRIME in table.notes
    assert figure(table, "Amsterdam", "2022JJ00").value == 76890
    assert figure(table, "Amsterdam (RE)", "2022JJ00").value == 84926


def test_the_table_of_cbs_with_offences_per_year_is_read_whole(shared_data: Path) -> None:
    name = "Geregistreerde_criminaliteit_Noord_Nederland.csv"

    table = parse((shared_data / "statline" / name).read_bytes(), file_name=name)

    assert table.layout == Layout.WIDE
    assert table.table_title == "Geregistreerde criminaliteit Noord Nederland"
    assert (table.rows, len(table.figures)) == (73, 219)
    assert table.provisional == 146
    assert table.zeros == 6
    assert "33 Seksueel misdrijf" in table.totals
    assert "331 Aanranding" not in table.totals
    assert figure(table, "", "2023JJ00", category="332 Verkrachting").value == 190


def test_a_table_with_a_unit_per_subject_keeps_the_units_apart(shared_data: Path) -> None:
    name = "cbs_86160NED_vermogen_2023.csv"

    table = parse((shared_data / "statline" / name).read_bytes(), file_name=name)

    assert (table.rows, len(table.figures), table.rejected) == (348, 1740, [])
    assert table.missing["suppressed"] == 10
    assert "Mediaan vermogen (1 000 euro)" in table.measures
    assert figure(table, "Noord-Nederland (LD)", "2023JJ00", measure="Totaal vermogen (mld euro)").value == Decimal(
        "213.5"
    )

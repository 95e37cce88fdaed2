"""Field cases A: the lists that people keep in CSV files."""

from pathlib import Path

import pytest

from network.spreadsheets import as_csv
from network.tables import TableError
from tests.network.tables.files import cells, csv_of, places, read


def test_a_list_with_a_mark_at_its_start_is_read_with_its_header_and_row_numbers() -> None:
    table = csv_of("\ufeffNaam;Plaats\r\nGGD;Tiel\r\nMoviera;Ede\r\n")

    assert (table.kind, table.separator, table.encoding, table.header) == ("csv", ";", "utf-8", ["Naam", "Plaats"])
    assert [(row.number, row.cells) for row in table.rows] == [(2, ["GGD", "Tiel"]), (3, ["Moviera", "Ede"])]
    assert not table.problems
    assert not table.notes


def test_old_windows_text_is_read_and_the_reader_is_told_to_look_at_the_accents() -> None:
    table = csv_of("Naam;Plaats\nCoördinatie;Súdwest".encode("cp1252"))

    assert cells(table) == [["Coördinatie", "Súdwest"]]
    assert table.encoding == "cp1252"
    assert "letters met een accent" in table.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_the_text_may_be_in_any_unicode(encoding: str) -> None:
    assert cells(csv_of("Naam\tPlaats\nEén\tTiel".encode(encoding))) == [["Eén", "Tiel"]]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Naam;Adres\nGGD;Kade 1, Tiel\nIrisZorg;Kade 2, Ede", ";"),
        ('Naam,Adres\nGGD,"Kade 1; boven"\nIrisZorg,"Kade 2, Ede"', ","),
        ("Naam\tAdres\nGGD\tKade 1, Tiel", "\t"),
        ("naam;\nGGD;\nIrisZorg;", ";"),
        ('naam;\n"GGD, Tiel";\n"IrisZorg, Ede";', ";"),
        ("Regio;Rokers\nGGD;14,5\nRegio 2;13,5", ";"),
        ("sep=,\nNaam,Adres\nGGD,Tiel", ","),
        ("Naam\nGGD\nIrisZorg", ";"),
    ],
)
def test_the_separator_is_guessed_and_shown(text: str, separator: str) -> None:
    assert csv_of(text).separator == separator


def test_a_person_may_choose_another_separator() -> None:
    text = "Naam;Adres,Plaats\nGGD;Kade,Tiel"
    assert csv_of(text).header == ["Naam", "Adres,Plaats"]
    assert csv_of(text, separator=",").header == ["Naam;Adres", "Plaats"]
    with pytest.raises(TableError, match="Kies puntkomma, komma, tab of streepje"):
        csv_of(text, separator="x")


def test_separators_and_line_ends_inside_quotes_belong_to_the_cell() -> None:
    table = csv_of('Naam;Over\n"De ""Brug"";\nTiel";"regel 1\r\nregel 2"\nGGD;x')
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ['De "Brug";\nTiel', "regel 1\nregel 2"]),
        (3, ["GGD", "x"]),
    ]


def test_a_row_with_a_separator_too_many_is_reported_and_the_others_are_read() -> None:
    table = csv_of("Naam;Plaats;Telefoon\nGGD;Tiel;088\nMoviera;Ede;;026\nIrisZorg;Ede\nRutgers;Utrecht;030")

    assert [row.number for row in table.rows] == [2, 5]
    assert places(table.problems) == ["3", "4"]
    assert table.problems[0].value == "Moviera | Ede |  | 026"
    assert "heeft 4 kolommen, de kop heeft er 3" in table.problems[0].reason


def test_a_separator_at_the_end_of_every_row_is_no_column() -> None:
    table = csv_of("Naam;Plaats\nGGD;Tiel;\nMoviera;Ede;\n")
    assert (cells(table), table.problems) == ([["GGD", "Tiel"], ["Moviera", "Ede"]], [])


def test_blank_lines_are_skipped_and_the_numbers_stay_those_of_the_file() -> None:
    table = csv_of("Naam;Plaats\n\nGGD;Tiel\n;\n  ;\nMoviera;Ede\n\n\n")
    assert [row.number for row in table.rows] == [3, 6]
    assert not table.problems


def test_titles_above_the_header_are_skipped_and_named() -> None:
    table = csv_of("Partners van het netwerk;;\n\nStand 1 mei 2026;;\nNaam;Plaats;Telefoon\nGGD;Tiel;088\n")

    assert (table.header_row, table.header, cells(table)) == (
        4,
        ["Naam", "Plaats", "Telefoon"],
        [["GGD", "Tiel", "088"]],
    )
    assert [note[:5] for note in table.notes] == ["Rij 1", "Rij 3"]
    assert "Partners van het netwerk" in table.notes[0]


def test_headings_that_we_know_tell_which_row_is_the_header() -> None:
    table = csv_of("Lijst;2026;versie 2\nNAAM;;Plaats *\nGGD;x;Tiel", known_headers=["naam", "plaats"])
    assert (table.header_row, table.header) == (2, ["NAAM", "", "Plaats *"])


def test_a_heading_that_occurs_more_than_once_is_told_with_every_column() -> None:
    table = csv_of("Gemeente;Plaats;Postcode;Plaats;Adres;Postcode;plaats\nBuren;1;2;3;4;5;6")

    assert places(table.problems) == ["B, D, G1", "C, F1"]
    assert "«Plaats» komt 3 keer voor (B, D, G)" in table.problems[0].reason
    assert cells(table) == [["Buren", "1", "2", "3", "4", "5", "6"]]


def test_a_quote_that_is_not_closed_is_reported_and_swallows_no_other_row() -> None:
    table = csv_of('Naam;Plaats\n"GGD;Tiel\nMoviera;Ede\nIrisZorg;"Ede"\nRutgers;Utrecht')

    assert cells(table) == [["Moviera", "Ede"], ["IrisZorg", "Ede"], ["Rutgers", "Utrecht"]]
    assert [row.number for row in table.rows] == [3, 4, 5]
    assert places(table.problems) == ["2"]
    assert "aanhalingsteken" in table.problems[0].reason


def test_a_file_full_of_quotes_that_are_not_closed_is_refused() -> None:
    with pytest.raises(TableError, match="kloppen de aanhalingstekens niet"):
        csv_of('"a\n' * 20_000)


@pytest.mark.parametrize("end", ['"' + "x" * 200_000, '"' * 99_999])
def test_a_cell_without_an_end_costs_one_row(end: str) -> None:
    table = csv_of(f"Naam;Plaats\nGGD;Tiel\n{end}")
    assert (cells(table), places(table.problems)) == ([["GGD", "Tiel"]], ["3"])


def test_an_invisible_character_is_reported_where_it_stands() -> None:
    table = csv_of("Naam;Plaats\nGG\0D;Tiel\nMoviera;Ede")
    assert cells(table) == [[None, "Tiel"], ["Moviera", "Ede"]]
    assert [(problem.row, problem.column, problem.value) for problem in table.problems] == [(2, "A", "GG␀D")]
    assert "Typ de tekst opnieuw" in table.problems[0].reason


def test_one_damaged_sign_does_not_garble_the_accents_of_the_others() -> None:
    table = csv_of("Naam;Plaats\nCoördinatie;Één\nGG".encode() + b"\xff;Tiel\n")
    assert (table.encoding, places(table.problems)) == ("utf-8", ["A3"])
    assert cells(table) == [["Coördinatie", "Één"], [None, "Tiel"]]


def test_spaces_that_only_look_different_are_ordinary_spaces() -> None:
    assert cells(csv_of("Naam;Plaats\n GGD\u00a0Gelderland\u202fZuid \u200b;\u00a0")) == [["GGD Gelderland Zuid", None]]


def test_error_values_of_a_spreadsheet_are_no_text() -> None:
    table = csv_of("Naam;Aantal\nGGD;#N/B\nMoviera;#VERW!\nIrisZorg;#DEEL/0!\nRutgers;#1 in Utrecht")
    assert places(table.problems) == ["B2", "B3", "B4"]
    assert [row.cells[1] for row in table.rows] == [None, None, None, "#1 in Utrecht"]


def test_what_we_wrote_ourselves_is_read_without_what_made_it_harmless() -> None:
    texts = ['=HYPERLINK("http://voorbeeld.invalid","klik")', "+31 24 123 45 67", "-", "@naam", "'s Heerenberg", "'=1"]
    table = csv_of(as_csv([["Naam", "Nummer"], *[[text, "1"] for text in texts]]))
    assert [row.cells[0] for row in table.rows] == texts


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", "leeg"),
        (b"\n\n ;;\n", "geen tabel"),
        (b"%PDF-1.7", "Dit is een PDF"),
        (b"<!DOCTYPE html><table>", "Dit is een webpagina"),
        (b"\x81\x8d\x00\xff", "CSV UTF-8"),
        (b"\xff\xfea", "beschadigd"),
        (b"Naam;Plaats\n" * 50_002, "meer dan 50.000 rijen"),
        (b"x;" * 300, "meer dan 200 kolommen"),
        (b"a" * (10 * 1024 * 1024 + 1), "hoogstens 10 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, answer: str) -> None:
    with pytest.raises(TableError, match=answer):
        read(content)


@pytest.mark.parametrize(
    ("name", "rows", "problems"),
    [
        ("directory_organisation.csv", 313, []),
        ("directory_location.csv", 269, []),
        ("directory_service.csv", 313, []),
        ("directory_service_location.csv", 270, []),
        ("overheidsdiensten_sample.csv", 591, []),
        ("gemeenten_orca_vng.csv", 393, ["B, D, G1", "C, F1"]),
        ("shelters_area_only.csv", 80, []),
    ],
)
def test_real_lists_are_read_whole(shared_data: Path, name: str, rows: int, problems: list[str]) -> None:
    table = read((shared_data / "organisations" / name).read_bytes())

    assert len(table.rows) == rows
    assert places(table.problems) == problems
    assert all(len(row.cells) == len(table.header) for row in table.rows)


def test_signs_that_can_not_be_kept_or_that_turn_text_around_come_in_nowhere() -> None:
    table = csv_of('Lijst\0 van 2026\nNaam\0;Plaats\nG\u202eDG;Tiel\nMo\0viera;Ede\n"kapot;\0')
    assert (table.header, cells(table)[0]) == (["Naam", "Plaats"], ["GDG", "Tiel"])
    assert "\0" not in str([table.header, table.notes, table.problems, table.rows])

"""The layouts of the open-data portal and tables of others, and the real files as a person reads them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from monitor.areas import Area
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.statline import FileError, Layout, ParsedFile, Rejected, Role, columns_of, figures, open_table, parse
from monitor.statline import UnknownLayoutError as Unknown
from tests.monitor.figures.statline_files import zipped
from tests.network.tables.files import workbook

FILES = Path(__file__).parents[2] / "data" / "statline"


def read(name: str, **options: Any) -> ParsedFile:
    return parse((FILES / name).read_bytes(), file_name=name, **options)


def facts(table: ParsedFile) -> set[tuple[Any, ...]]:
    return {
        (f.category, f.measure, (f.area.kind, f.area.name) if f.area else None, f.period, f.value, f.status)
        for f in table.figures
    }


MISSING = {
    ValueStatus.SUPPRESSED: "suppressed",
    ValueStatus.IMPOSSIBLE: "impossible",
    ValueStatus.NIL: "nil",
    ValueStatus.NOT_GIVEN: "?",
}


def rows_of(table: ParsedFile) -> dict[tuple[str, str], list[str]]:
    """Area and period → what the file shows in that row, from left to right; a missing value as its kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure in table.figures:
        place = figure.area.label if figure.area else figure.category
        shown = MISSING[figure.status] if figure.value is None else str(figure.value).replace(".", ",")
        found.setdefault((place, figure.period), []).append(shown)
    return found


# --- M03: one table in two layouts ---------------------------------------------------------------------------------

LABELS = {
    "SoortMisdrijf:T001161": "Totaal misdrijven",
    "SoortMisdrijf:3.3": "33 Seksueel misdrijf",
    "2023JJ00": "2023*",
    "GM0268": "Nijmegen",
    "GM0344": "Utrecht (gemeente)",
    "VT13": "Utrecht (VT)",
}


def test_the_same_table_as_tabelindeling_and_as_untyped_data_set_gives_identical_values() -> None:
    table, untyped = (
        read("misdrijven_tabelindeling.csv"),
        read("47013NED_UntypedDataSet_18012026_185321.csv", labels=LABELS),
    )

    assert (table.layout, untyped.layout) == (Layout.TABLE, Layout.UNTYPED)
    assert facts(table) == facts(untyped)
    assert {f.revision for f in untyped.figures if f.period == "2023JJ00"} == {RevisionStatus.PROVISIONAL}
    assert len(table.figures) == 24


def test_codes_without_names_keep_their_code_and_a_total_is_still_a_total() -> None:
    untyped = read("47013NED_UntypedDataSet_18012026_185321.csv")

    assert untyped.categories == ["Totaal (T001161)", "3.3"]
    assert untyped.totals == {"Totaal (T001161)"}
    assert Area("municipality", "GM0268", code="GM0268") in untyped.areas
    assert Area("province", "Utrecht", code="PV26") in untyped.areas
    assert untyped.table_id == "47013NED"


def test_an_untyped_data_set_keeps_the_kinds_of_missing_apart_and_zero_is_a_value() -> None:
    untyped = read("47013NED_UntypedDataSet_18012026_185321.csv")

    assert untyped.missing == {"suppressed": 2, "impossible": 2, "nil": 1}
    assert untyped.zeros == 1


def test_a_decimal_point_in_a_data_set_is_a_decimal_point() -> None:
    content = b"ID;Perioden;RegioS;Aandeel_1\n0;2023JJ00;GM0268   ;1.310\n1;2023JJ00;GM0344   ;1,310\n"

    table = parse(content)

    assert [figure.value for figure in table.figures] == [Decimal("1.310")]
    assert "een komma" in table.rejected[0].reason


def test_subjects_with_one_name_in_a_data_set_keep_their_number() -> None:
    table = parse(b"Perioden;RegioS;Mannen_2;Mannen_7\n2023JJ00;NL01  ;5;7\n")

    assert table.measures == ["Mannen (2)", "Mannen (7)"]


# --- M07, M08: periods apart, totals apart -------------------------------------------------------------------------


def test_a_year_and_its_twelve_months_in_one_column_are_one_value_and_a_series_of_twelve() -> None:
    table = read("47022NED_UntypedDataSet_02022026_101010.csv")

    assert table.contents.period_kinds == ("JJ", "MM")
    assert [f.value for f in table.figures if f.period.endswith("JJ00")] == [Decimal(78)]
    months = [f for f in table.figures if "MM" in f.period]
    assert len(months) == 12
    assert sum(f.value for f in months if f.value is not None) == 73  # May is not published, and is no part of the sum
    assert [f.period for f in months if f.value is None] == ["2025MM05"]


def test_half_years_quarters_and_school_years_are_kinds_of_their_own() -> None:
    content = "Perioden;Regio's;Meldingen (aantal)\n" + "\n".join(
        f"{period};Nederland;5" for period in ("2024", "1e halfjaar 2024*", "2024 3e kwartaal", "2023/'24", "mei 2024")
    )

    table = parse(content.encode())

    assert list(table.periods) == ["2023SJ00", "2024HJ01", "2024JJ00", "2024KW03", "2024MM05"]
    assert table.contents.period_kinds == ("JJ", "SJ", "HJ", "KW", "MM")


def test_a_total_in_one_of_two_dimensions_is_a_total() -> None:
    content = "Geslacht;Soort misdrijf;Perioden;Regio's;Aantal (aantal)\n" + "\n".join(
        f"{sex};{offence};2023;Tiel;5"
        for sex in ("Totaal mannen en vrouwen", "Vrouwen")
        for offence in ("Misdrijven, totaal", "331 Aanranding")
    )

    table = parse(content.encode())

    assert set(table.categories) - table.totals == {"Vrouwen · 331 Aanranding"}


# --- the zip of the open-data portal -------------------------------------------------------------------------------


def test_a_zip_of_the_portal_names_its_codes_and_tells_what_is_provisional() -> None:
    names = ("Observations", "MeasureCodes", "SoortMisdrijfCodes", "RegioSCodes", "PeriodenCodes")
    content = zipped({f"{name}.csv": (FILES / "47013NED" / f"{name}.csv").read_bytes() for name in names})

    table = parse(content, file_name="47013NED-202601180000.zip")

    assert (table.layout, table.unit, table.rejected) == (Layout.BULK, "aantal", [])
    assert facts(table) == facts(read("misdrijven_tabelindeling.csv"))
    assert table.periods == {"2022JJ00": RevisionStatus.FINAL, "2023JJ00": RevisionStatus.PROVISIONAL}
    assert open_table(content).names["SoortMisdrijf:3.3"] == "33 Seksueel misdrijf"


def _bomb() -> bytes:
    return zipped({"Observations.csv": b"0" * 6_000_000})


def _lying() -> bytes:
    """A zip whose directory says that a part is a gigabyte long."""
    content = zipped({"Observations.csv": b"Id;Measure;Value\n"})
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + (1_000_000_000).to_bytes(4, "little") + content[at + 28 :]


def _with_many_parts() -> bytes:
    return zipped({f"{number}.csv": b"" for number in range(300)})


def _in_itself() -> bytes:
    return zipped({"Observations.csv": zipped({"Observations.csv": b"Id;Measure;Value\n"})})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_bomb(), "zit te veel om te openen"),
        (_lying(), "zit te veel om te openen"),
        (_with_many_parts(), "zit te veel om te openen"),
        (_in_itself(), "geen tekstbestand|kunnen we niet lezen"),
        (zipped({"../../etc/passwd": b"x"}), "geen «Observations.csv»"),
        (zipped({"Observations.csv": b"Id;Perioden\n1;2023JJ00\n"}), "niet als kolom"),
        (zipped({"Observations.csv": b"Id;Measure;Value\n1;M;5\n"}), "geen periode"),
        (b"PK\x03\x04rest", "beschadigd"),
    ],
    ids=["bomb", "lies", "parts", "nested", "path", "columns", "period", "damaged"],
)
def test_a_zip_that_may_hurt_or_holds_no_table_is_refused_before_it_is_unpacked(content: bytes, message: str) -> None:
    with pytest.raises(FileError, match=message):
        parse(content)


def test_a_part_of_a_zip_is_never_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    content = zipped(
        {
            "../weg.csv": b"x",
            "Observations.csv": b"Id;Measure;ValueAttribute;Value;Perioden\n1;M;None;5;2023JJ00\n2;M;Odd;6;2022JJ00\n",
        }
    )

    table = parse(content)

    assert [figure.value for figure in table.figures] == [5]
    assert "«Odd»" in table.rejected[0].reason
    assert list(tmp_path.iterdir()) == []


# --- tables of any other layout ------------------------------------------------------------------------------------


def chosen(content: bytes, name: str = "cijfers.xlsx", **changes: Any) -> ParsedFile:
    """Read by the guess of what each column is, with changes."""
    mapping = columns_of(content, file_name=name, sheet=changes.get("sheet", "")).guess.as_json()
    mapping["columns"] |= changes.pop("columns", {})
    return parse(content, file_name=name, mapping={**mapping, **changes})


def test_each_column_is_shown_with_examples_and_a_guess_at_what_it_is() -> None:
    content = workbook(
        ["Gemeente", "Jaar", "Soort", "Aantal"], ["Tiel", 2023, "Advies", 12], ["Buren", 2023, "Zorg", 7]
    )

    seen = columns_of(content, file_name="cijfers.xlsx").columns

    assert [column.guess for column in seen] == [Role.AREA, Role.PERIOD, Role.CATEGORY, Role.VALUE]
    assert (seen[0].letter, seen[0].samples) == ("A", ("Tiel", "Buren"))


def test_a_workbook_is_read_by_what_somebody_says_of_its_columns() -> None:
    content = workbook(
        ["Gemeente", "Jaar", "Soort", "Aantal"],
        [268, 2023, "Advies", 12],  # a spreadsheet took the code GM0268 for a number
        ["Tiel", "2023*", "Advies", "n.v.t."],
        ["Buren", 2023, "Advies", None],
        ["Druten", 2023, "Advies", "#N/B"],
        ["Heumen", 2023, "Advies", "3,75"],
    )

    with pytest.raises(Unknown, match="Kies bij elke kolom"):
        parse(content, file_name="cijfers.xlsx")
    table = chosen(content)

    assert table.layout == Layout.MAPPED
    assert Area("municipality", "GM0268", code="GM0268") in table.areas
    assert [(f.value, f.status.value) for f in table.figures] == [
        (12, "value"),
        (None, "n_a"),
        (None, "not_given"),
        (Decimal("3.75"), "value"),
    ]
    assert [(line.row, line.column) for line in table.rejected] == [(5, "Aantal")]
    assert "fout van het rekenblad" in table.rejected[0].reason


def test_a_column_per_year_and_a_column_per_subject_are_read_too() -> None:
    years = chosen(b"Gemeente;2022;2023*\nTiel;5;7\nBuren;.;0\n", "jaren.csv")
    subjects = chosen(b"Gemeente;Jaar;Adviezen;Meldingen\nTiel;2023;5;7\n", "onderwerpen.csv")

    assert [(f.period, f.value, f.revision.value) for f in years.figures] == [
        ("2022JJ00", 5, "final"),
        ("2023JJ00", 7, "provisional"),
        ("2022JJ00", None, "final"),
        ("2023JJ00", 0, "provisional"),
    ]
    assert [(f.measure, f.value) for f in subjects.figures] == [("Adviezen", 5), ("Meldingen", 7)]


def test_a_period_or_a_subject_can_hold_for_all_rows() -> None:
    content = b"Gemeente;Aantal\nTiel;5\n"

    with pytest.raises(FileError, match="geen periode"):
        chosen(content, "cijfers.csv")
    table = chosen(content, "cijfers.csv", period="2e halfjaar 2024", subject="Adviezen", unit="aantal")

    assert [(f.period, f.measure, f.value) for f in table.figures] == [("2024HJ02", "Adviezen", 5)]


def test_what_was_remembered_is_not_used_for_a_file_with_other_columns() -> None:
    mapping = columns_of(b"Gemeente;Jaar;Aantal\nTiel;2023;5\n", file_name="a.csv").guess.as_json()

    assert parse(b"gemeente;jaar;aantal\nBuren;2024;6\n", mapping=mapping).figures[0].value == 6
    with pytest.raises(FileError, match="anders dan de vorige keer"):
        parse(b"Jaar;Gemeente;Aantal\n2024;Buren;6\n", mapping=mapping)
    with pytest.raises(FileError, match="Geef bij elke kolom aan"):
        parse(b"Jaar;Gemeente;Aantal\n2024;Buren;6\n", mapping={"columns": {"0": "iets"}})


def test_of_two_sheets_the_one_with_known_headings_is_read_and_the_other_can_be_chosen() -> None:
    content = workbook(["Toelichting"], ["Lees dit eerst"], Cijfers=[["Gemeente", "Jaar", "Aantal"], ["Tiel", 2023, 5]])

    seen = columns_of(content, file_name="cijfers.xlsx")

    assert (seen.sheets, seen.sheet) == (("Lijst", "Cijfers"), "Cijfers")
    assert columns_of(content, file_name="cijfers.xlsx", sheet="Lijst").sheet == "Lijst"


def _merged_hidden_and_without_result(page: Any) -> None:
    page.merge_cells("A2:A3")
    page.row_dimensions[4].hidden = True
    page["C5"] = "=SUM(C2:C4)"


def test_merged_cells_hidden_rows_and_formulas_without_a_result_are_handled_and_told() -> None:
    content = workbook(
        ["Gemeente", "Jaar", "Aantal"],
        ["Tiel", 2022, 5],
        [None, 2023, 6],
        ["Buren", 2023, 7],
        ["Druten", 2023, None],
        change=_merged_hidden_and_without_result,
    )

    table = chosen(content)

    assert [(f.area.name, f.period, f.value) for f in table.figures if f.area] == [
        ("Tiel", "2022JJ00", 5),
        ("Tiel", "2023JJ00", 6),
        ("Buren", "2023JJ00", 7),
    ]
    assert "Formule zonder uitkomst in C5" in table.rejected[0].reason
    assert any("1 verborgen rij meegenomen" in note for note in table.notes)


def test_two_columns_with_one_heading_are_refused_only_when_both_would_be_read() -> None:
    content = b"Gemeente;Jaar;Meldingen;Meldingen\nTiel;2023;5;9\n"

    with pytest.raises(FileError, match="meer dan één keer"):
        chosen(content, "cijfers.csv")
    assert [f.value for f in chosen(content, "cijfers.csv", columns={"2": "skip"}).figures] == [9]


# --- M06: areas ----------------------------------------------------------------------------------------------------


def test_a_code_between_blanks_is_one_municipality_and_a_suffix_makes_another_area() -> None:
    content = b'ID;RegioS;Perioden;Aantal_1\n0;"GM0268   ";2023JJ00;5\n1;"PV22  ";2023JJ00;6\n2;VT03;2023JJ00;7\n'

    table = parse(content, labels={"GM0268": "Nijmegen", "PV22": "Drenthe (PV)", "VT03": "Drenthe (VT)"})

    assert [(area.kind, area.name) for area in table.areas] == [
        ("municipality", "Nijmegen"),
        ("province", "Drenthe"),
        ("vt", "Drenthe"),
    ]


# --- files that want to hurt ---------------------------------------------------------------------------------------

LONG = b"Perioden;Regio's;Meldingen (aantal)\n2022;Nederland;5\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"2023;=1+1;=1+1", "geen getal"),
        (b"2023;;7", "Hier staat geen gebied."),
        (b"2023;" + b"a" * 300 + b";7", "naam van dit gebied is te lang"),
        (b"2023;Tiel;" + b"9" * 200_000, "te lang"),
        (b"2023;Tiel;" + b"9" * 2_000_000, "te lang"),
        (b"2023" + b";" * 100_000, "cellen, de kop heeft er 3"),
        (b"2023;Ti\xc3\xabl;5\xff", "een teken dat we niet kunnen lezen"),
        (b"2023;Tiel;1E9", "Dit is geen getal."),
    ],
    ids=["formula", "no area", "long name", "long cell", "long line", "ragged", "damaged", "scientific"],
)
def test_a_line_that_wants_to_hurt_is_set_aside(line: bytes, reason: str) -> None:
    table = parse(LONG + "2021;Fryslân (PV);3\n2020;Fryslân (PV);3\n2019;Fryslân (PV);3\n".encode() + line)

    (rejected,) = table.rejected
    assert reason in rejected.reason
    assert len(rejected.value) <= 80
    assert len(table.figures) == 4


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        ("Regio;Gemeente;Jaar;Aantal", "Twente (CR);Almelo;2023;5", "Meer dan één kolom noemt een gebied."),
        ("Jaar;Perioden;Regio;Aantal", "2023;2022;Tiel;5", "Meer dan één kolom noemt een periode."),
        ("Jaar;Maand;Regio;Aantal", "2023;mei;Tiel;5", "Zet jaar en deel in één kolom"),
        ("Meldingen;Jaar;Regio;Adviezen", "12;2023;Tiel;5", "staan alleen getallen. Kies of dat cijfers zijn."),
    ],
)
def test_a_table_that_can_be_read_in_two_ways_asks_what_its_columns_are(header: str, row: str, message: str) -> None:
    with pytest.raises(Unknown, match=message):
        parse(f"{header}\n{row}\n".encode())


def test_figures_below_the_line_with_the_source_are_set_aside_and_notes_are_not() -> None:
    table = parse(LONG + b"Bron: CBS\n2019;Tiel;12\nToelichting bij deze tabel\n")

    assert len(table.figures) == 1
    assert [(line.row, line.reason) for line in table.rejected] == [(4, "Deze regel staat onder de regel met de bron.")]


def test_a_blank_cell_in_a_table_without_any_symbol_may_mean_anything() -> None:
    without = parse(LONG + b"2022;Tiel;\n")
    with_dots = parse(LONG + b"2022;Tiel;\n2022;Buren;.\n")

    assert without.missing["not_given"] == 1
    assert with_dots.missing == {"suppressed": 1, "impossible": 1, "nil": 0}


def test_figures_of_very_many_categories_are_never_taken_for_each_other() -> None:
    rows = "".join(f"categorie {n};{period};Tiel;{n}\n" for n in range(17_000) for period in [2020 + (n > 16_900)])

    table = parse(f"Soort;Perioden;Regio's;Aantal (aantal)\n{rows}".encode())

    assert (len(table.figures), table.rejected) == (17_000, [])


def test_a_line_of_nothing_but_separators_takes_no_time() -> None:
    separators = b"\t" * 900_000

    assert len(parse(LONG + separators + b"\n" + separators).figures) == 1


def test_a_file_of_which_hardly_a_line_can_be_read_is_refused_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_REJECTED", 100)

    with pytest.raises(FileError, match="Controleer of dit het goede bestand is"):
        parse(LONG + b"2023;Tiel;1O\n" * 200)


def test_more_figures_than_the_portal_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_FIGURES", 2)

    with pytest.raises(FileError, match="Kies bij de bron minder per keer"):
        parse(LONG + b"2023;Tiel;5\n2022;Tiel;5\n2021;Tiel;5\n")


def test_a_table_of_a_hundred_thousand_columns_is_refused() -> None:
    with pytest.raises(FileError, match="kolommen"):
        parse(b"Perioden" + b";a" * 100_000 + b"\n2023" + b";5" * 100_000)


def test_a_table_is_read_from_disk_row_by_row_and_as_often_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "47013NED_UntypedDataSet.csv"
    rows = (f'{n};"{n % 40}.0 ";"{2000 + n // 500}JJ00";"GM{n % 50 + 1:04d}  ";{n % 977:>8}\n' for n in range(5_000))
    file.write_text("ID;SoortMisdrijf;Perioden;RegioS;Aantal_1\n" + "".join(rows))

    reading = open_table(file, file_name=file.name)

    assert reading.rows == 0
    assert reading.names_an_area
    doubled = sum(isinstance(each, Rejected) for each in reading.figures())
    assert reading.rows == 5_000
    assert doubled == sum(isinstance(each, Rejected) for each in reading.figures())


# --- the real files, held against what a person reads in them ---------------------------------------------------------

POLICE, WEALTH = "politie_47013NED_misdrijven_2022_2023.csv", "cbs_86160NED_vermogen_2023.csv"
OFFENCES = "Geregistreerde_criminaliteit_Noord_Nederland.csv"
HEALTH = "Gezondheidsmonitor__bevolking_18_jaar_of_ouder__regio__2022_22012025_151906.csv"
NEARNESS = "Regionale_kerncijfers_Nederland_22012025_144703.csv"
LIFE = "71950ned_TypedDataSet_29012025_112846.csv"

# Typed over from the files, row by row: the area or the subdivision, the period, and what stands there.
READ_BY_HAND = {
    POLICE: """
        Nederland|2022JJ00|800027
        Nederland|2023JJ00|805590
        Aa en Hunze|2023JJ00|664
        Bergen (L.)|2022JJ00|412
        Bergen (NH.)|2022JJ00|859
        's-Gravenhage|2023JJ00|37483
        Groningen (gemeente)|2022JJ00|13473
        Utrecht (gemeente)|2023JJ00|25614
        Nijmegen|2022JJ00|12073
        Schiermonnikoog|2022JJ00|36
        Buitenland|2022JJ00|suppressed
        Buitenland|2023JJ00|suppressed
        Gemeenten; niet in te delen|2023JJ00|282
        Oost-Nederland (RE)|2022JJ00|127470
        Niet in te delen (RE)|2022JJ00|271
    """,
    WEALTH: """
        Noord-Nederland (LD)|2023JJ00|818,8|100|213,5|260,7|119,8
        Oost-Nederland (LD)|2023JJ00|1658,3|100|527,8|318,3|156,7
        Niet in te delen (LD)|2023JJ00|0,0|suppressed|suppressed|suppressed|suppressed
        Aa en Hunze|2023JJ00|11,3|100|4,5|394,5|238,0
        Amsterdam|2023JJ00|489,8|100|169,0|345,1|13,9
        Beek (L.)|2023JJ00|7,6|100|2,1|278,1|187,6
        Leiderdorp|2023JJ00|12,5|100|suppressed|suppressed|239,5
        Nijmegen|2023JJ00|96,8|100|20,0|206,8|21,2
        Rozendaal|2023JJ00|0,7|100|0,8|1189,2|606,3
        Utrecht (gemeente)|2023JJ00|183,6|100|50,4|274,4|30,9
        Gemeenten; niet in te delen|2023JJ00|0,0|suppressed|suppressed|suppressed|suppressed
    """,
    OFFENCES: """
        Misdrijven, totaal|2021JJ00|60540
        Misdrijven, totaal|2023JJ00|64165
        132 Valsheid in zegels en merken|2023JJ00|5
        245 Verblijf ongewenste vreemdeling|2022JJ00|0
        3 Gewelds- en seksuele misdrijven|2022JJ00|6885
        33 Seksueel misdrijf|2021JJ00|800
        33 Seksueel misdrijf|2022JJ00|845
        331 Aanranding|2022JJ00|245
        332 Verkrachting|2023JJ00|190
        336 Ontucht met misbruik van gezag|2021JJ00|90
        6.3 Drugsmisdrijf (overig)|2022JJ00|5
        91 Militaire misdrijven|2023JJ00|0
        92 Misdrijven (overig)|2021JJ00|425
    """,
    HEALTH: """
        Nederland|2022JJ00|70|21,5|33|47,5|53,6|16,6|42,5|7,1
        GGD Groningen (GG)|2022JJ00|69,1|21,9|34,3|50,4|50,7|19,3|42|7,6
        GGD Gelderland-Zuid (GG)|2022JJ00|70,9|20,5|32,2|47,9|53,7|14,5|41,4|7,1
        GGD Amsterdam (GG)|2022JJ00|68,9|30,6|32,3|54,5|60,5|22,3|40,1|8,5
        Dienst Gezondheid & Jeugd ZHZ (GG)|2022JJ00|69,5|21,9|33,6|41,5|47,9|15,1|48,9|5,6
        GGD Zaanstreek/Waterland (GG)|2022JJ00|68|22,3|33|45,5|51,5|16,1|42,5|6,5
    """,
    NEARNESS: """
        Nederland|2022JJ00|1,1|7,8|6,9|7,3|4,2
        Nederland|2023JJ00|1,1|7,7|6,9|7,3|4,2
        Zuid-Nederland (LD)|2023JJ00|1,1|5,3|7,1|7,2|2,5
        Overijssel (PV)|2023JJ00|1,3|5|9,1|9|1,7
        Noord-Friesland (CR)|2022JJ00|1,5|4,3|11,6|15,2|0,8
        Arnhem|2022JJ00|1|5,7|3|5,2|2,9
        Haarlem|2023JJ00|0,6|16,3|2,6|2,6|7,2
        Zwijndrecht|2023JJ00|0,7|6,3|6,7|2,8|8,2
        Zwijndrecht|2024JJ00|?|?|?|?|?
    """,
    LIFE: """
        Totaal (T001038) · m&v · 10010 · MW00000|2021JJ00|81,35|65,2|72,9|76,1|54,3|43,9|46,7|70,1|58,7|77,8
        Totaal (T001038) · m&v · 10010 · MW00000|2022JJ00|81,61|62,8|71,5|75,3|54|43,8|46,6|71,3|57,8|76,8
        Totaal (T001038) · m&v · 10010 · MW00000|2023JJ00|81,84|63,3|71,6|75,4|53,7|43,2|46|71,6|57,4|77,1
        Totaal (T001038) · m&v · 10010 · B000150|2023JJ00|?|0,3|?|?|?|0,4|0,4|0,3|?|?
    """,
}


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Callable[[str], ParsedFile]:
    return lambda name: parse((shared_data / "statline" / name).read_bytes(), file_name=name)


@pytest.mark.parametrize("name", READ_BY_HAND)
def test_a_real_file_holds_what_a_person_reads_in_it(real: Callable[[str], ParsedFile], name: str) -> None:
    table = real(name)

    shown = rows_of(table)
    by_hand = [line.strip().split("|") for line in READ_BY_HAND[name].splitlines() if line.strip()]
    assert {(place, period): shown[place, period] for place, period, *_ in by_hand} == {
        (place, period): cells for place, period, *cells in by_hand
    }
    assert sum(len(cells) for _, _, *cells in by_hand) >= 10
    assert table.rejected == []


@pytest.mark.parametrize(
    ("name", "layout", "rows", "figures", "source"),
    [
        (POLICE, Layout.TABLE, 356, 712, "Bron: Politie"),
        (WEALTH, Layout.TABLE, 348, 1740, "Bron: CBS"),
        (OFFENCES, Layout.WIDE, 73, 219, "Bron: CBS"),
        (HEALTH, Layout.LONG, 26, 208, ""),
        (NEARNESS, Layout.LONG, 21, 105, "Bron: CBS"),
        (LIFE, Layout.TYPED, 6, 60, ""),
    ],
)
def test_a_real_file_is_read_whole(
    real: Callable[[str], ParsedFile], name: str, layout: Layout, rows: int, figures: int, source: str
) -> None:
    table = real(name)

    assert (table.layout, table.rows, len(table.figures), table.source_line) == (layout, rows, figures, source)


def test_the_real_files_keep_what_is_odd_about_them(real: Callable[[str], ParsedFile]) -> None:
    health, nearness, life = real(HEALTH), real(NEARNESS), real(LIFE)

    assert "De periode (2022) komt uit de naam van het bestand. Controleer of dat klopt." in health.notes
    assert {area.kind for area in health.areas} == {"country", "ggd"}
    assert {area.code for area in nearness.areas} == {"NL01", "LD04", "PV23", "CR04", "GM0202", "GM0392", "GM0642"}
    assert any("zonder statistische symbolen" in note for note in nearness.notes)
    assert (life.table_id, life.names_an_area, str(life.retrieved_on)) == ("71950NED", False, "2025-01-29")
    assert life.measures[1] == "LV in als goed ervaren gezondheid"
    assert life.missing["not_given"] == 18

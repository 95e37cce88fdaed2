"""Tables that nobody thought of: the same truth in every layout of StatLine reads the same, and a damaged file is
refused or read for what it says, never misread.
"""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.areas import MUNICIPALITY
from monitor.numbers import MAX_DIGITS, RevisionStatus, ValueStatus, decimals_of
from monitor.periods import period_label
from monitor.statline import FileError, parse
from tests.monitor.figures.statline_files import (
    Cell,
    Fact,
    Period,
    Place,
    Subject,
    Truth,
    breed,
    bulk,
    facts_read,
    met_symbolen,
    onderwerpen_onder_elkaar,
    typed,
    untyped,
    volgens_tabelindeling,
)

FEW = settings(max_examples=40)

OFFENCES = [
    ("T001161", "Totaal misdrijven"),
    ("3.3", "33 Seksueel misdrijf"),
    ("3.3.1", "331 Aanranding"),
    ("A050352", "65 jaar of ouder"),
    ("A1", 'Ruzie "thuis"; of elders'),
    ("A2", "Meer dan €\N{NO-BREAK SPACE}50, niet \N{LATIN SMALL LETTER E WITH DIAERESIS}\N{EN DASH}betaald"),
    ("A3", "=1+1"),
    ("A4", "15 tot 20 jaar"),
]
PLACES = [
    Place("NL01", "Nederland", "country", "Nederland"),
    Place("LD01", "Noord-Nederland (LD)", "country_part", "Noord-Nederland"),
    Place("PV26", "Utrecht (PV)", "province", "Utrecht"),
    Place("PV22", "Drenthe (PV)", "province", "Drenthe"),
    Place("VT03", "Drenthe (VT)", "vt", "Drenthe"),
    Place("GG1413", "GGD Twente (GG)", "ggd", "GGD Twente"),
    Place("CR12", "Twente (CR)", "corop", "Twente"),
    Place("RE08", "Zeeland - West-Brabant (RE)", "police", "Zeeland - West-Brabant"),
    Place("GM0344", "Utrecht (gemeente)", MUNICIPALITY, "Utrecht"),
    Place("GM0268", "Nijmegen", MUNICIPALITY, "Nijmegen"),
    Place("GM0373", "Bergen (NH.)", MUNICIPALITY, "Bergen (NH.)"),
    Place("GM0893", "Bergen (L.)", MUNICIPALITY, "Bergen (L.)"),
    Place("GM0518", "'s-Gravenhage (gemeente)", MUNICIPALITY, "'s-Gravenhage"),
]
SUBJECTS = [
    Subject("GeregistreerdeMisdrijven_1", "Geregistreerde misdrijven", "aantal"),
    Subject("OpgehelderdeMisdrijven_2", "Opgehelderde misdrijven", "aantal"),
    Subject("RelatiefAandeel_3", "Relatief aandeel", "%"),
    Subject("MisdrijvenPer1000Inwoners_4", "Misdrijven per 1 000 inwoners", "per 1 000 inwoners"),
]
MISSING = [ValueStatus.SUPPRESSED, ValueStatus.IMPOSSIBLE, ValueStatus.NIL]
CODES = [
    *(f"{year}JJ00" for year in range(2019, 2025)),
    *("2023HJ01", "2023HJ02", "2024KW02", "2024MM01", "2024MM12", "2022SJ00"),
]


def some_of(choices: list, most: int) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True).map(tuple)


@st.composite
def truths(draw: st.DrawFn, *, places: int = 3, subjects: int = 2) -> Truth:
    codes = draw(some_of(CODES, 3))
    revisions = draw(st.tuples(*(st.sampled_from(list(RevisionStatus)) for _ in codes)))
    periods = tuple(Period(code, period_label(code), status) for code, status in zip(codes, revisions, strict=True))
    kinds = (draw(some_of(OFFENCES, 3)), draw(some_of(PLACES, places)), periods, draw(some_of(SUBJECTS, subjects)))
    cells = tuple(draw(cell_of(subject)) for *_, subject in product(*kinds))
    return Truth(*kinds, cells)


def cell_of(subject: Subject) -> st.SearchStrategy[Cell]:
    counts = st.integers(0, 2_000_000).map(Decimal)
    shares = st.decimals(min_value=-10, max_value=10_000, places=1).map(lambda share: share + 0)  # no −0
    return st.one_of(counts if subject.unit == "aantal" else shares, st.sampled_from(MISSING))


LAYOUTS: dict[Callable[[Truth], bytes], str] = {
    volgens_tabelindeling: "47013NED_tabel.csv",
    onderwerpen_onder_elkaar: "47013NED_tabel.csv",
    met_symbolen: "Misdrijven__regio_18012023_185321.csv",
    untyped: "47013NED_UntypedDataSet_18012023_185321.csv",
    bulk: "47013NED.zip",
}


@pytest.mark.parametrize("write", LAYOUTS, ids=lambda write: write.__name__)
def test_every_layout_of_one_table_gives_the_same_figures(write: Callable[[Truth], bytes]) -> None:
    @FEW
    @given(truths())
    def holds(truth: Truth) -> None:
        table = parse(write(truth), file_name=LAYOUTS[write], labels=truth.labels)

        assert table.rejected == []
        blank = ValueStatus.IMPOSSIBLE if write != met_symbolen or truth.has_symbols else ValueStatus.NOT_GIVEN
        assert facts_read(table.figures) == with_blanks_as(blank, truth)
        assert len(table.figures) == len(truth.cells)

    holds()


@FEW
@given(truths())
def test_a_typed_data_set_has_the_same_values_and_says_of_none_why_it_is_missing(truth: Truth) -> None:
    table = parse(typed(truth), file_name="47013NED_TypedDataSet_18012023_185321.csv", labels=truth.labels)

    expected = {
        fact if fact.value is not None else fact._replace(status=ValueStatus.NOT_GIVEN) for fact in truth.facts()
    }
    assert facts_read(table.figures) == expected
    assert any("TypedDataSet" in note for note in table.notes)


@FEW
@given(truths(places=1, subjects=1))
def test_a_column_per_period_gives_the_same_figures_for_an_area_that_is_asked(truth: Truth) -> None:
    table = parse(breed(truth))

    assert table.rejected == []
    assert facts_read(table.figures) == {fact._replace(area=None, measure="") for fact in truth.facts()}


# --- files that were damaged on their way ----------------------------------------------------------------------------

ONE = Truth(
    (OFFENCES[0], OFFENCES[4]),
    (PLACES[0], PLACES[9]),
    (Period("2022JJ00", "2022", RevisionStatus.FINAL), Period("2023JJ00", "2023", RevisionStatus.PROVISIONAL)),
    (SUBJECTS[0],),
    (*map(Decimal, (1310, 28, 41, 7)), ValueStatus.SUPPRESSED, ValueStatus.NIL, Decimal(0), ValueStatus.IMPOSSIBLE),
)
DAMAGES = st.tuples(
    st.sampled_from(list(LAYOUTS)),
    st.sampled_from(
        [b"", b"\0", b'"', b";", b"\r", b"\n", b"\xff", b"\xc3", b"=", b"9", b"O", b";;;;", b"\xef\xbb\xbf"]
    ),
    st.integers(0, 4_000),
    st.integers(0, 40),
)


@settings(max_examples=150)
@given(DAMAGES)
def test_a_damaged_file_is_refused_or_read_and_nothing_else_goes_wrong(damage: tuple) -> None:
    write, put, at, length = damage
    content = write(ONE)
    at %= len(content)

    with suppress(FileError):
        table = parse(content[:at] + put + content[at + length :], file_name=LAYOUTS[write])
        assert all(line.reason for line in table.rejected)
        assert all(is_possible(figure) for figure in facts_read(table.figures))


@settings(max_examples=100)
@given(st.integers(0, 10_000), st.sampled_from([met_symbolen, volgens_tabelindeling]))
def test_a_file_that_breaks_off_gives_no_figure_that_was_not_in_the_whole_one(
    length: int, write: Callable[[Truth], bytes]
) -> None:
    content = write(ONE)
    lines = content.splitlines(keepends=True)

    cut = b"".join(lines[: length % (len(lines) + 1)])

    assert facts_of(cut) <= facts_of(content)


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"PK\x03\x04" + b"\0" * 40)
@example(b"\xef\xbb\xbf;\n;\n")
@example(b"a;b\n" * 3)
def test_any_bytes_are_a_table_or_refused_in_words(content: bytes) -> None:
    with suppress(FileError):
        assert parse(content).rows


def with_blanks_as(status: ValueStatus, truth: Truth) -> set[Fact]:
    return {fact._replace(status=status) if fact.status == ValueStatus.IMPOSSIBLE else fact for fact in truth.facts()}


def is_possible(fact: Fact) -> bool:
    has_value = fact.value is not None
    return has_value == (fact.status == ValueStatus.VALUE) and (
        fact.value is None or (decimals_of(fact.value) <= 4 and fact.value.adjusted() < MAX_DIGITS)
    )


def facts_of(content: bytes) -> set[Fact]:
    try:
        return facts_read(parse(content).figures)
    except FileError:
        return set()

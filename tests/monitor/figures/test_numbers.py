"""What a cell of a statistical table says."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.numbers import (
    EXPLANATION_OF,
    SYMBOL_OF,
    FigureError,
    RevisionStatus,
    ValueStatus,
    figure_text,
    read_figure,
    read_revision,
)
from monitor.revisions import Change, Held, Key


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.310", "1310"),
        ("28,5", "28.5"),
        ("1.139.720", "1139720"),
        ("1658,3", "1658.3"),
        ("1.234,50", "1234.50"),
        ("1 310", "1310"),
        ("1\N{NO-BREAK SPACE}310", "1310"),
        ("800027", "800027"),
        ("0", "0"),
        ("0,0", "0"),
        ("-12", "-12"),
        ("−12,5", "-12.5"),
        ("  70  ", "70"),
    ],
)
def test_a_dutch_number_is_read_as_it_is_meant(text: str, value: str) -> None:
    figure = read_figure(text)

    assert (figure.value, figure.status) == (Decimal(value), ValueStatus.VALUE)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (".", ValueStatus.SUPPRESSED),
        ("x", ValueStatus.WITHHELD),
        ("<5", ValueStatus.LIMIT),
        ("< 10", ValueStatus.LIMIT),
        ("n.v.t.", ValueStatus.NOT_APPLICABLE),
        ("N.v.t.", ValueStatus.NOT_APPLICABLE),
        ("onbekend", ValueStatus.UNKNOWN),
        ("?", ValueStatus.UNKNOWN),
        ("niet opgegeven", ValueStatus.NOT_GIVEN),
        ("nog niet beschikbaar", ValueStatus.NOT_YET),
        ("", ValueStatus.IMPOSSIBLE),
        ("   ", ValueStatus.IMPOSSIBLE),
        ("\N{NO-BREAK SPACE}", ValueStatus.IMPOSSIBLE),
        ("-", ValueStatus.NIL),
    ],
)
def test_each_kind_of_missing_keeps_its_own_meaning_and_is_never_zero(text: str, status: ValueStatus) -> None:
    figure = read_figure(text)

    assert (figure.value, figure.status) == (None, status)
    assert figure_text(None, status) != "0"


def test_no_two_kinds_of_missing_look_alike_and_each_is_read_back_as_it_is_printed() -> None:
    printed = {status: figure_text(None, status) for status in ValueStatus if status in SYMBOL_OF}

    assert len(set(printed.values())) == len(printed)
    assert {status: read_figure(text).status for status, text in printed.items()} == {one: one for one in printed}
    assert set(EXPLANATION_OF) >= set(printed)
    assert {status.label for status in printed}.isdisjoint({"0", ""})


@pytest.mark.parametrize(
    ("text", "reason", "advice"),
    [
        (
            "1.31O",
            "Hier staat een letter O in plaats van een nul.",
            "Verander het in 1.310 en laad het bestand opnieuw.",
        ),
        ("4l", "Hier staat een letter in plaats van een 1.", "Verander het in 41 en laad het bestand opnieuw."),
        ("81.35", "decimale punt", "Schrijf 81,35"),
        ("1.31", "decimale punt", "Schrijf 1,31"),
        ("1.3100", "decimale punt", "Schrijf 1,3100"),
        ("1.310.5", "Dit is geen getal.", "Schrijf alleen cijfers"),
        ("<vijf", "geen teken dat StatLine gebruikt", "een lege cel"),
        ("zie toelichting", "geen teken dat StatLine gebruikt", "een lege cel"),
        ("#N/B", "geen teken dat StatLine gebruikt", "een lege cel"),
        ("1e5", "Dit is geen getal.", "Schrijf alleen cijfers"),
        ("NaN", "geen teken dat StatLine gebruikt", "een lege cel"),
        ("=1+1", "Dit is geen getal.", "Schrijf alleen cijfers"),
        ("1,23456", "te veel cijfers", "vier cijfers achter de komma"),
        ("9999999999999", "te veel cijfers", "vier cijfers achter de komma"),
        ("１２", "Dit is geen getal.", "Controleer het bij de bron."),
        ("٣", "Dit is geen getal.", "Controleer het bij de bron."),
    ],
)
def test_what_is_not_certain_is_refused_with_the_reason_and_what_to_do(text: str, reason: str, advice: str) -> None:
    with pytest.raises(FigureError) as refused:
        read_figure(text)

    assert reason in refused.value.reason
    assert advice in refused.value.advice


@pytest.mark.parametrize(
    ("label", "plain", "revision"),
    [
        ("2023*", "2023", RevisionStatus.PROVISIONAL),
        ("2022**", "2022", RevisionStatus.REVISED_PROVISIONAL),
        ("1e halfjaar 2025*", "1e halfjaar 2025", RevisionStatus.PROVISIONAL),
        ("2023 *", "2023", RevisionStatus.PROVISIONAL),
        ("2021", "2021", None),
    ],
)
def test_asterisks_tell_that_a_period_is_provisional(label: str, plain: str, revision: RevisionStatus | None) -> None:
    assert read_revision(label) == (plain, revision)


def test_an_asterisk_at_a_figure_makes_that_figure_provisional() -> None:
    figure = read_figure("1.310*")

    assert (figure.value, figure.revision) == (Decimal(1310), RevisionStatus.PROVISIONAL)


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_every_number_we_print_is_read_back_unchanged(value: Decimal) -> None:
    printed = figure_text(value, ValueStatus.VALUE)

    assert read_figure(printed).value == value


@given(st.text(max_size=12))
def test_any_text_is_a_figure_a_symbol_or_refused_with_a_reason(text: str) -> None:
    try:
        figure = read_figure(text)
    except FigureError as refused:
        is_clear = bool(refused.reason and refused.advice)
    else:
        has_value = figure.value is not None
        is_clear = has_value == (figure.status == ValueStatus.VALUE) and (not has_value or bool(re.search(r"\d", text)))

    assert is_clear


@pytest.mark.parametrize("status", [ValueStatus.SUPPRESSED, ValueStatus.WITHHELD, ValueStatus.LIMIT])
def test_a_figure_that_the_source_no_longer_gives_is_said_to_be_hidden(status: ValueStatus) -> None:
    key = Key("", "Misdrijven", "municipality", "Tiel", "2023JJ00")
    change = Change(
        key, Held(Decimal(12), ValueStatus.VALUE, RevisionStatus.FINAL), Held(None, status, RevisionStatus.FINAL)
    )

    assert change.remark == "de bron verbergt dit nu"

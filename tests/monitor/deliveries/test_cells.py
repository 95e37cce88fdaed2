"""FC-041, FC-045, FC-047 and M22: what may be typed in a cell, and what it means. No database."""

import pytest

from monitor.delivery_cells import Column, Count, Jump, Place, Row, jumps_between, read_count, total_of
from monitor.numbers import ValueStatus
from network.dutch import NotReadable

TIEL = Place(Row(1, "GM0281", "Tiel"), Column("", ""))
NIJMEGEN = Place(Row(2, "GM0268", "Nijmegen"), Column("", ""))


def whole(value: int) -> Count:
    return Count(value, ValueStatus.VALUE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", whole(12)),
        ("0", whole(0)),
        ("1.234", whole(1234)),
        (" 1 234 ", whole(1234)),
        ("1\N{NO-BREAK SPACE}234", whole(1234)),
        ("", Count()),
        ("niet opgegeven", Count()),
        ("n.v.t.", Count(None, ValueStatus.NOT_APPLICABLE)),
        ("NVT", Count(None, ValueStatus.NOT_APPLICABLE)),
        ("onbekend", Count(None, ValueStatus.UNKNOWN)),
        (".", Count(None, ValueStatus.UNKNOWN)),
        ("Nog niet", Count(None, ValueStatus.NOT_YET)),
    ],
)
def test_a_number_or_the_word_for_why_there_is_none(typed: str, meant: Count) -> None:
    assert read_count(typed) == meant
    assert read_count(meant.typed) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("3,7", "«3,7» is geen heel getal."),
        ("3.7", "«3.7» is geen heel getal."),
        ("12,0", "«12,0» is geen heel getal."),
        ("1.23", "«1.23» is geen heel getal."),
        ("<5", "Vul het echte aantal in"),
        ("minder dan 10", "Vul het echte aantal in"),
        ("x", "Vul het echte aantal in"),
        ("-", "kan nul of onbekend betekenen"),
        ("–", "kan nul of onbekend betekenen"),
        ("-3", "Een aantal is 0 of meer."),
        ("−3", "Een aantal is 0 of meer."),
        ("zie toelichting", "is geen getal"),
        ("1e3", "is geen getal"),
        ("٣", "is geen getal"),
        ("999999999999", "te groot"),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused_and_never_guessed(typed: str, reason: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_count(typed)
    assert reason in str(refused.value)


def test_a_total_counts_nothing_missing_as_zero_and_says_what_is_missing() -> None:
    full = total_of([whole(3), whole(0), Count(None, ValueStatus.NOT_APPLICABLE)])
    holes = total_of([whole(3), Count(), Count(None, ValueStatus.UNKNOWN)])
    assert (full.text, full.note) == ("3", "")
    assert (holes.text, holes.note) == ("3", "zonder 2 vakken zonder getal")
    assert total_of([Count()]).text == "geen getallen"


@pytest.mark.parametrize(
    ("before", "now", "jumps"), [(4, 12, False), (4, 13, True), (13, 4, True), (0, 3, False), (0, 4, True)]
)
def test_more_than_three_times_as_many_or_as_few_is_asked_about(before: int, now: int, jumps: bool) -> None:
    found = jumps_between({TIEL: whole(before), NIJMEGEN: Count()}, {TIEL: whole(now), NIJMEGEN: whole(900)})
    assert found == ([Jump(TIEL, before, now)] if jumps else [])

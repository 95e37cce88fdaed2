"""A count by age and by sex: bars beside each other, and shares of what was published only."""

import re
from decimal import Decimal

from monitor.breakdowns import BY_ROUNDING, PARTS_BY_ROUNDING, Breakdown, Division, breakdown, categories_of
from monitor.models import Indicator
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.series import Choice, Point

CHOICE = Choice("network", "Gelderland-Zuid", "", "", "JJ")
AGE = Division("Leeftijd", ("tot 18 jaar", "18 tot en met 24 jaar", "25 jaar en ouder"))
SEX = Division("Geslacht", ("Vrouw", "Man"))

Shown = int | ValueStatus


def points_of(shown: dict[str, Shown]) -> dict[str, Point]:
    return {
        category: Point(
            "2025JJ00",
            None if isinstance(value, ValueStatus) else Decimal(value),
            value if isinstance(value, ValueStatus) else ValueStatus.VALUE,
            RevisionStatus.FINAL,
        )
        for category, value in shown.items()
    }


def by_age(*shown: Shown, total: Shown, **indicator: object) -> Breakdown:
    held = {"": total} | dict(zip(AGE.parts, shown, strict=True))
    found = breakdown(Indicator(name="Slachtoffers", **indicator), [AGE], CHOICE, points_of(held))
    assert found
    return found


def test_each_part_has_its_share_of_the_published_total() -> None:
    found = by_age(20, 50, 30, total=100)

    assert found.chart.columns == ["Leeftijd", "Aantal", "Aandeel"]
    assert [row[-1] for row in found.chart.rows] == ["20,0 %", "50,0 %", "30,0 %", "100 %"]
    assert found.note == ""


def test_shares_that_do_not_add_up_to_a_hundred_are_said_to_be_rounded() -> None:
    found = by_age(10, 10, 10, total=30)

    assert [row[-1] for row in found.chart.rows] == ["33,3 %", "33,3 %", "33,3 %", "100 %"]
    assert found.note == BY_ROUNDING == "De percentages tellen door afronding niet precies op tot 100."


def test_parts_that_do_not_add_up_to_the_total_are_said_to_be_rounded() -> None:
    assert PARTS_BY_ROUNDING in by_age(10, 15, 20, total=50).note
    assert PARTS_BY_ROUNDING not in by_age(10, 15, ValueStatus.HIDDEN, total=50).note


def test_of_a_total_of_nothing_each_share_is_not_applicable() -> None:
    assert [row[-1] for row in by_age(0, 0, 0, total=0).chart.rows] == ["n.v.t."] * 4


def test_without_a_published_total_there_is_no_share() -> None:
    assert by_age(20, 50, 30, total=ValueStatus.HIDDEN).chart.columns == ["Leeftijd", "Aantal"]
    assert by_age(20, 50, 30, total=100, adds_up=False).chart.columns == ["Leeftijd", "Aantal"]


def test_overlapping_parts_have_no_sum_and_no_share() -> None:
    found = by_age(60, 50, 30, total=100, has_overlapping_categories=True)

    assert found.chart.columns == ["Leeftijd", "Aantal"]
    assert [row[0] for row in found.chart.rows] == list(AGE.parts)


def test_a_hidden_part_has_no_bar_no_share_and_its_sign() -> None:
    found = by_age(ValueStatus.BELOW, 50, ValueStatus.HIDDEN, total=100)

    assert [row[1:] for row in found.chart.rows] == [
        ["<10", "–"],
        ["50", "50,0 %"],
        ["verborgen", "–"],
        ["100", "100 %"],
    ]
    assert bars_in(found) == 1
    assert "&lt;10" in found.chart.svg


def test_age_and_sex_stand_beside_each_other_and_are_never_stacked() -> None:
    held = {"": 200, "Vrouw, Totaal": 150, "Man, Totaal": 50}
    for index, age in enumerate(AGE.parts):
        held |= {f"Vrouw, {age}": 40 + index * 10, f"Man, {age}": 10 + index, f"Totaal, {age}": 50 + index * 11}

    found = breakdown(Indicator(name="Slachtoffers"), [SEX, AGE], CHOICE, points_of(held))

    assert found
    assert found.title == "Naar leeftijd en geslacht"
    assert found.chart.columns == ["Leeftijd", "Vrouw", "Man", "Totaal"]
    assert found.chart.rows[1] == ["18 tot en met 24 jaar", "50", "11", "61"]
    assert found.chart.rows[-1] == ["Totaal", "150", "50", "200"]
    assert bars_in(found) == 6
    assert len({start for start, _ in _places(found)}) == 1  # each starts at nothing
    assert {"Vrouw: 40", "Man: 10"} <= set(re.findall(r">([^<>]+)</text>", str(found.chart.svg)))


def test_the_categories_of_two_divisions_are_those_of_an_edition() -> None:
    assert categories_of([SEX, Division("Rol", ("Dader",))]) == [
        "",
        "Totaal, Dader",
        "Vrouw, Totaal",
        "Vrouw, Dader",
        "Man, Totaal",
        "Man, Dader",
    ]


def bars_in(found: Breakdown) -> int:
    return len(_places(found))


def _places(found: Breakdown) -> list[tuple[str, str]]:
    """Where each bar starts: its left side and its top."""
    return re.findall(r'<path d="M([\d.]+),([\d.]+)h[\d.]+v[\d.]+h[^"]*"[^>]*stroke-width="1.5"', str(found.chart.svg))

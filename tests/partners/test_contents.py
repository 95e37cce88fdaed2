"""Two people change the same entry: what each of them changed is kept."""

from dataclasses import replace
from datetime import date, time

import pytest

from partners.contents import (
    LABELS,
    Contents,
    Town,
    changed_by_others,
    clash,
    differences,
    from_json,
    merge,
    to_json,
)
from partners.opening_hours import UNKNOWN_WEEK, Block, Day, HoursKind, Weekday

NIGHT = Day(HoursKind.OPEN, (Block(time(22), time(6)),))
CLOSED = Day(HoursKind.CLOSED)


def contents(description: str = "oud", phone: str = "088-0000 000", friday: Day = CLOSED) -> Contents:
    return Contents(description=description, client_phone=phone, week={**UNKNOWN_WEEK, Weekday.FRIDAY: friday})


@pytest.mark.parametrize(
    ("mine", "stored", "merged"),
    [
        (contents("mijn"), contents(), contents("mijn")),
        (contents(), contents("hun"), contents("hun")),
        (contents("mijn"), contents("hun"), contents("mijn")),
        (contents("mijn"), contents(friday=NIGHT), contents("mijn", friday=NIGHT)),
        (contents(friday=NIGHT), contents(phone="112"), contents(phone="112", friday=NIGHT)),
    ],
)
def test_what_i_changed_comes_on_top_of_what_others_changed(mine: Contents, stored: Contents, merged: Contents) -> None:
    assert merge(seen=contents(), mine=mine, stored=stored) == merged


def test_the_second_one_sees_what_the_first_changed_beside_the_own_text() -> None:
    (about_text, about_friday) = changed_by_others(
        seen=contents(), mine=contents("mijn"), stored=contents("hun", friday=NIGHT)
    )
    assert (about_text.label, about_text.theirs, about_text.mine, about_text.both_changed_it) == (
        "omschrijving", "hun", "mijn", True,
    )  # fmt: skip
    assert (about_friday.label, about_friday.theirs, about_friday.both_changed_it) == (
        "openingstijden op vrijdag", "22.00 tot 6.00 uur", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "stored", "is_a_clash"),
    [
        (contents("mijn"), contents(friday=NIGHT), False),
        (contents("mijn"), contents("hun"), True),
        (contents("zelfde"), contents("zelfde"), False),
        (replace(contents(), minimum_age=12), replace(contents(), maximum_age=18), True),
        (replace(contents(), place="Tiel"), replace(contents(), visibility="secret"), True),
        (replace(contents(), place="Tiel"), replace(contents(), minimum_age=12), False),
    ],
)
def test_only_the_same_thing_or_what_belongs_together_is_a_clash(
    mine: Contents, stored: Contents, is_a_clash: bool
) -> None:
    assert clash(seen=contents(), mine=mine, stored=stored) is is_a_clash


def test_every_part_has_a_name_and_is_told_in_dutch() -> None:
    full = Contents(
        audiences=("victim", "relative"),
        is_nationwide=True,
        municipalities=(Town(1, "Tiel"),),
        waiting_time_date=date(2026, 11, 1),
        intake_status="limited",
        check_every=3,
        visibility="place_only",
        minimum_age=0,
    )
    assert {difference.label: difference.new for difference in differences(Contents(), full)} == {
        "voor wie": "iemand die het meemaakte, naasten en omgeving",
        "landelijk": "ja",
        "werkgebied": "Tiel",
        "peildatum van de wachttijd": "1 november 2026",
        "aanmelden": "beperkt plaats",
        "nakijken": "elke 3 maanden",
        "wie het adres mag weten": "alleen de plaats",
        "leeftijd van": "0",
    }
    assert from_json(to_json(full)) == full
    assert set(LABELS) == set(full.parts)


def test_a_difference_names_the_day() -> None:
    assert [(d.label, d.old, d.new) for d in differences(contents(), contents(friday=NIGHT))] == [
        ("openingstijden op vrijdag", "gesloten", "22.00 tot 6.00 uur")
    ]


def test_what_somebody_saw_survives_the_trip_through_the_browser() -> None:
    seen = contents("Een «regel»\nen nog een", friday=NIGHT)
    assert from_json(to_json(seen)) == seen


@pytest.mark.parametrize(
    "broken", ["", "{}", "[1]", '{"week": {"9": ["open", []]}}', '{"week": {}, "extra": 1}', "null", "[" * 9000]
)
def test_a_broken_trip_through_the_browser_is_noticed(broken: str) -> None:
    assert from_json(broken) is None


def test_a_number_without_an_end_is_noticed_too() -> None:
    assert from_json(to_json(contents()).replace('"minimum_age": null', '"minimum_age": Infinity')) is None

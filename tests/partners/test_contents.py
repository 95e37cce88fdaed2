"""Two people change the same entry: what each of them changed is kept."""

from datetime import time

import pytest

from partners.contents import Contents, changed_by_others, differences, from_json, merge, to_json
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

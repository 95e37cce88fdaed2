"""Two versions of a plan beside each other: plain values in, sentences out."""

from typing import Any

import pytest

from actionplan.plan_comparison import Comparison, compare


def a_plan(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {"title": "Plan", "starts_on": "2026-01-01", "ends_on": "2029-12-31"}
    return {**whole, "ambitions": [], "goals": [], "priorities": [], "actions": list(actions), **more}


def an_action(pk: int, code: str, title: str, **more: Any) -> dict[str, Any]:
    empty = {"description": "", "starts_on": "", "ends_on": "", "dropped_on": "", "lead": "GGD", "partners": []}
    return {"id": pk, "code": code, "title": title, **empty, "milestones": [], "targets": [], **more}


def changes_of(comparison: Comparison) -> list[tuple[str, str, str]]:
    """(field, old, new) of the one action that changed."""
    [changed] = comparison.actions.changed
    return [(change.label, change.old_text, change.new_text) for change in changed.changes]


def test_added_removed_and_changed_actions_are_listed_with_changed_dates_old_to_new() -> None:
    old = a_plan(
        an_action(1, "1.1", "Visie", ends_on="2026-05-03"),
        an_action(2, "1.2", "Folder"),
        an_action(3, "1.3", "Overleg"),
    )
    new = a_plan(
        an_action(1, "1.1", "Visie", ends_on="2026-10-01"),
        an_action(3, "1.3", "Overleg"),
        an_action(4, "2.1", "Training"),
    )

    found = compare(old, new)

    assert found.actions.added == ("2.1 Training",)
    assert [gone.name for gone in found.actions.removed] == ["1.2 Folder"]
    assert [changed.name for changed in found.actions.changed] == ["1.1 Visie"]
    assert changes_of(found) == [("klaar op", "3 mei 2026", "1 oktober 2026")]
    assert found.summary == "1 actie erbij, 1 actie weg, 1 actie veranderd"


def test_an_action_that_was_dropped_is_gone_and_says_since_when() -> None:
    found = compare(a_plan(an_action(1, "1.1", "Visie")), a_plan(an_action(1, "1.1", "Visie", dropped_on="2026-09-01")))

    assert [(gone.name, gone.why) for gone in found.actions.removed] == [("1.1 Visie", "gestopt op 1 september 2026")]
    assert not found.actions.changed


def test_an_action_is_the_same_when_its_number_and_title_changed() -> None:
    found = compare(a_plan(an_action(1, "1.1", "Visie")), a_plan(an_action(1, "2.4", "Gedeelde visie")))

    assert changes_of(found) == [("nummer", "1.1", "2.4"), ("titel", "Visie", "Gedeelde visie")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [(1, "Start", "2026-02-01")],
            [(1, "Start", "2026-03-01")],
            ("mijlpaal «Start»", "1 februari 2026", "1 maart 2026"),
        ),
        ([], [(1, "Start", "2026-03-01")], ("mijlpaal", "niet ingevuld", "Start, 1 maart 2026")),
        ([(1, "Start", "2026-03-01")], [], ("mijlpaal", "Start, 1 maart 2026", "niet ingevuld")),
        ([(1, "Start", "")], [(1, "Begin", "")], ("mijlpaal", "Start", "Begin")),
        ([(1, "Start", "")], [(1, "Start", "2026-03-01")], ("mijlpaal «Start»", "niet ingevuld", "1 maart 2026")),
    ],
)
def test_milestones_that_move_appear_or_go_are_changes_of_their_action(
    old: list[tuple[int, str, str]], new: list[tuple[int, str, str]], expected: tuple[str, str, str]
) -> None:
    before, after = (
        [{"id": pk, "title": title, "planned_on": day} for pk, title, day in milestones] for milestones in (old, new)
    )

    found = compare(
        a_plan(an_action(1, "1.1", "Visie", milestones=before)), a_plan(an_action(1, "1.1", "Visie", milestones=after))
    )

    assert changes_of(found) == [expected]


def test_in_a_long_text_only_the_words_that_differ_are_marked() -> None:
    found = compare(
        a_plan(an_action(1, "1.1", "Visie", description="Wij werken samen aan veiligheid.")),
        a_plan(an_action(1, "1.1", "Visie", description="Wij werken samen aan herstel.")),
    )

    [change] = found.actions.changed[0].changes
    assert [piece.text for piece in change.new if piece.differs] == ["herstel."]


def test_the_period_goals_and_speerpunten_are_compared_too() -> None:
    goal = {"id": 1, "title": "Minder slachtoffers", "text": "", "building_block": 4, "horizon": "lange termijn"}

    found = compare(
        a_plan(goals=[goal]),
        a_plan(
            ends_on="2030-12-31", goals=[{**goal, "title": "Eerder hulp"}], priorities=[{"id": 9, "title": "Online"}]
        ),
    )

    [period] = found.plan
    assert (period.label, period.old_text, period.new_text) == (
        "loopt tot en met",
        "31 december 2029",
        "31 december 2030",
    )
    assert found.summary == "1 doel veranderd, 1 speerpunt erbij"


def test_the_same_contents_have_no_changes() -> None:
    same = a_plan(an_action(1, "1.1", "Visie"))

    assert not compare(same, same).has_changes

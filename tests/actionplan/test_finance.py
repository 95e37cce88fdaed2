"""The money as arithmetic, to the euro and to the cent."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from actionplan.drawings import draw_money
from actionplan.finance import Answer, FinanceLine, FinanceTable, finance_table, with_answers


def euros(most: int | Decimal) -> st.SearchStrategy[Decimal]:
    """By the cent, since drawing decimals takes so long that a busy machine gives up on it."""
    return st.integers(0, int(most * 100)).map(lambda cents: Decimal(cents) / 100)


EUROS = euros(10_000_000)
LINES = st.lists(st.tuples(st.sampled_from(["GGD", "MEE", "Sterker"]), EUROS), max_size=12)


def line(organisation: str, requested: Decimal | int, **more: Decimal | None) -> FinanceLine:
    return FinanceLine(organisation, "post", None, None, Decimal(requested), **more)


def table_of(lines: list[tuple[str, Decimal]], available: Decimal | None) -> FinanceTable:
    return finance_table((line(name, amount) for name, amount in sorted(lines)), available)


def test_the_application_of_2021_adds_up() -> None:
    asked = {
        "GGD": [44_650, 42_478],
        "MEE": [9_058, 2_178, 13_588, 4_355, 9_058, 9_058],
        "Sterker": [11_000],
    }
    table = finance_table((line(name, amount) for name in asked for amount in asked[name]), Decimal(119_256))
    assert [total.requested for total in table.organisations] == [87_128, 47_295, 11_000]
    assert (table.requested, table.available, table.shortfall) == (145_423, 119_256, 26_167)


@given(LINES, EUROS | st.none())
def test_every_total_is_the_sum_of_the_printed_lines(
    lines: list[tuple[str, Decimal]], available: Decimal | None
) -> None:
    table = table_of(lines, available)
    printed = [each.requested for total in table.organisations for each in total.lines]
    assert len(printed) == len(lines)
    assert table.requested == sum(printed) == sum(total.requested for total in table.organisations)


@given(LINES, EUROS)
def test_a_shortfall_is_what_is_asked_above_what_is_there_and_never_less_than_nothing(
    lines: list[tuple[str, Decimal]], available: Decimal
) -> None:
    table = table_of(lines, available)
    assert table.shortfall == max(table.requested - available, 0)


def test_without_knowing_what_is_there_nobody_knows_what_is_short() -> None:
    assert table_of([("MEE", Decimal(100))], None).shortfall is None


def test_a_grant_that_nobody_filled_in_is_not_nought() -> None:
    assert finance_table([line("MEE", 100), line("MEE", 50)], None).granted is None
    table = finance_table([line("MEE", 100, granted=Decimal(80)), line("MEE", 50), line("Sterker", 10)], None)
    assert [total.granted for total in table.organisations] == [80, None]
    assert table.granted == 80


@given(LINES, EUROS | st.none())
def test_the_bar_shows_the_parts_in_proportion_and_side_by_side(
    lines: list[tuple[str, Decimal]], available: Decimal | None
) -> None:
    bar = draw_money(table_of(lines, available))
    for part, following in zip(bar.parts, bar.parts[1:], strict=False) if bar else ():
        assert abs(float(part.x) + float(part.width) - float(following.x)) < 0.2
    assert not bar or float(bar.parts[-1].x) + float(bar.parts[-1].width) <= 1000.2


# --- choices at a shortfall ----------------------------------------------------------------------------------------


def test_choices_take_off_what_is_asked_and_tell_what_remains() -> None:
    table = finance_table([line("MEE", 100, less=Decimal(30)), line("Sterker", 50, less=Decimal(5))], Decimal(100))
    assert (table.shortfall, table.less, table.remaining) == (50, 35, 15)
    assert [total.less for total in table.organisations] == [30, 5]


def test_who_takes_off_more_than_is_short_has_nothing_left_to_cover() -> None:
    table = finance_table([line("MEE", 100, less=Decimal(100))], Decimal(60))
    assert (table.shortfall, table.remaining) == (40, 0)
    assert finance_table([line("MEE", 100, less=Decimal(10))], None).remaining is None


@given(LINES, EUROS, st.data())
def test_what_remains_is_never_more_than_the_shortfall(
    lines: list[tuple[str, Decimal]], available: Decimal, data: st.DataObject
) -> None:
    asked = [replace(line(name, amount), pk=pk) for pk, (name, amount) in enumerate(sorted(lines), start=1)]
    table = finance_table(asked, available)
    off = {each.pk: data.draw(euros(each.requested)) for each in asked}
    answered = with_answers(table, {pk: Answer("drop", less) for pk, less in off.items() if pk})

    assert answered.less == sum(off.values())
    assert answered.requested == table.requested
    assert 0 <= (answered.remaining or 0) <= (table.shortfall or 0)


def test_an_amount_without_a_choice_takes_nothing_off() -> None:
    table = finance_table([replace(line("MEE", 100), pk=1)], Decimal(60))
    assert with_answers(table, {1: Answer("", Decimal(40))}).less == 0


def test_hours_per_year_are_added_up_only_where_each_line_tells_them() -> None:
    def hours(*per_year: int | None) -> Decimal | None:
        lines = [replace(line("MEE", 1), hours_per_year=None if each is None else Decimal(each)) for each in per_year]
        return finance_table(lines, None).organisations[0].hours_per_year

    assert hours(104, 25, 156, 50, 104, 104) == 543
    assert hours(104, None) is None

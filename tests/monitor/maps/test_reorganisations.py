"""M24: old codes lead to their successor with a note, a split one is never summed, a mid-year change has its day."""

from datetime import date
from decimal import Decimal

from monitor.reorganisations import Life, layouts, predecessors, together

WEESP = Life(1, "GM0457", "Weesp", date(2021, 1, 1), date(2022, 3, 23), "GM0363", "Amsterdam", left=date(2022, 3, 23))
AMSTERDAM = Life(2, "GM0363", "Amsterdam", date(2021, 1, 1))
HAAREN = Life(3, "GM0788", "Haaren", date(2010, 1, 1), date(2020, 12, 31))
BERG_EN_DAL = Life(4, "GM1945", "Berg en Dal", date(2015, 1, 1), joined=date(2015, 1, 1))
GROESBEEK = Life(
    5, "GM0241", "Groesbeek", date(2010, 1, 1), date(2014, 12, 31), "GM1945", "Berg en Dal", date(2010, 1, 1)
)
UBBERGEN = Life(
    6, "GM0282", "Ubbergen", date(2010, 1, 1), date(2014, 12, 31), "GM1945", "Berg en Dal", date(2010, 1, 1)
)
MERGED = [BERG_EN_DAL, GROESBEEK, UBBERGEN]


def test_a_change_halfway_a_year_is_dated() -> None:
    assert WEESP.note == "Weesp hoort sinds 24 maart 2022 bij Amsterdam."
    assert WEESP.note_in("2022JJ00") == "Over Weesp tot en met 23 maart 2022."
    assert WEESP.note_in("2021JJ00") == ""
    assert WEESP.note_in("2022KW01") == "Over Weesp tot en met 23 maart 2022."


def test_a_municipality_counts_up_to_and_including_its_last_day() -> None:
    assert WEESP.counts_on(date(2022, 3, 23))
    assert not WEESP.counts_on(date(2022, 3, 24))


def test_what_our_list_says_of_its_first_day_holds_for_the_days_before() -> None:
    assert AMSTERDAM.counts_on(date(2014, 12, 31))
    assert not BERG_EN_DAL.counts_on(date(2014, 12, 31))


def test_old_codes_lead_to_their_successor_also_through_another() -> None:
    between = Life(7, "GM0002", "Tussen", date(2012, 1, 1), date(2014, 12, 31), "GM1945", "Berg en Dal")
    first = Life(8, "GM0001", "Eerst", date(2010, 1, 1), date(2011, 12, 31), "GM0002", "Tussen")

    assert [life.name for life in predecessors("GM1945", [BERG_EN_DAL, between, first])] == ["Tussen", "Eerst"]
    assert GROESBEEK.note == "Groesbeek hoort sinds 1 januari 2015 bij Berg en Dal."


def test_a_circle_of_successors_ends() -> None:
    one = Life(1, "GM0001", "Een", date(2010, 1, 1), date(2012, 1, 1), "GM0002")
    two = Life(2, "GM0002", "Twee", date(2010, 1, 1), date(2012, 1, 1), "GM0001")

    assert [life.name for life in predecessors("GM0001", [one, two])] == ["Twee"]


def test_predecessors_are_summed_only_when_every_part_has_a_value_and_it_says_so() -> None:
    summed = together(BERG_EN_DAL, MERGED, {"GM0241": Decimal(12), "GM0282": Decimal(30)}, "2014JJ00")

    assert summed
    assert summed.value == 42
    assert summed.note == "Opgeteld door het portaal: Groesbeek en Ubbergen."


def test_a_part_that_is_not_shown_leaves_no_sum() -> None:
    summed = together(BERG_EN_DAL, MERGED, {"GM0241": Decimal(12), "GM0282": None}, "2014JJ00")

    assert summed
    assert summed.value is None
    assert summed.note == "Niet opgeteld: van Ubbergen is geen getal getoond."


def test_who_stood_there_already_is_one_of_the_parts() -> None:
    """Amsterdam of today had Weesp beside it in 2021."""
    values: dict[str, Decimal | None] = {"GM0363": Decimal(100), "GM0457": Decimal(5)}
    summed = together(AMSTERDAM, [AMSTERDAM, WEESP], values, "2021JJ00")

    assert summed
    assert summed.value == 105
    assert together(AMSTERDAM, [AMSTERDAM, WEESP], {"GM0363": Decimal(100)}, "2023JJ00") is None


def test_a_split_municipality_is_never_summed_silently() -> None:
    assert HAAREN.is_split_or_unknown
    assert "Haar cijfers tellen nergens bij mee." in HAAREN.note
    for life in (AMSTERDAM, BERG_EN_DAL):
        assert HAAREN not in predecessors(life.code, [HAAREN, *MERGED, AMSTERDAM])


def test_the_times_of_a_region_are_named_by_their_days() -> None:
    new = Life(9, "GM1992", "Voorne aan Zee", date(2023, 1, 1), joined=date(2023, 1, 1))

    assert layouts([AMSTERDAM, WEESP, new]) == [
        (date(2021, 1, 1), "1 januari 2021 tot en met 23 maart 2022"),
        (date(2022, 3, 24), "24 maart 2022 tot en met 31 december 2022"),
        (date(2023, 1, 1), "2023 en later"),
    ]
    assert layouts([AMSTERDAM]) == [(date(2021, 1, 1), "2021 en later")]

"""Numbers and dates as Dutch people write them, and read back from what they type (field cases C and D)."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from network import dutch
from network.fields import DutchDateField, DutchDecimalField, DutchIntegerField, DutchTimeField, dutch_formfield
from network.templatetags.devices import device
from network.templatetags.dutch import figures_in_column

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "niet ingevuld"),
        (0, "0"),
        (475, "475"),
        (1310, "1.310"),
        (28.5, "28,5"),
        (0.1, "0,1"),
        (-1310, "−1.310"),
        (Decimal("145423.00"), "145.423"),
        (Decimal("1234567.25"), "1.234.567,25"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_a_number_groups_thousands_with_points_and_has_no_trailing_zeros(value: Any, written: str) -> None:
    assert dutch.number(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "niet ingevuld"),
        (0, "€\u00a00"),
        (145423, "€\u00a0145.423"),
        (Decimal("145423.00"), "€\u00a0145.423"),
        (Decimal("13588.50"), "€\u00a013.588,50"),
        (Decimal("0.005"), "€\u00a00,01"),
        (Decimal(-26167), "€\u00a0−26.167"),
    ],
)
def test_an_amount_has_cents_only_when_they_are_not_zero(value: Any, written: str) -> None:
    assert dutch.euro(value) == written


def test_the_shortfall_of_the_chain_is_the_same_in_words_as_in_the_application() -> None:
    asked = Decimal(87128) + Decimal(47295) + Decimal(11000)
    assert dutch.euro(asked) == "€\u00a0145.423"
    assert dutch.euro(asked - Decimal(119256)) == "€\u00a026.167"


@pytest.mark.parametrize(
    ("fraction", "written"),
    [
        (None, "niet ingevuld"),
        (0, "0\u00a0%"),
        (0.125, "12,5\u00a0%"),
        (1, "100\u00a0%"),
        (Decimal("0.3333"), "33,3\u00a0%"),
    ],
)
def test_a_share_is_a_fraction_inside_and_a_percentage_on_screen(fraction: Any, written: str) -> None:
    assert dutch.percentage(fraction) == written


def test_hours_stand_as_they_were_agreed() -> None:
    assert [dutch.hours(Decimal(text)) for text in ("12", "475.00", "4.50")] == ["12", "475", "4,5"]


def test_a_date_has_a_month_in_small_letters_and_a_year_without_a_separator() -> None:
    day = date(2026, 3, 1)
    assert dutch.long_date(day) == "1 maart 2026"
    assert dutch.short_date(day) == "1 mrt 2026"
    assert dutch.day_and_date(date(2026, 9, 22)) == "dinsdag 22 september 2026"
    assert dutch.long_date(None) == dutch.short_date(None) == "niet ingevuld"
    assert dutch.clock(time(9, 5)) == "9.05 uur"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 9, 22), ""),
        (date(2026, 9, 23), ""),
        (date(2026, 9, 21), "1 dag te laat"),
        (date(2026, 9, 9), "13 dagen te laat"),
        (date(2026, 9, 1), "3 weken te laat"),
        (date(2026, 6, 2), "3 maanden te laat"),
    ],
)
def test_an_action_that_ends_today_is_not_late_and_tomorrow_it_is(due: date, words: str) -> None:
    assert dutch.how_late(due, on=date(2026, 9, 22)) == words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234", "1234"),
        ("1.234,50", "1234.50"),
        ("145.423", "145423"),
        ("€ 145.423", "145423"),
        ("€\u00a0145.423,-", "145423"),
        ("9,99", "9.99"),
        ("12,5", "12.5"),
        (" 475 ", "475"),
        ("1 234 567", "1234567"),
        ("-26.167", "-26167"),
        ("−3", "-3"),
    ],
)
def test_a_typed_number_is_read_the_dutch_way(typed: str, number: str) -> None:
    assert dutch.read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["ja", "zie toelichting", "n.v.t.", "<5", "1.31O", "1,2,3", "1.23", "12.5", "1..234", ",", ""]
)
def test_what_is_no_number_is_refused_and_never_read_as_zero(typed: str) -> None:
    with pytest.raises(dutch.NotReadable, match="bijvoorbeeld"):
        dutch.read_number(typed)


def test_a_point_before_decimals_is_answered_with_the_comma_to_type() -> None:
    with pytest.raises(dutch.NotReadable, match="bijvoorbeeld 12,5"):
        dutch.read_number("12.5")


@pytest.mark.parametrize("typed", ["3,7", "0,5"])
def test_a_whole_number_is_never_cut_off(typed: str) -> None:
    with pytest.raises(dutch.NotReadable, match="heel getal"):
        dutch.read_whole_number(typed)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_that_is_written_reads_back_the_same(value: Decimal) -> None:
    assert dutch.read_number(dutch.number(value)) == value
    assert dutch.read_number(dutch.euro(value).replace("€\u00a0", "")) == value


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3 mei 2026", date(2026, 5, 3)),
        ("3 Mei 2026", date(2026, 5, 3)),
        ("3-5-2026", date(2026, 5, 3)),
        ("03-05-2026", date(2026, 5, 3)),
        ("1/2/2025", date(2025, 2, 1)),
        ("1.2.2025", date(2025, 2, 1)),
        ("3-mrt-2025", date(2025, 3, 3)),
        ("3 maa 2025", date(2025, 3, 3)),
        ("31-12-25", date(2025, 12, 31)),
        ("2-01-12", date(2012, 1, 2)),
        ("14 augustus 2026", date(2026, 8, 14)),
        ("dinsdag 22 september 2026", date(2026, 9, 22)),
        ("2026-05-03", date(2026, 5, 3)),
        ("2026-05-03T00:00:00", date(2026, 5, 3)),
        ("3-5-2026 0:00", date(2026, 5, 3)),
    ],
)
def test_a_typed_date_puts_the_day_first(typed: str, day: date) -> None:
    assert dutch.read_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("morgen", "bijvoorbeeld 3 mei 2026"),
        ("3 mei", "bijvoorbeeld 3 mei 2026"),
        ("3-5-2026 14:00", "bijvoorbeeld 3 mei 2026"),
        ("31-2-2026", "Februari 2026 heeft dag 1 tot en met 28"),
        ("30-2-2024", "Februari 2024 heeft dag 1 tot en met 29"),
        ("12-13-2026", "eerst de dag en dan de maand"),
        ("0-5-2026", "Mei 2026 heeft dag 1 tot en met 31"),
        ("3-5-0000", "Controleer het jaar"),
    ],
)
def test_a_date_that_does_not_exist_is_answered_with_what_to_type(typed: str, answer: str) -> None:
    with pytest.raises(dutch.NotReadable, match=answer):
        dutch.read_date(typed)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_that_is_written_reads_back_the_same(day: date) -> None:
    assert dutch.read_date(dutch.long_date(day)) == day
    assert dutch.read_date(dutch.short_date(day)) == day
    assert dutch.read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("9.00", time(9)),
        ("17:30", time(17, 30)),
        ("9", time(9)),
        ("9.05 uur", time(9, 5)),
        ("24.00", time(0)),
    ],
)
def test_a_typed_time_is_read_with_a_point_or_a_colon(typed: str, moment: time) -> None:
    assert dutch.read_time(typed) == moment


@pytest.mark.parametrize("typed", ["1-1-0001", "3-5-0206", "31-12-9999"])
def test_a_year_that_can_only_be_a_typing_error_is_asked_about(typed: str) -> None:
    """On the first and last day there is, the time in another zone would not exist."""
    with pytest.raises(ValidationError, match="Klopt het jaar"):
        DutchDateField().clean(typed)
    assert DutchDateField().clean("1-1-1900") == date(1900, 1, 1)


@pytest.mark.parametrize("typed", ["25", "9.60", "24.30", "middag", ""])
def test_a_time_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(dutch.NotReadable, match=r"bijvoorbeeld 9\.00"):
        dutch.read_time(typed)


class SampleForm(forms.Form):
    day = DutchDateField()
    amount = DutchDecimalField(max_digits=10, decimal_places=2)
    count = DutchIntegerField(min_value=0)
    at = DutchTimeField()


def test_the_fields_of_a_form_read_what_dutch_people_type() -> None:
    form = SampleForm({"day": "3 mei 2026", "amount": "€ 1.234,50", "count": "1.310", "at": "9.05"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2026, 5, 3), "amount": Decimal("1234.50"), "count": 1310, "at": time(9, 5)}


def test_the_fields_of_a_form_show_what_dutch_people_read_and_call_that_unchanged() -> None:
    values = {"day": date(2026, 5, 3), "amount": Decimal("1234.50"), "count": 1310, "at": time(9, 5)}
    shown = {name: str(SampleForm(initial=values)[name].value()) for name in values}
    assert shown == {"day": "3 mei 2026", "amount": "1.234,5", "count": "1310", "at": "9.05"}
    assert not SampleForm(shown, initial=values).has_changed()


def test_the_fields_of_a_form_say_in_dutch_what_to_type_instead() -> None:
    form = SampleForm({"day": "31-2-2026", "amount": "12.5", "count": "3,7", "at": "25"})
    assert form.errors == {
        "day": ["De datum «31-2-2026» bestaat niet. Februari 2026 heeft dag 1 tot en met 28."],
        "amount": ["«12.5» kunnen we niet goed lezen. Schrijf een komma voor de decimalen, bijvoorbeeld 12,5."],
        "count": ["«3,7» heeft cijfers achter de komma. Vul een heel getal in, bijvoorbeeld 4."],
        "at": ["«25» is geen tijd. Schrijf uren en minuten, bijvoorbeeld 9.00 of 17.30."],
    }


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (models.DateField(), DutchDateField),
        (models.TimeField(), DutchTimeField),
        (models.DecimalField(max_digits=8, decimal_places=2), DutchDecimalField),
        (models.PositiveIntegerField(), DutchIntegerField),
        (models.DateTimeField(), forms.DateTimeField),
        (models.IntegerField(choices=[(1, "een")]), forms.TypedChoiceField),
        (models.CharField(max_length=20), forms.CharField),
    ],
)
def test_a_model_form_gets_dutch_fields_by_one_line(column: Any, expected: type[forms.Field]) -> None:
    assert type(dutch_formfield(column)) is expected


def test_templates_print_numbers_and_moments_in_the_time_of_the_region() -> None:
    template = Template("{% load dutch %}{{ amount|euro }} · {{ share|percentage }} · {{ at|moment }} · {{ year }}")
    at = datetime(2026, 6, 30, 22, 30, tzinfo=ZoneInfo("UTC"))
    page = template.render(Context({"amount": 145423, "share": 0.125, "at": at, "year": 2025}))
    assert page == "€\u00a0145.423 · 12,5\u00a0% · 1 juli 2026, 0.30 uur · 2025"


def test_columns_of_figures_are_found_by_what_stands_in_them() -> None:
    rows = [["2023", "1.310", "definitief", "<10"], ["2024", "verborgen", "voorlopig", "€\u00a013.588"]]
    assert [figures_in_column(rows, index) for index in range(4)] == [False, True, False, True]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari op iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox op Linux"),
        ("curl/8", "Onbekende browser"),
    ],
)
def test_a_device_is_named_in_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words

"""Every form, filled in at random: whatever is sent, the portal has an answer. What only asks (a list and its filters)
has its turn every day in test_questions.py, and here in the long round.
"""

from datetime import date, time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.forms_of_pages import Field, Opened, SentForm, all_forms, as_file
from tests.access.hostile_inputs import ALL_TEXTS
from tests.figures_table import Figure
from tests.reading import Page

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(ALL_TEXTS)
NUMBER = st.integers().map(str) | st.floats().map(str) | st.decimals(allow_nan=False).map(str)
DATE = st.dates() | st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
DAY = DATE.map(date.isoformat) | DATE.map(lambda day: f"{day.day}-{day.month}-{day.year}")
TIME = st.times().map(lambda hour: time.isoformat(hour, "minutes"))
FILE = (st.binary(max_size=200) | st.sampled_from([b"PK\x03\x04", b"\xff\xfe\x00", b"a;b\n1;2\n"])).map(
    lambda content: as_file(content.decode("latin-1"), name="x.csv")
)


def values_for(field: Field) -> st.SearchStrategy[Any]:
    """What may come in a field: what the page offers, what it doesn't, more than one, and nothing (None)."""
    wrong = TEXT | NUMBER | DAY | st.none() | st.lists(TEXT, max_size=3)
    match field.kind:
        case "file":
            return FILE | wrong
        case "date":
            return DAY | wrong
        case "time":
            return TIME | wrong
        case "number":
            return NUMBER | wrong
    if field.options:
        return st.sampled_from(field.options) | st.lists(st.sampled_from(field.options), max_size=4) | wrong
    return wrong


def filled_in(form: SentForm) -> st.SearchStrategy[dict[str, Any]]:
    """Some fields changed, and some that the form doesn't have."""
    fields = {name: values_for(field) for name, field in form.fields.items()}
    extra = st.dictionaries(
        st.sampled_from(["id", "pk", "version", "status", "organisation", "is_staff"]), TEXT, max_size=2
    )
    return st.tuples(extra, st.fixed_dictionaries({}, optional=fields)).map(lambda parts: parts[0] | parts[1])


def fuzz(form: SentForm, examples: int) -> int:
    """Send it so many times; the number of times that it was answered."""
    answered = 0

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(filled_in(form))
    def send(changed: dict[str, Any]) -> None:
        nonlocal answered
        status = form.send(changed).status_code
        assert status < 500, f"{form.url}: {status}"
        answered += 1

    send()
    return answered


@pytest.mark.parametrize("examples", [2, pytest.param(300, marks=pytest.mark.full)])
def test_no_form_fails_on_whatever_is_sent(examples: int, opened: list[Opened], figure: Figure) -> None:
    forms = all_forms(opened, of_each_thing=True) if examples > 2 else all_forms(opened, "post")
    answered = sum(fuzz(form, examples) for form in forms)
    figure("G-05", "formulieren met willekeurige invulling", len(forms), goal="≥ 60")
    figure("G-05", "keren ingevuld zonder 500", answered, goal="≥ 200")


@pytest.mark.control_of("test_no_form_fails_on_whatever_is_sent")
def test_a_form_that_fails_on_a_wrong_number_is_found() -> None:
    class Careless(SentForm):
        def send(self, changed: dict[str, Any]) -> HttpResponse:
            return HttpResponse(str(int(changed.get("aantal") or 0)))

    form = Careless(Opened(Client(), "/", Page.of("")), "post", "/", {}, {"aantal": Field("aantal", "number")})
    with pytest.raises((ValueError, TypeError)):
        fuzz(form, 50)

"""Changing many rows at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from actionplan.models import BudgetLine
from network import bulk
from network.bulk import change_rows
from network.history import because, history_of
from network.models import WaitingImport
from tests.factories import BudgetLineFactory, FundingSourceFactory

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Callable[[int], object]] = {
    "description": lambda n: f'Post «{n}», "{{NULL}}" \\ \' %s',
    "source": lambda n: FundingSourceFactory() if n % 2 else None,
    "year": lambda n: 2030 + n,
    "hours_per_week": lambda n: None,
    "amount_requested": lambda n: Decimal(n) / 4 if n else None,
    "ends_on": lambda n: date(2027, 1, 1 + n) if n % 3 else None,
    "legal_basis": lambda n: "",
}


def test_each_row_gets_its_own_values_and_the_rest_stays(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 4)
    lines = [BudgetLineFactory(hours_per_week=Decimal("3.5"), note=f"Blijft {n}") for n in range(6)]
    other = BudgetLineFactory(description="Een andere post")
    for n, line in enumerate(lines):
        line.note = "Hoort niet bij wat er verandert"
        for name, value in CHANGES.items():
            setattr(line, name, value(n))

    with django_assert_num_queries(2):
        change_rows(lines, list(CHANGES))

    for n, line in enumerate(BudgetLine.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk")):
        assert [getattr(line, name) for name in CHANGES] == [getattr(lines[n], name) for name in CHANGES]
        assert line.note == f"Blijft {n}"
    other.refresh_from_db()
    assert other.description == "Een andere post"


def test_the_history_tells_each_change_and_why() -> None:
    lines = [BudgetLineFactory(year=2026) for _ in range(3)]
    for line in lines:
        line.year = 2027

    with because("ingelezen"):
        change_rows(lines, ["year"])

    for line in lines:
        change = history_of(line)[0]
        assert (change.field, change.old, change.new, change.reason) == ("jaar", "2026", "2027", "ingelezen")


@pytest.mark.parametrize(("name", "value", "why"), [("note", "x" * 251, DataError), ("year", None, IntegrityError)])
def test_what_a_column_refuses_is_refused_and_never_cut_off(name: str, value: object, why: type[Exception]) -> None:
    lines = [BudgetLineFactory(), BudgetLineFactory()]
    setattr(lines[1], name, value)

    with pytest.raises(why), transaction.atomic():
        change_rows(lines, [name])

    assert not BudgetLine.objects.filter(note__startswith="x").exists()


def test_a_row_that_went_meanwhile_does_not_return(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    line = BudgetLineFactory()
    BudgetLine.objects.filter(pk=line.pk).delete()

    change_rows([line], ["year"])
    with django_assert_num_queries(0):
        change_rows([], ["year"])

    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize("name", ["layout", "content"])
def test_a_kind_that_would_be_stored_as_something_else_is_refused(name: str) -> None:
    """A document in JSON, or bytes."""
    kept = WaitingImport(pk=1, layout={"Naam": 3}, content=b"Naam;Straat")
    with pytest.raises(TypeError):
        change_rows([kept], [name])

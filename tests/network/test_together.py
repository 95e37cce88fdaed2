"""What is fetched together is what each of the questions would have given."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Value
from pytest_django import DjangoAssertNumQueries

from actionplan.models import Action
from network.models import Person
from network.together import _reader, fetch_together
from partners.models import Organisation
from tests.cast import Cast
from tests.factories import ActionFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db

OURS = ("network", "partners", "actionplan", "monitor")


def test_parts_with_columns_of_their_own_are_one_question(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions = [ActionFactory(title=title) for title in ("Eerste", "Tweede")]
    partners = Organisation.objects.order_by("-name")[:2]
    expected = list(partners.all())
    people = Person.objects.filter(email=cast.coordinator.email).values_list("name", flat=True)
    led = Action.objects.select_related("lead_organisation").annotate(groups=Count("target_groups")).order_by("-title")

    with django_assert_num_queries(1):
        fetch_together(partners, people, led)
        assert list(partners) == expected
        assert list(people) == ["Marijke de Wit"]
        assert [(each.title, each.groups, str(each.lead_organisation)) for each in led] == [
            (each.title, 0, str(each.lead_organisation)) for each in reversed(actions)
        ]


def test_what_is_looked_for_among_none_is_not_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    nobody = Person.objects.filter(pk__in=[])
    with django_assert_num_queries(0):
        fetch_together(nobody)
        assert list(nobody) == []


def test_nothing_found_is_an_empty_list(cast: Cast) -> None:
    nothing, somebody = Action.objects.all(), Person.objects.filter(pk=cast.coordinator.pk)
    fetch_together(nothing, somebody)
    assert (list(nothing), list(somebody)) == ([], [cast.coordinator])


def test_what_is_asked_after_it_is_asked_anew(cast: Cast) -> None:
    people = Person.objects.order_by("pk")
    fetch_together(people)
    assert list(people.filter(pk=cast.coordinator.pk)) == [cast.coordinator]


def test_what_a_part_prefetches_comes_along(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    action: Action = ActionFactory()
    action.target_groups.add(TargetGroupFactory(name="OGGZ"))
    actions = Action.objects.prefetch_related("target_groups")
    with django_assert_num_queries(2):
        fetch_together(actions)
        assert [str(group) for action in actions for group in action.target_groups.all()] == ["OGGZ"]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (True, models.BooleanField()),
        ("«é» \\ \" '", models.TextField()),
        (2**60, models.BigIntegerField()),
        (Decimal("5.00"), models.DecimalField(max_digits=9, decimal_places=2)),
        (Decimal("12345678901234567.89"), models.DecimalField(max_digits=30, decimal_places=2)),
        (2.0, models.FloatField()),
        (date(2026, 2, 28), models.DateField()),
        (datetime(2026, 7, 1, 12, 30, 1, 250, tzinfo=UTC), models.DateTimeField()),
        (time(8, 5), models.TimeField()),
        (b"\x00\xff", models.BinaryField()),
        (UUID("5a6e4a1e-6b0c-4b7e-9c38-2b9a3f1f7a11"), models.UUIDField()),
        ({"a": [1, 2.5, None]}, models.JSONField()),
        ([date(2026, 1, 1), date(2026, 1, 2)], ArrayField(models.DateField())),
        (["a", "b"], ArrayField(models.TextField())),
        (None, models.DateField()),
    ],
)
def test_every_kind_of_value_stays_what_it_is(cast: Cast, value: Any, field: "models.Field[Any, Any]") -> None:
    asked = Person.objects.filter(pk=cast.coordinator.pk).values_list(Value(value, output_field=field), flat=True)
    alone = list(asked.all())
    fetch_together(asked)
    assert list(asked) == alone == [value]
    assert type(asked[0]) is type(value)


def test_a_kind_that_nobody_thought_of_is_an_error(cast: Cast) -> None:
    asked = Person.objects.values_list(Value("1 day", output_field=models.DurationField()))
    with pytest.raises(KeyError, match="DurationField"):
        fetch_together(asked)


def test_every_kind_of_column_that_the_portal_has_can_come_along() -> None:
    """So that who adds one hears it here, and not from somebody who opens a page."""
    models_of_ours = [model for name in OURS for model in apps.get_app_config(name).get_models()]
    assert len(models_of_ours) > 200
    for model in models_of_ours:
        assert [_reader(field) for field in model._meta.concrete_fields]

"""Who is asking is asked at every request, in words that are written once a day."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore as AsDjangoReadsIt
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.models import Person, Role
from network.models.people import _worded
from network.session_store import SessionStore
from tests.cast import Cast
from tests.factories import RoleGrantFactory

pytestmark = pytest.mark.django_db


def test_it_gives_what_the_queryset_gives(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for someone in (cast.coordinator, cast.lead_editor, cast.reader):
        asked = Person.objects.with_what_they_are().get(pk=someone.pk)
        with django_assert_num_queries(1):
            found = Person.objects.as_today(someone.pk)
            assert found == asked
            assert (found.name, found.email, found.last_login) == (asked.name, asked.email, asked.last_login)
            assert (found.roles, found.member_of, found.editor_of, found.coordinates, found.region) == (
                *(asked.roles, asked.member_of, asked.editor_of, asked.coordinates, asked.region),
            )


def test_nobody_has_an_id_that_is_no_more(cast: Cast) -> None:
    assert Person.objects.as_today(cast.coordinator.pk + 1_000_000) is None


def test_a_role_that_ends_is_gone_at_the_next_request(cast: Cast) -> None:
    grant = RoleGrantFactory(person=cast.reader, role=Role.STEERING_MEMBER)
    found = Person.objects.as_today(cast.reader.pk)
    assert found
    assert Role.STEERING_MEMBER in found.roles

    grant.ended_at = timezone.now()
    grant.ends_on = timezone.localdate()
    grant.save()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        found = Person.objects.as_today(cast.reader.pk)
        assert found
        assert Role.STEERING_MEMBER not in found.roles


def test_a_role_of_tomorrow_counts_tomorrow(cast: Cast) -> None:
    RoleGrantFactory(person=cast.reader, role=Role.STEERING_MEMBER, starts_on=timezone.localdate() + timedelta(days=1))
    for days, counts in ((0, False), (1, True), (0, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            found = Person.objects.as_today(cast.reader.pk)
            assert found
            assert (Role.STEERING_MEMBER in found.roles) is counts


def test_the_words_are_written_once_a_day(cast: Cast) -> None:
    Person.objects.as_today(cast.coordinator.pk)
    written = _worded.cache_info().misses
    for someone in (cast.coordinator, cast.lead_editor):
        Person.objects.as_today(someone.pk)
    assert _worded.cache_info().misses == written


def test_a_session_is_read_as_django_reads_it_and_is_nobodys_once_it_is_over(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept = SessionStore()
    kept["word"] = "voor later"
    kept.create()
    with django_assert_num_queries(1):
        assert SessionStore(kept.session_key)["word"] == "voor later"
    assert AsDjangoReadsIt(kept.session_key)["word"] == "voor later"

    kept.set_expiry(-1)
    kept.save()
    assert "word" not in SessionStore(kept.session_key)
    assert "word" not in SessionStore("a-key-that-nobody-has")

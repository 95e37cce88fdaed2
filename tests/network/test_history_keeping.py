"""Seals on the history, what may be removed from it, and the lines that a removal leaves."""

from collections.abc import Iterator
from datetime import timedelta

import pghistory
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from network import schedule
from network.database import apply_rights
from network.history_guard import event_tables
from network.keeping import erase_person_from_history, remove_old_history, seal_history, verify_history
from network.management.commands.migrate import OWNER
from network.models import HistoryRemoval, HistorySeal, Person
from tests.cast import Cast
from tests.factories import MembershipFactory, PersonFactory, RegionFactory

pytestmark = pytest.mark.django_db(databases=["default", OWNER])

PERSON_EVENTS = Person.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
CHANGE_WHO = """
    UPDATE pghistory_context SET metadata = '{"person": 8}'
    WHERE id = (SELECT pgh_context_id FROM network_personevent WHERE pgh_id = %s)
"""


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """The whole test as the owner of the tables, who alone can do the harm that the seals must show."""
    web = connections["default"]
    connections["default"] = connections[OWNER]
    yield
    connections["default"] = web


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def three_people() -> list[int]:
    """Three rows of history, in the order of their number."""
    for name in ("Ans", "Bea", "Cor"):
        with pghistory.context(person=7, reason=f"want {name}"):
            PersonFactory(name=name)
    return list(PERSON_EVENTS.objects.order_by("pgh_id").values_list("pgh_id", flat=True))[-3:]


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE network_personevent SET name = 'Bes' WHERE pgh_id = %s", "veranderd"),
        (
            "UPDATE network_personevent SET pgh_created_at = pgh_created_at + interval '1 ms' WHERE pgh_id = %s",
            "veranderd",
        ),
        ("DELETE FROM network_personevent WHERE pgh_id = %s", "verdwenen"),
        (CHANGE_WHO, "veranderd"),
    ],
)
def test_one_row_that_was_tampered_with_is_named_and_no_other(harm: str, said: str) -> None:
    _, middle, _ = three_people()
    seal_history()
    assert verify_history() == []
    run(harm, middle)
    assert verify_history() == [f"network_personevent, regel {middle}: {said} na het verzegelen"]


@pytest.mark.usefixtures("as_owner")
def test_a_row_that_is_slipped_in_behind_the_seal_is_named() -> None:
    first, _, last = three_people()
    run("DELETE FROM network_personevent WHERE pgh_id = %s", last - 1)
    seal_history()
    run(
        "INSERT INTO network_personevent SELECT (jsonb_populate_record(e, %s)).* FROM network_personevent e"
        " WHERE pgh_id = %s",
        f'{{"pgh_id": {last - 1}}}',
        first,
    )
    assert verify_history() == [f"network_personevent, regel {last - 1}: ingevoegd na het verzegelen"]


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM network_historyseal WHERE id = %s",
        "UPDATE network_historyseal SET digest = repeat('0', 64) WHERE id = %s",
    ],
)
def test_a_seal_that_was_changed_or_taken_away_shows(harm: str) -> None:
    for _ in range(3):
        three_people()
        seal_history()
    seals = list(HistorySeal.objects.filter(table="network_personevent").order_by("pk").values_list("pk", flat=True))
    run(harm, seals[1])
    assert (
        f"network_personevent, zegel {seals[2]}: sluit niet aan op het zegel ervoor, of is veranderd"
        in verify_history()
    )


def test_every_table_of_the_history_is_sealed_and_only_what_is_new(cast: Cast) -> None:
    assert seal_history() > PERSON_EVENTS.objects.count() > 0
    assert set(HistorySeal.objects.values_list("table", flat=True)) <= set(event_tables())
    assert "monitor_observationevent" in event_tables()  # raw figures too
    assert seal_history() == 0
    cast.reader.name = "Lotte Visser-Bos"
    cast.reader.save()
    assert seal_history() == 1
    assert verify_history() == []


@pytest.mark.usefixtures("as_owner")
def test_a_column_that_a_new_version_adds_or_takes_away_leaves_the_seals_whole() -> None:
    three_people()
    seal_history()
    run("ALTER TABLE network_personevent ADD COLUMN nickname text NOT NULL DEFAULT 'x'")
    assert verify_history() == []
    run("ALTER TABLE network_personevent DROP COLUMN mail_refused_on")
    apply_rights(connections[OWNER])
    assert verify_history() == []


@pytest.mark.usefixtures("as_owner")
def test_what_is_older_than_the_region_keeps_goes_with_its_reasons_and_leaves_a_line() -> None:
    RegionFactory(history_years=3)
    old, middle, _ = three_people()
    seal_history()
    run("UPDATE network_personevent SET pgh_created_at = now() - interval '3 years 1 day' WHERE pgh_id = %s", old)
    run(
        "UPDATE network_personevent SET pgh_created_at = now() - interval '2 years 11 months' WHERE pgh_id = %s", middle
    )
    run("UPDATE pghistory_context SET created_at = now() - interval '5 years'")

    assert remove_old_history() == 1

    assert list(PERSON_EVENTS.objects.filter(pgh_id__in=[old, middle]).values_list("pgh_id", flat=True)) == [middle]
    [removal] = HistoryRemoval.objects.all()
    assert (removal.table, removal.rows, removal.reason) == ("network_personevent", 1, "retention")
    reasons = pghistory.models.Context.objects.filter(metadata__reason__startswith="want")
    assert set(reasons.values_list("metadata__reason", flat=True)) == {"want Bea", "want Cor"}
    # What was lawfully removed is not missed; what was changed otherwise still is.
    assert verify_history() == [f"network_personevent, regel {middle}: veranderd na het verzegelen"]


@pytest.mark.parametrize(
    "asked", ["now()", "now() - interval '23 months'", "'infinity'", "NULL", "now() + interval '9 years'"]
)
def test_the_last_two_years_stay_whatever_is_asked(cast: Cast, asked: str) -> None:
    before = PERSON_EVENTS.objects.count()
    with pytest.raises(DatabaseError, match="twee jaar"), transaction.atomic():
        run(f"SELECT history_remove_older_than({asked})")
    assert PERSON_EVENTS.objects.count() == before
    assert not HistoryRemoval.objects.exists()


def test_who_is_erased_leaves_no_name_or_address_in_the_history(cast: Cast) -> None:
    leaver = PersonFactory(name="Wilma Weg", email="wilma@voorbeeld.example")
    MembershipFactory(person=leaver, organisation=cast.lead_organisation, function="hoofd Wilma's team")
    Person.objects.filter(pk=leaver.pk).update(email="w.weg@voorbeeld.example")
    seal_history()

    rows = erase_person_from_history(leaver, by=cast.administrator)

    assert rows == 3
    assert set(leaver.history_events.values_list("name", "email")) == {("[gewist]", "[gewist]")}
    assert PERSON_EVENTS.objects.filter(name="Noor Bakker").exists()
    removals = HistoryRemoval.objects.values_list("table", "rows", "person_number", "asked_by")
    assert set(removals) == {
        ("network_personevent", 2, leaver.pk, cast.administrator.pk),
        ("partners_membershipevent", 1, leaver.pk, cast.administrator.pk),
    }
    assert verify_history() == []
    assert erase_person_from_history(leaver, by=cast.administrator) == 0


def test_nobody_is_erased_without_saying_who_and_by_whom(cast: Cast) -> None:
    for question in ("NULL, NULL", f"{cast.reader.pk}, NULL", f"{cast.reader.pk}, 0", f"NULL, {cast.administrator.pk}"):
        with pytest.raises(DatabaseError, match="wie er gewist"), transaction.atomic():
            run(f"SELECT history_erase_person({question})")


@pytest.mark.usefixtures("as_owner")
def test_the_command_answers_1_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    _, middle, _ = three_people()
    seal_history()
    call_command("verify_history")
    assert "ongeschonden" in capsys.readouterr().out
    run("UPDATE network_personevent SET email = 'x' WHERE pgh_id = %s", middle)
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_history")
    assert stopped.value.code == 1
    assert f"regel {middle}" in capsys.readouterr().err


@pytest.mark.usefixtures("as_owner")
def test_the_daily_jobs_seal_and_remove() -> None:
    RegionFactory(history_years=2)
    old, *_ = three_people()
    run("UPDATE network_personevent SET pgh_created_at = now() - interval '25 months' WHERE pgh_id = %s", old)
    until = timezone.now()
    schedule.JOBS["history_retention"].run(until - timedelta(days=1), until)
    assert not PERSON_EVENTS.objects.filter(pgh_id=old).exists()
    schedule.JOBS["seal_history"].run(until - timedelta(days=1), until)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'network.seal_history'")
        assert cursor.fetchone() == (1,)

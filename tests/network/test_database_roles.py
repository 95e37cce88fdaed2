"""The database itself refuses what the portal must never do."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from network.database import PUBLIC, acting_as, as_steward
from network.history_guard import holes_in_the_guard
from network.models import Person
from tests.cast import Cast
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_tests_run_as_the_role_that_serves_the_portal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_web",)


@pytest.mark.parametrize(
    "bypass",
    [
        "DELETE FROM network_personevent",
        "UPDATE network_personevent SET name = 'x'",
        "TRUNCATE network_personevent",
        "INSERT INTO network_personevent (pgh_label, pgh_created_at) VALUES ('x', now())",
        "ALTER TABLE network_person DISABLE TRIGGER ALL",
        "DROP TABLE network_personevent",
        "SET session_replication_role = replica",
        "CREATE TABLE schaduw (x int)",
        "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM django_migrations",
        "SET ROLE portal_owner",
        "SET ROLE postgres",
    ],
)
def test_the_history_can_not_be_bypassed_by_the_web_role(bypass: str) -> None:
    PersonFactory()
    with pytest.raises(ProgrammingError):
        run(bypass)


def test_no_trigger_of_the_history_can_be_dropped_by_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'network_person'::regclass AND NOT tgisinternal")
        triggers = [name for (name,) in cursor.fetchall()]
    assert len(triggers) == 3
    for trigger in triggers:
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(f"DROP TRIGGER {trigger} ON network_person")


def test_the_guard_of_the_history_has_no_hole() -> None:
    assert holes_in_the_guard() == []


def test_raw_sql_and_bulk_writes_leave_their_line_in_the_history() -> None:
    person = PersonFactory(name="Oud")
    Person.objects.filter(pk=person.pk).update(name="Nieuw")
    run("UPDATE network_person SET name = 'Nieuwst' WHERE name = 'Nieuw'")
    events = person.history_events.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(events) == [("toegevoegd", "Oud"), ("gewijzigd", "Nieuw"), ("gewijzigd", "Nieuwst")]


def test_raw_figures_are_read_by_the_steward_only() -> None:
    with as_steward():
        run("SELECT count(*) FROM monitor_observation")
    with pytest.raises(ProgrammingError):
        run("SELECT count(*) FROM monitor_observation")


def test_the_role_comes_back_after_acting_as_another(cast: Cast) -> None:
    with acting_as(PUBLIC):
        run("SELECT count(*) FROM partners_helpline")
    assert Person.objects.filter(pk=cast.coordinator.pk).exists()


def test_the_public_role_reads_published_tables_only() -> None:
    """Every table that is not on the list of public ones is closed to visitors."""
    rights = [config.database_rights for config in apps.get_app_configs() if hasattr(config, "database_rights")]
    public = {table for right in rights for table in right.public}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, has_table_privilege('portal_public', format('%I', tablename)::regclass, 'SELECT'),"
            " has_table_privilege('portal_public', format('%I', tablename)::regclass, 'INSERT, UPDATE, DELETE')"
            " FROM pg_tables WHERE schemaname = 'public'"
        )
        rows = cursor.fetchall()
    assert {table for table, may_read, _ in rows if may_read} == public
    assert [table for table, _, may_write in rows if may_write] == []

"""The database itself refuses what the portal must never do."""

import json
from unittest.mock import Mock

import pgtrigger.registry
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context
from pytest_django import Settings

from network.checks import refuse_an_unsafe_start
from network.database import PUBLIC, acting_as, apply_rights, as_steward
from network.history_guard import holes_in_the_guard
from network.management.commands.migrate import OWNER
from network.models import Person
from tests.cast import Cast
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", OWNER])


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_tests_run_as_the_role_that_serves_the_portal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_web",)


# What the web role might try, and whether the owner could do the same: the control that the try is a real one.
BYPASSES = {
    "DELETE FROM network_personevent": True,
    "UPDATE network_personevent SET name = 'x'": True,
    "TRUNCATE network_personevent": True,
    "INSERT INTO network_personevent (pgh_label, pgh_created_at, id, email, name, is_active, wants_reminders)"
    " VALUES ('x', now(), 1, 'x', 'x', true, true)": True,
    "COPY network_personevent FROM STDIN": False,  # the driver has no rows to give; refused before it asks for them
    "ALTER TABLE network_person DISABLE TRIGGER ALL": False,  # «ALL» holds those of the system, for a superuser
    "ALTER TABLE network_person DISABLE TRIGGER USER": True,
    "ALTER TABLE network_personevent RENAME TO elders": True,
    "CREATE RULE stil AS ON INSERT TO network_personevent DO INSTEAD NOTHING": True,
    "DROP TABLE network_personevent": True,
    "SET session_replication_role = replica": False,
    "CREATE TABLE schaduw (x int)": True,
    "CREATE TEMP TABLE network_personevent (x int)": True,
    "CREATE FUNCTION pg_temp.history_seal(text) RETURNS int LANGUAGE sql AS 'SELECT 1'": True,
    "CREATE SCHEMA schaduw": True,
    "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'": True,
    "CREATE OR REPLACE FUNCTION history_seal(event_table text) RETURNS int LANGUAGE sql AS 'SELECT 1'": True,
    "ALTER FUNCTION history_verify() SECURITY INVOKER": True,
    "UPDATE pghistory_context SET metadata = '{}'": True,
    "INSERT INTO pghistory_context (id, metadata, created_at, updated_at)"
    " VALUES (gen_random_uuid(), '{}', now(), now())": True,
    "DELETE FROM django_migrations": True,
    "UPDATE network_historyseal SET digest = 'x'": True,
    "DELETE FROM network_historyseal": True,
    'INSERT INTO network_historyseal ("table", first_id, last_id, columns, row_digests, digest, sealed_at)'
    " VALUES ('x', 1, 1, '{}', '', '', now())": True,
    "DELETE FROM network_historyremoval": True,
    "SELECT setval('network_personevent_pgh_id_seq', 1)": False,  # the owner could, but no rollback takes it back
    "SELECT history_seal_again('network_personevent', '{}')": True,
    "SELECT * FROM history_entries('network_personevent', '{name}', 1, 9)": True,
    "SELECT _pgh_attach_context()": True,
    "SELECT history_seal('network_person')": False,  # no table of the history: refused to everybody
    "SELECT history_seal('network_personevent; DROP TABLE network_personevent')": False,
    "SELECT history_remove_older_than(now() - interval '1 year')": False,
    "SELECT history_erase_person(1, NULL)": False,
    "SET ROLE portal_owner": True,
    "SET ROLE postgres": False,
}


@pytest.mark.parametrize("bypass", BYPASSES)
def test_the_history_can_not_be_bypassed_by_the_web_role(bypass: str) -> None:
    PersonFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        run(bypass)
    assert holes_in_the_guard() == []


@pytest.mark.parametrize("bypass", [bypass for bypass, possible in BYPASSES.items() if possible])
def test_what_is_refused_to_the_web_role_the_owner_could_do(bypass: str) -> None:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute(bypass)
        transaction.set_rollback(True, using=OWNER)


def test_the_guard_stands_again_after_another_migrate() -> None:
    """A migration brings the functions of the libraries back as they were; ours stand again after it."""
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            Context.install_pgh_attach_context_func(using=OWNER)
            for model, trigger in pgtrigger.registry.registered():
                if model is Person:
                    cursor.execute(trigger.compile(model).install_sql)
            cursor.execute("GRANT INSERT, UPDATE ON network_personevent TO portal_web")
        assert len(_holes_seen_by_the_owner()) >= 6
        apply_rights(connections[OWNER])
        assert _holes_seen_by_the_owner() == []
        transaction.set_rollback(True, using=OWNER)


def test_rights_that_stand_already_are_set_again_in_few_questions() -> None:
    with CaptureQueriesContext(connections[OWNER]) as asked:
        apply_rights(connections[OWNER])
    assert len(asked) < 60


def test_a_migrate_that_breaks_off_while_it_sets_the_rights_leaves_them_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And a portal that goes on meanwhile never sees a table that it has lost and not yet got back."""
    monkeypatch.setattr("network.database._history_tables", broken := Mock(side_effect=RuntimeError))
    with transaction.atomic(using=OWNER):
        with pytest.raises(RuntimeError):
            apply_rights(connections[OWNER])
        with connections[OWNER].cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('portal_web', 'network_person', 'SELECT')")
            assert cursor.fetchone() == (True,)
    assert broken.called


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("ALTER TABLE network_person DISABLE TRIGGER USER", "staat uit"),
        ("DROP FUNCTION history_verify()", "history_verify"),
        ("ALTER FUNCTION history_seal(text) RESET search_path", "history_seal"),
        ("GRANT EXECUTE ON FUNCTION history_seal_again(name, bigint[]) TO PUBLIC", "history_seal_again"),
        ("GRANT DELETE ON network_historyseal TO portal_web", "portal_web mag schrijven in network_historyseal"),
    ],
)
def test_a_portal_whose_history_is_not_guarded_does_not_start(harm: str, said: str) -> None:
    web = connections["default"]
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(harm)
        connections["default"] = connections[OWNER]
        try:
            with pytest.raises(SystemExit, match="Het portaal start niet") as stopped:
                refuse_an_unsafe_start()
        finally:
            connections["default"] = web
        assert said in str(stopped.value)
        transaction.set_rollback(True, using=OWNER)


def test_a_dropped_trigger_stops_the_start_too() -> None:
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'network_person'::regclass AND tgtype & 8 > 0"
            )
            [name] = [name for (name,) in cursor.fetchall() if name.startswith("pgtrigger")]
            cursor.execute(f"DROP TRIGGER {name} ON network_person")
        assert _holes_seen_by_the_owner() == ["de trigger «verwijderd_delete» van network_person is er niet"]
        transaction.set_rollback(True, using=OWNER)


def _holes_seen_by_the_owner() -> list[str]:
    web, connections["default"] = connections["default"], connections[OWNER]
    try:
        return holes_in_the_guard()
    finally:
        connections["default"] = web


def test_no_setting_switches_a_trigger_off() -> None:
    person = PersonFactory(name="Oud")
    triggers = [trigger.get_pgid(Person) for model, trigger in pgtrigger.registry.registered() if model is Person]
    run(f"SET LOCAL pgtrigger.ignore = '{{{','.join(triggers)}}}'")
    Person.objects.filter(pk=person.pk).update(name="Stiekem")
    assert person.history_events.filter(name="Stiekem").exists()


def test_who_and_why_can_not_be_rewritten_by_using_a_context_again() -> None:
    run("SELECT set_config('pghistory.context_id', '11111111-1111-1111-1111-111111111111', true)")
    for words in ('{"person": 1, "reason": "eerlijk"}', '{"person": 2, "reason": "vals"}'):
        run(f"SELECT set_config('pghistory.context_metadata', '{words}', true)")
        person = PersonFactory()
        assert person.history_events.get().pgh_context.metadata == json.loads(words)
    assert Context.objects.filter(metadata__reason="eerlijk").count() == 1


def test_no_trigger_of_the_history_can_be_hung_on_another_table() -> None:
    """Such a trigger would write, as the owner, whatever that other table says."""
    trigger = next(trigger for model, trigger in pgtrigger.registry.registered() if model is Person).get_pgid(Person)
    with pytest.raises(DatabaseError, match="permission denied for function"), transaction.atomic():
        run(f"SELECT {trigger}()")


def test_the_web_role_may_call_exactly_the_owner_functions_that_it_needs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
            " AND has_function_privilege('portal_web', oid, 'EXECUTE')"
        )
        callable_by_web = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname ~ '^(history_|pgtrigger_|_pgh_|_pgtrigger_)'"
            " AND has_function_privilege('portal_public', oid, 'EXECUTE')"
        )
        callable_by_visitors = cursor.fetchall()
    of_the_history = {"history_seal", "history_verify", "history_remove_older_than", "history_erase_person"}
    assert callable_by_web == of_the_history | {"leave_feedback", "services_with", "services_with_number"}
    assert callable_by_visitors == []


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


def role_of_the_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_the_role_comes_back_through_each_other_and_after_a_failure() -> None:
    def fails() -> None:
        with as_steward():
            assert role_of_the_database() == "portal_steward"
            raise ValueError("weg")

    with acting_as(PUBLIC):
        with pytest.raises(ValueError, match="weg"):
            fails()
        assert role_of_the_database() == PUBLIC
        with as_steward():
            with acting_as(PUBLIC):
                pass
            assert role_of_the_database() == "portal_steward"
        with as_steward(), transaction.atomic(savepoint=False):
            transaction.set_rollback(True)
        assert role_of_the_database() == PUBLIC
    assert role_of_the_database() == "portal_web"


def test_the_role_comes_back_also_when_whoever_asked_commits_by_hand() -> None:
    of_this_test = connections["default"]
    connections["default"] = of_this_test.copy()
    try:
        transaction.set_autocommit(False)
        with acting_as(PUBLIC):
            assert role_of_the_database() == PUBLIC
        assert role_of_the_database() == "portal_web"
        transaction.rollback()
    finally:
        connections["default"].close()
        connections["default"] = of_this_test


def test_the_portal_does_not_start_as_the_owner_of_the_tables() -> None:
    web = connections["default"]
    connections["default"] = connections[OWNER]
    try:
        with pytest.raises(SystemExit, match="DATABASE_URL meldt zich bij de database aan als portal_owner"):
            refuse_an_unsafe_start()
    finally:
        connections["default"] = web


def test_a_page_that_the_wrong_role_answers_fails_its_test(settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("public_database_role")]
    with pytest.raises(AssertionError, match="answered by portal_web"):
        Client().get("/hulp/")


def test_the_public_role_reads_published_tables_only() -> None:
    """Every table that is not on the list of public ones is closed to visitors."""
    rights = [config.database_rights for config in apps.get_app_configs() if hasattr(config, "database_rights")]
    public = {table for right in rights for table in right.public}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, has_any_column_privilege('portal_public', format('%I', tablename)::regclass, 'SELECT'),"
            " has_table_privilege('portal_public', format('%I', tablename)::regclass, 'INSERT, UPDATE, DELETE')"
            " FROM pg_tables WHERE schemaname = 'public'"
        )
        rows = cursor.fetchall()
    assert {table for table, may_read, _ in rows if may_read} == public
    assert [table for table, _, may_write in rows if may_write] == []


def test_the_server_compiles_no_question_of_ours(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
            " WHERE d.datname = current_database()"
        )
        assert ("jit=off",) in cursor.fetchall()

"""Two at the same moment: of who end each other one stays, and a link of the chain gets one process owner.

With real connections and transactions that are really over.
"""

from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction

from network.dates import today
from network.management.commands.migrate import OWNER, use_owner
from network.models import Person, Role
from network.people_flows import block, end_role
from network.successors import NeedsSuccessorError
from partners.chain_flows import RoleInTheWayError, give_chain_role
from partners.membership_flows import change_membership, end_membership
from partners.models import ChainRole, ChainRoleKind
from tests.factories import (
    ChainLinkFactory,
    ChainRoleFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGrantFactory,
)

# What the tests leave behind; deletions are recorded too, so the history goes last.
TABLES = [
    "partners_chainrole",
    "partners_chainlink",
    "partners_membership",
    "partners_organisation",
    "network_rolegrant",
    "network_person",
]
HISTORY = [*(f"{table}event" for table in TABLES), "pghistory_context"]
End = Callable[[], object]


@pytest.fixture
def open_database(
    monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """For every connection; afterwards it is as empty as it was, its history too."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with django_db_blocker.unblock():
        yield
        use_owner()
        with connections[OWNER].cursor() as cursor:
            for table in [*TABLES, *HISTORY]:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  (the names above)
        connections.close_all()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def at_the_same_moment(first: End, second: End, *, refused: type[Exception] = NeedsSuccessorError) -> list[bool]:
    """Does each of the two succeed? The second begins while the first is done and its transaction still open."""
    done, may_commit = Event(), Event()
    succeeded = {}

    def run(name: str, end: End, after: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                end()
                after()
            succeeded[name] = True
        except refused:
            succeeded[name] = False
        finally:
            connections.close_all()

    def hold() -> None:
        done.set()
        may_commit.wait(timeout=20)

    one = Thread(target=run, args=("first", first, hold))
    other = Thread(target=run, args=("second", second, lambda: None))
    one.start()
    done.wait(timeout=20)
    other.start()
    while other.is_alive() and not waits_for_a_lock():
        other.join(timeout=0.01)
    may_commit.set()
    one.join(timeout=20)
    other.join(timeout=20)
    return [succeeded["first"], succeeded["second"]]


def two_coordinators() -> list[Person]:
    return [RoleGrantFactory(role=Role.COORDINATOR).person for _ in range(2)]


def test_of_two_coordinators_who_end_each_other_at_the_same_moment_one_stays(open_database: None) -> None:
    marijke, joost = two_coordinators()
    outcome = at_the_same_moment(
        lambda: end_role(joost.role_grants.get(), by=marijke), lambda: end_role(marijke.role_grants.get(), by=joost)
    )
    assert outcome == [True, False]
    assert [Role.COORDINATOR in Person.objects.get(pk=person.pk).roles for person in (marijke, joost)] == [True, False]


def test_ending_a_role_and_blocking_the_other_at_the_same_moment_leaves_one(open_database: None) -> None:
    marijke, joost = two_coordinators()
    outcome = at_the_same_moment(
        lambda: block(joost, by=marijke), lambda: end_role(marijke.role_grants.get(), by=joost)
    )
    assert outcome == [True, False]


def test_of_two_editors_who_leave_at_the_same_moment_one_stays(open_database: None) -> None:
    sterker = OrganisationFactory()
    bas, noor = (MembershipFactory(organisation=sterker, may_edit=True) for _ in range(2))
    outcome = at_the_same_moment(
        lambda: end_membership(bas, by=noor.person),
        lambda: change_membership(noor, function="", may_edit=False, by=bas.person),
    )
    assert outcome == [True, False]


def test_two_who_have_a_third_beside_them_may_both_go(open_database: None) -> None:
    """The control: it is not the waiting itself that refuses."""
    RoleGrantFactory(role=Role.COORDINATOR, person=PersonFactory(name="Hester"))
    marijke, joost = two_coordinators()
    outcome = at_the_same_moment(
        lambda: end_role(joost.role_grants.get(), by=marijke), lambda: end_role(marijke.role_grants.get(), by=joost)
    )
    assert outcome == [True, True]


def test_of_two_process_owners_who_are_given_a_link_at_the_same_moment_one_gets_it(open_database: None) -> None:
    weging, marijke = ChainLinkFactory(), PersonFactory()

    def give() -> ChainRole:
        owner = ChainRoleKind.PROCESS_OWNER
        return give_chain_role(weging, organisation=OrganisationFactory(), kind=owner, starts_on=today(), by=marijke)

    assert at_the_same_moment(give, give, refused=RoleInTheWayError) == [True, False]
    assert weging.roles.count() == 1


def test_the_database_itself_keeps_the_second_process_owner_out(open_database: None) -> None:
    weging = ChainLinkFactory()

    def give() -> ChainRole:
        return ChainRoleFactory(link=weging, kind=ChainRoleKind.PROCESS_OWNER)

    assert at_the_same_moment(give, give, refused=IntegrityError) == [True, False]

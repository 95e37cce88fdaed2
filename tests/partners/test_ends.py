"""How ties end: at once, on a date, with the whole partner; and that no post falls empty."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from network import account_flows
from network.dates import today
from network.models import Person, Role, RoleGrant
from network.people_flows import AlreadyOverError, block, end_role, give_role
from network.successors import NeedsSuccessorError, require_successors_of
from partners.membership_flows import (
    change_membership,
    end_membership,
    end_participation,
    start_membership,
)
from partners.models import Membership
from tests.cast import Cast
from tests.factories import CareServiceFactory, MembershipFactory, PersonFactory, RoleGrantFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
AT_ONCE = {"when": "nu"}


def fresh(person: Person) -> Person:
    """The same person, without what it remembered of its ties."""
    return Person.objects.get(pk=person.pk)


def tie_of(person: Person) -> Membership:
    return person.memberships.not_over().get()


# --- a membership or role ends ----------------------------------------------------------------------------------


def test_the_end_of_a_membership_ends_access_the_same_moment(cast: Cast, client_of: ClientOf) -> None:
    reader = client_of(cast.reader)
    url = reverse("partners:membership-end", args=[tie_of(cast.reader).pk])
    assert "Daarna heeft Lotte Visser geen toegang meer" in Page.of(client_of(cast.coordinator).get(url)).words
    client_of(cast.coordinator).post(url, AT_ONCE)
    assert reader.get("/partners/")["Location"].startswith("/account/login/")
    assert not fresh(cast.reader).is_in_the_network


def test_whoever_keeps_another_tie_stays_signed_in(cast: Cast, client_of: ClientOf) -> None:
    """Leaving one organisation takes away that organisation, and not the account."""
    RoleGrantFactory(person=cast.reader, role=Role.STEERING_MEMBER)
    reader = client_of(cast.reader)
    end_membership(tie_of(cast.reader), by=cast.coordinator)
    assert reader.get("/partners/").status_code == 200
    assert fresh(cast.reader).member_of == frozenset()


def test_an_open_letter_is_withdrawn_when_nothing_is_left(cast: Cast) -> None:
    newcomer = PersonFactory(is_active=False)
    for_now = MembershipFactory(person=newcomer, organisation=cast.other_organisation)
    for_later = MembershipFactory(
        person=newcomer, organisation=cast.lead_organisation, starts_on=today() + timedelta(days=3)
    )
    letter = account_flows.invite(newcomer, by=cast.coordinator)
    end_membership(for_now, by=cast.coordinator)
    letter.refresh_from_db()
    assert letter.is_open
    end_membership(for_later, by=cast.coordinator)
    letter.refresh_from_db()
    assert not letter.is_open


def test_what_never_started_never_counts(cast: Cast) -> None:
    starts_on = today() + timedelta(days=30)
    tie = MembershipFactory(organisation=cast.other_organisation, starts_on=starts_on)
    ended = end_membership(tie, by=cast.coordinator)
    assert not Membership.objects.on(starts_on).filter(pk=ended.pk).exists()


@pytest.mark.parametrize(
    ("local", "may_enter"),
    [((2026, 12, 31, 23, 59), True), ((2027, 1, 1, 0, 0), False)],
    ids=["the last minute of the last day", "the first minute after it"],
)
def test_a_last_day_that_passes_by_itself_ends_access_by_the_local_clock(
    local: tuple[int, ...], may_enter: bool, cast: Cast, client_of: ClientOf
) -> None:
    url = reverse("partners:membership-end", args=[tie_of(cast.reader).pk])
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=False):
        response = client_of(cast.coordinator).post(url, {"when": "datum", "ends_on": "31 december 2026"})
        assert response.status_code == 302
        assert client_of(cast.reader).get("/partners/").status_code == 200
    with time_machine.travel(datetime(*local, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=False):  # type: ignore[misc]
        assert client_of(cast.reader).get("/partners/").status_code == (200 if may_enter else 302)


@pytest.mark.parametrize("ends_on", ["", "1 januari 2020", "geen dag"])
def test_a_last_day_that_can_not_be_is_refused(ends_on: str, cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:membership-end", args=[tie_of(cast.reader).pk])
    response = client_of(cast.coordinator).post(url, {"when": "datum", "ends_on": ends_on})
    assert response.status_code == 422
    assert tie_of(cast.reader).ends_on is None


def test_ending_twice_changes_nothing_more(cast: Cast) -> None:
    tie = tie_of(cast.reader)
    ended_at = end_membership(tie, by=cast.coordinator).ended_at
    with pytest.raises(AlreadyOverError):
        end_membership(tie, by=cast.administrator)
    tie.refresh_from_db()
    assert tie.ended_at == ended_at


# --- a partner leaves -------------------------------------------------------------------------------------------


def test_when_a_partner_leaves_all_its_accounts_and_letters_end_the_same_moment(
    cast: Cast, client_of: ClientOf
) -> None:
    newcomer = PersonFactory(is_active=False)
    MembershipFactory(person=newcomer, organisation=cast.lead_organisation)
    letter = account_flows.invite(newcomer, by=cast.coordinator)
    editor, reader = client_of(cast.lead_editor), client_of(cast.reader)
    url = reverse("partners:organisation-end", args=[cast.lead_organisation.pk])
    assert client_of(cast.coordinator).post(url, AT_ONCE).status_code == 302
    for client in (editor, reader):
        assert client.get("/partners/")["Location"].startswith("/account/login/")
    letter.refresh_from_db()
    assert not letter.is_open
    assert client_of(cast.other_editor).get("/partners/").status_code == 200
    assert client_of(cast.coordinator).get(url).status_code == 404


def test_before_a_partner_leaves_the_page_tells_who_and_what_is_involved(cast: Cast, client_of: ClientOf) -> None:
    RoleGrantFactory(person=cast.reader, role=Role.STEERING_MEMBER)
    CareServiceFactory(organisation=cast.lead_organisation, name="Begeleiding")
    url = reverse("partners:organisation-end", args=[cast.lead_organisation.pk])
    shown = Page.of(client_of(cast.administrator).get(url)).words
    assert "Bas Hendriks: heeft daarna geen toegang meer" in shown
    assert "Lotte Visser: houdt toegang door: stuurgroeplid" in shown
    assert "Begeleiding" in shown


def test_a_partner_that_leaves_later_keeps_its_people_until_then(cast: Cast) -> None:
    last_day = today() + timedelta(days=40)
    end_participation(cast.lead_organisation, by=cast.coordinator, on=last_day)
    assert fresh(cast.lead_editor).editor_of == {cast.lead_organisation.pk}
    with time_machine.travel(datetime.now(tz=ZoneInfo("Europe/Amsterdam")) + timedelta(days=41), tick=False):
        assert not fresh(cast.lead_editor).is_in_the_network


def test_nobody_joins_a_partner_that_left(cast: Cast) -> None:
    end_participation(cast.other_organisation, by=cast.coordinator)
    with pytest.raises(AlreadyOverError):
        start_membership(
            cast.reader,
            organisation=cast.other_organisation,
            function="",
            may_edit=True,
            starts_on=today(),
            by=cast.coordinator,
        )


# --- no post falls empty ----------------------------------------------------------------------------------------


def grant_of(person: Person) -> RoleGrant:
    return person.role_grants.get()


def editing_of(cast: Cast) -> dict[str, Any]:
    return {"membership": tie_of(cast.lead_editor), "by": cast.administrator}


DOORS: dict[str, Callable[[Cast], object]] = {
    "the last coordinator's role": lambda cast: end_role(grant_of(cast.coordinator), by=cast.administrator),
    "the last coordinator's role, later": lambda cast: end_role(
        grant_of(cast.coordinator), by=cast.administrator, on=today() + timedelta(days=90)
    ),
    "the last administrator's role": lambda cast: end_role(grant_of(cast.administrator), by=cast.administrator),
    "the last editor's membership": lambda cast: end_membership(**editing_of(cast)),
    "the last editor's membership, later": lambda cast: end_membership(
        **editing_of(cast), on=today() + timedelta(days=90)
    ),
    "the last editor's task": lambda cast: change_membership(**editing_of(cast), function="", may_edit=False),
    "the last coordinator's account": lambda cast: block(cast.coordinator, by=cast.administrator),
    "the last editor's account": lambda cast: block(cast.lead_editor, by=cast.administrator),
    "the last administrator's data": lambda cast: require_successors_of(cast.administrator),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_the_last_one_go_and_every_door_opens_for_a_successor(door: str, cast: Cast) -> None:
    with pytest.raises(NeedsSuccessorError), transaction.atomic():
        DOORS[door](cast)
    for person in (cast.coordinator, cast.administrator, cast.lead_editor):
        assert fresh(person).is_active
        assert fresh(person).is_in_the_network
    RoleGrantFactory(role=Role.COORDINATOR)
    RoleGrantFactory(role=Role.ADMINISTRATOR)
    MembershipFactory(organisation=cast.lead_organisation, may_edit=True)
    DOORS[door](cast)


def test_the_refusal_names_who_could_take_over(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    role = client.post(reverse("partners:role-end", args=[grant_of(cast.coordinator).pk]), AT_ONCE)
    assert role.status_code == 422
    told = Page.of(role).words
    assert "Marijke de Wit is de laatste regiocoördinator. Geef eerst iemand anders deze rol." in told
    assert "Hester Kramer, Ineke Postma, Joost van Dam of Samir el Amrani" in told
    assert "Noor Bakker" not in told

    work = client.post(reverse("partners:membership-end", args=[tie_of(cast.lead_editor).pk]), AT_ONCE)
    assert work.status_code == 422
    assert "de laatste redacteur van MEE Gelderse Poort" in Page.of(work).words
    assert "Dat kan bijvoorbeeld zijn: Lotte Visser." in Page.of(work).words

    task = client.post(reverse("partners:membership-edit", args=[tie_of(cast.lead_editor).pk]), {"function": ""})
    assert task.status_code == 422
    assert "de laatste redacteur van MEE Gelderse Poort" in Page.of(task).words


@pytest.mark.parametrize(
    "successor",
    [
        {"person__is_active": False},
        {"starts_on": today() + timedelta(days=3)},
        {"ends_on": today() + timedelta(days=3)},
    ],
    ids=["who never signed in", "who starts later", "who leaves too"],
)
def test_somebody_who_can_not_take_over_for_good_is_no_successor(successor: dict[str, Any], cast: Cast) -> None:
    RoleGrantFactory(role=Role.COORDINATOR, **successor)
    with pytest.raises(NeedsSuccessorError):
        end_role(grant_of(cast.coordinator), by=cast.administrator)


def test_a_successor_who_starts_the_day_after_is_in_time(cast: Cast) -> None:
    last_day = today() + timedelta(days=30)
    RoleGrantFactory(role=Role.COORDINATOR, starts_on=last_day + timedelta(days=1))
    assert end_role(grant_of(cast.coordinator), by=cast.administrator, on=last_day).ends_on == last_day
    successor = RoleGrant.objects.get(starts_on=last_day + timedelta(days=1))
    with pytest.raises(NeedsSuccessorError):
        end_role(successor, by=cast.administrator)


def test_a_letter_sent_by_mistake_is_taken_back_without_a_successor(cast: Cast) -> None:
    """Somebody who never signed in keeps no post."""
    invited = MembershipFactory(organisation=cast.nijmegen_organisation, may_edit=True, person__is_active=False)
    end_membership(invited, by=cast.coordinator)


def test_a_partner_that_leaves_may_lose_its_last_editor(cast: Cast) -> None:
    end_participation(cast.lead_organisation, by=cast.coordinator, on=today() + timedelta(days=40))
    end_membership(tie_of(cast.lead_editor), by=cast.coordinator)


def test_the_roles_of_others_end_without_a_successor(cast: Cast) -> None:
    for person in (cast.data_steward, cast.municipal_coordinator, cast.steering_member):
        end_role(grant_of(person), by=cast.administrator)
        assert fresh(person).roles == frozenset()


def test_a_role_that_was_given_back_counts_again(cast: Cast) -> None:
    other = give_role(cast.reader, role=Role.COORDINATOR, by=cast.administrator)
    end_role(grant_of(cast.coordinator), by=cast.administrator)
    give_role(cast.coordinator, role=Role.COORDINATOR, by=cast.administrator)
    end_role(other, by=cast.administrator)
    assert fresh(cast.coordinator).roles == {Role.COORDINATOR}

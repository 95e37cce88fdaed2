"""/personen/: who is in the network, and who is let in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.dates import today
from network.models import Invitation, Mailing, Person, Role
from network.people_flows import withdraw_letter
from partners.models import Membership
from partners.people_forms import InviteForm, RoleForm
from tests.cast import Cast
from tests.factories import (
    LONG_AGO,
    AreaMembershipFactory,
    MembershipFactory,
    PersonFactory,
    RegionFactory,
    RoleGrantFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST = "/personen/"
INVITE = "/personen/uitnodigen/"


def names_in(client: Client, query: str = "") -> set[str]:
    return set(Page.of(client.get(f"{LIST}{query}")).texts(".row-title"))


def invited(person: Person, **dates: object) -> Invitation:
    return Invitation.objects.create(
        **{"person": person, "email": person.email, "expires_at": timezone.now() + timedelta(days=7), **dates}
    )


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_list_tells_roles_partners_and_whether_somebody_may_sign_in(cast: Cast, client_of: ClientOf) -> None:
    newcomer = PersonFactory(name="Nieuw Komer", is_active=False)
    MembershipFactory(person=newcomer, organisation=cast.other_organisation, function="jurist")
    invited(newcomer)
    rows = Page.of(client_of(cast.coordinator).get(LIST)).texts("tbody tr")
    row_of = {
        name: next(row for row in rows if name in row) for name in ("Joost van Dam", "Kees Mulder", "Nieuw Komer")
    }
    assert "gemeentelijk coördinator van Tiel" in row_of["Joost van Dam"]
    assert "kan inloggen" in row_of["Joost van Dam"]
    assert "geen toegang" in row_of["Kees Mulder"]
    assert all(words in row_of["Nieuw Komer"] for words in ("Sterker", "jurist", "uitgenodigd", "geldig tot"))


def test_a_coordinator_of_a_municipality_is_one_of_the_region(cast: Cast) -> None:
    """The portal knows municipalities around it too, and those that were merged."""
    AreaMembershipFactory(area_set=RegionFactory().area_set, municipality=cast.tiel)

    for form in (RoleForm(), InviteForm(may_give_roles=True)):
        assert list(form.fields["municipality"].queryset) == [cast.tiel]  # type: ignore[attr-defined]  # of the choice


def test_the_list_is_searched_and_filtered(cast: Cast, client_of: ClientOf) -> None:
    newcomer = PersonFactory(name="Nieuw Komer", is_active=False)
    MembershipFactory(person=newcomer, organisation=cast.other_organisation)
    invited(newcomer)
    Person.objects.filter(pk=cast.reader.pk).update(mail_refused_on=today())
    client = client_of(cast.administrator)
    assert names_in(client, "?zoek=visser+lotte") == {"Lotte Visser"}
    assert names_in(client, "?zoek=BAS@voorbeeld") == {"Bas Hendriks"}
    assert names_in(client, "?toegang=uitgenodigd") == {"Nieuw Komer"}
    assert names_in(client, "?toegang=zonder") == {"Kees Mulder"}
    assert names_in(client, "?toegang=mail") == {"Lotte Visser"}
    assert names_in(client, "?toegang=netwerk") == names_in(client) - {"Kees Mulder"}


@pytest.mark.parametrize("number", [10, 1000])
def test_the_list_asks_the_database_as_often_for_a_thousand_people_as_for_ten(
    number: int, cast: Cast, client_of: ClientOf
) -> None:
    people = Person.objects.bulk_create(
        Person(name=f"Aa {n:04}", email=f"p{n}@voorbeeld.example") for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=cast.lead_organisation, starts_on=LONG_AGO) for person in people
    )
    client = client_of(cast.coordinator)
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(LIST)
    assert response.status_code == 200
    assert len(Page.of(response).texts("tbody tr")) == min(50, Person.objects.count())
    assert len(asked) <= 12, "\n".join(query["sql"][:120] for query in asked)


# --- letting somebody in ----------------------------------------------------------------------------------------


def form(**fields: object) -> dict[str, object]:
    return {
        "name": "Nadia Bos",
        "email": "nadia@voorbeeld.example",
        "starts_on": today().strftime("%d-%m-%Y"),
        **fields,
    }


def test_a_coordinator_invites_somebody_for_a_partner(cast: Cast, client_of: ClientOf) -> None:
    fields = form(organisation=cast.other_organisation.pk, function="jurist", may_edit="on")
    response = client_of(cast.coordinator).post(INVITE, fields)
    nadia = Person.objects.get(email="nadia@voorbeeld.example")
    assert response["Location"] == reverse("partners:person-detail", args=[nadia.pk])
    membership = nadia.memberships.get()
    assert (membership.organisation, membership.function, membership.may_edit) == (
        cast.other_organisation,
        "jurist",
        True,
    )
    assert not nadia.is_active
    assert nadia.invitations.get().is_open
    assert list(Mailing.objects.filter(person=nadia).values_list("kind", flat=True)) == ["invitation"]


def test_somebody_known_gets_the_tie_and_no_second_account(cast: Cast, client_of: ClientOf) -> None:
    fields = form(email="LOTTE@voorbeeld.example", organisation=cast.other_organisation.pk)
    response = client_of(cast.coordinator).post(INVITE, fields, follow=True)
    assert "Dit adres was al van Lotte Visser" in response.content.decode()
    lotte = Person.objects.get(email__iexact="lotte@voorbeeld.example")
    assert lotte.name == "Lotte Visser"
    assert lotte.member_of == {cast.lead_organisation.pk, cast.other_organisation.pk}
    assert not lotte.invitations.exists()


def test_the_same_tie_twice_is_refused(cast: Cast, client_of: ClientOf) -> None:
    fields = form(email=cast.reader.email, organisation=cast.lead_organisation.pk)
    response = client_of(cast.coordinator).post(INVITE, fields)
    assert response.status_code == 422
    assert "Lotte Visser hoort al bij MEE Gelderse Poort" in response.content.decode()
    assert cast.reader.memberships.count() == 1


def test_an_administrator_invites_for_a_role_and_a_coordinator_can_not(cast: Cast, client_of: ClientOf) -> None:
    fields = form(role=Role.MUNICIPAL_COORDINATOR, municipality=cast.nijmegen.pk)
    assert client_of(cast.coordinator).post(INVITE, fields).status_code == 422
    sneaked_in = {**fields, "organisation": cast.other_organisation.pk}
    client_of(cast.coordinator).post(INVITE, sneaked_in)
    assert not Person.objects.get(email="nadia@voorbeeld.example").role_grants.exists()

    client_of(cast.administrator).post(INVITE, {**fields, "email": "ander@voorbeeld.example"})
    grant = Person.objects.get(email="ander@voorbeeld.example").role_grants.get()
    assert (grant.role, grant.municipality) == (Role.MUNICIPAL_COORDINATOR, cast.nijmegen)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Kies een partner of een rol"),
        ({"role": "municipal_coordinator"}, "Kies een gemeente bij een gemeentelijk coördinator"),
        ({"role": "coordinator", "starts_on": "1-1-2099"}, "7 dagen geldig"),
        ({"role": "coordinator", "email": "geen adres"}, "e-mailadres"),
    ],
)
def test_an_invitation_that_can_not_be_sent_says_what_to_do(
    fields: dict[str, str], told: str, cast: Cast, client_of: ClientOf
) -> None:
    response = client_of(cast.administrator).post(INVITE, form(**fields))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Person.objects.filter(name="Nadia Bos").exists()


def test_nobody_is_called_an_expert_by_experience(cast: Cast, client_of: ClientOf) -> None:
    fields = form(organisation=cast.other_organisation.pk, function="Ervaringsdeskundige")
    response = client_of(cast.coordinator).post(INVITE, fields)
    assert response.status_code == 422
    assert "Noem iemand niet «ervaringsdeskundige»" in response.content.decode()


# --- one person -------------------------------------------------------------------------------------------------


def test_the_page_of_a_person_tells_ties_letters_and_what_changed(cast: Cast, client_of: ClientOf) -> None:
    newcomer = PersonFactory(name="Nieuw Komer", is_active=False)
    MembershipFactory(person=newcomer, organisation=cast.other_organisation)
    client = client_of(cast.administrator)
    url = reverse("partners:person-detail", args=[newcomer.pk])
    client.post(reverse("partners:person-invite-again", args=[newcomer.pk]))
    client.post(reverse("partners:role-give", args=[newcomer.pk]), {"role": "data_steward", "starts_on": "1-1-2026"})
    shown = Page.of(client.get(url)).words
    assert all(
        words in shown for words in ("uitgenodigd", "door Ineke Postma", "geldig tot", "Databeheerder", "Sterker")
    )
    assert "Rol gegeven: databeheerder" in shown

    former = Page.of(client.get(reverse("partners:person-detail", args=[cast.former_editor.pk]))).words
    assert "geen toegang" in former
    assert "MEE Gelderse Poort, van 1 januari 2021 tot en met" in former


def test_a_coordinator_sees_no_button_for_roles(cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:person-detail", args=[cast.steering_member.pk])
    for_coordinator = Page.of(client_of(cast.coordinator).get(url)).words
    for_administrator = Page.of(client_of(cast.administrator).get(url)).words
    assert "Een rol geven" in for_administrator
    assert "Een rol geven" not in for_coordinator
    assert "Rollen geeft en beëindigt de beheerder" in for_coordinator


def test_a_withdrawn_letter_is_not_open_and_a_new_one_takes_its_place(cast: Cast, client_of: ClientOf) -> None:
    newcomer = PersonFactory(is_active=False)
    MembershipFactory(person=newcomer, organisation=cast.other_organisation)
    letter = invited(newcomer)
    client = client_of(cast.coordinator)
    client.post(reverse("partners:person-withdraw", args=[newcomer.pk]))
    letter.refresh_from_db()
    assert not letter.is_open
    client.post(reverse("partners:person-invite-again", args=[newcomer.pk]))
    client.post(reverse("partners:person-invite-again", args=[newcomer.pk]))
    assert newcomer.invitations.open().count() == 1


def test_whoever_left_gets_no_new_letter(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.coordinator).post(reverse("partners:person-invite-again", args=[cast.former_editor.pk]))
    assert not cast.former_editor.invitations.exists()
    assert withdraw_letter(cast.former_editor, by=cast.coordinator) == 0


def test_a_name_is_changed_with_who_did_it(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    client.post(reverse("partners:person-rename", args=[cast.reader.pk]), {"name": "Lotte Visser-Bos"})
    shown = Page.of(client.get(reverse("partners:person-detail", args=[cast.reader.pk]))).words
    assert "Marijke de Wit veranderde naam van Lotte Visser in Lotte Visser-Bos" in shown


def test_a_role_with_two_municipalities_is_two_roles(cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:role-give", args=[cast.municipal_coordinator.pk])
    fields = {"role": "municipal_coordinator", "starts_on": "1-1-2026", "municipality": cast.tiel.pk}
    client = client_of(cast.administrator)
    assert client.post(url, fields).status_code == 422
    assert client.post(url, {**fields, "municipality": cast.nijmegen.pk}).status_code == 302
    assert Person.objects.get(pk=cast.municipal_coordinator.pk).coordinates == {cast.tiel.pk, cast.nijmegen.pk}


def test_a_blocked_account_is_out_at_once_and_comes_back_by_letter(cast: Cast, client_of: ClientOf) -> None:
    reader = client_of(cast.reader)
    assert reader.get("/partners/").status_code == 200
    client = client_of(cast.administrator)
    client.post(reverse("partners:person-block", args=[cast.reader.pk]))
    assert reader.get("/partners/")["Location"].startswith("/account/login/")
    assert not Person.objects.get(pk=cast.reader.pk).is_active
    client.post(reverse("partners:person-invite-again", args=[cast.reader.pk]))
    assert cast.reader.invitations.open().exists()


def test_only_an_administrator_lets_somebody_in_again_who_was_blocked(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.reader)  # came in once
    Person.objects.filter(pk=cast.reader.pk).update(is_active=False)
    coordinator = client_of(cast.coordinator)
    page = Page.of(coordinator.get(reverse("partners:person-detail", args=[cast.reader.pk])))
    assert "toegang geblokkeerd" in page.words
    again = reverse("partners:person-invite-again", args=[cast.reader.pk])
    assert again not in [form.get("action") for form in page.all("form")]
    assert coordinator.post(again).status_code == 403

    another_tie = {**for_a_partner(cast), "email": cast.reader.email, "organisation": cast.other_organisation.pk}
    told = coordinator.post(reverse("partners:person-invite"), another_tie, follow=True)
    assert "Alleen de beheerder kan die teruggeven" in Page.of(told).words
    assert not cast.reader.invitations.exists()


def test_the_last_administrator_is_not_blocked(cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:person-block", args=[cast.administrator.pk])
    response = client_of(cast.administrator).post(url)
    assert response.status_code == 422
    assert "Ineke Postma is de laatste beheerder" in Page.of(response).words
    RoleGrantFactory(role=Role.ADMINISTRATOR)
    assert client_of(cast.administrator).post(url).status_code == 302


# --- names and addresses that may not be -----------------------------------------------------------------------


def for_a_partner(cast: Cast, **typed: str) -> dict[str, str]:
    someone = {"name": "Nieuw Komer", "email": "nieuw.komer@voorbeeld.example"}
    return {**someone, "organisation": str(cast.other_organisation.pk), "starts_on": str(today()), **typed}


@pytest.mark.parametrize(
    ("letter", "other"),
    [("i", "\N{LATIN SMALL LETTER DOTLESS I}"), ("oo", 2 * "\N{CYRILLIC SMALL LETTER O}")],
)
def test_nobody_is_invited_at_an_address_that_only_looks_like_somebody_s(
    letter: str, other: str, cast: Cast, client_of: ClientOf
) -> None:
    before = Person.objects.count()
    looks_alike = cast.administrator.email.replace(letter, other)
    assert looks_alike != cast.administrator.email
    response = client_of(cast.coordinator).post(INVITE, for_a_partner(cast, email=looks_alike))
    assert response.status_code == 422
    assert "zonder accent" in Page.of(response).words
    assert Person.objects.count() == before


def test_a_name_that_says_what_somebody_lived_through_is_refused_beside_the_field(
    cast: Cast, client_of: ClientOf
) -> None:
    labelled = "Jan, ervaringsdeskundige"
    client = client_of(cast.coordinator)
    invited_so = client.post(INVITE, for_a_partner(cast, name=labelled))
    renamed = client.post(f"{LIST}{cast.reader.pk}/naam/", {"name": labelled})
    for response in (invited_so, renamed):
        assert response.status_code == 422
        assert "zetel zonder naam" in Page.of(response).words

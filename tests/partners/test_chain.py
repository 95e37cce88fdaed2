"""The chain: each link with one process owner or a red «niet belegd» (P02), as Apeldoorn had it (A31)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from network.dates import today
from network.models import Person
from network.overview import todos_of
from partners.chain import STANDARD_LINKS, chain_shown
from partners.chain_flows import RoleInTheWayError, give_chain_role
from partners.membership_flows import end_participation
from partners.models import Body, BodyKind, ChainLink, ChainRole, ChainRoleKind, Organisation, Seat
from tests.cast import Cast
from tests.factories import (
    LONG_AGO,
    ActionFactory,
    AgreementFactory,
    ChainLinkFactory,
    ChainRoleFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
OWNER, PARTICIPANT = ChainRoleKind.PROCESS_OWNER, ChainRoleKind.PARTICIPANT
CHAIN = "/partners/keten/"
ONE_DAY = timedelta(days=1)


@pytest.fixture
def marijke(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def weging() -> ChainLink:
    return ChainLinkFactory(name="Weging")


def sent(organisation: Organisation, kind: str = OWNER, **changes: object) -> dict[str, Any]:
    form = {"organisation": organisation.pk, "kind": kind, "contact": "", "starts_on": "1 maart 2026", "ends_on": ""}
    return {**form, **changes}


def owners_of(client: Client) -> dict[str, str]:
    """Link → what stands at its process owner, without dates."""
    page = Page.of(client.get(CHAIN))
    names = page.texts(".chain__link h2 a")
    owners = [Page(dd).texts("dd > a:first-child, .badge--stop") for dd in page.all(".chain__owner")]
    return {name: " ".join(found) for name, found in zip(names, owners, strict=True)}


def role_address(link: ChainLink) -> str:
    return f"{CHAIN}{link.pk}/rol/"


# --- P02: exactly one process owner, or a red «niet belegd» ----------------------------------------------------------


def test_each_link_shows_its_one_process_owner_or_a_red_niet_belegd(
    cast: Cast, client_of: ClientOf, weging: ChainLink
) -> None:
    ChainLinkFactory(name="Nazorg")
    ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER)
    ChainRoleFactory(link=weging, organisation=cast.other_organisation)
    lotte = client_of(cast.reader)
    assert owners_of(lotte) == {"Weging": "MEE Gelderse Poort", "Nazorg": "niet belegd"}
    page = Page.of(lotte.get(CHAIN))
    assert "2 schakels. Niet belegd: Nazorg." in page.words
    assert len(page.all(".badge--stop .icon")) == 1  # a shape beside the word


def test_who_owned_the_process_until_yesterday_does_so_no_more(
    cast: Cast, client_of: ClientOf, weging: ChainLink
) -> None:
    role = ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER, ends_on=today())
    lotte = client_of(cast.reader)
    assert owners_of(lotte) == {"Weging": "MEE Gelderse Poort"}
    role.ends_on = today() - ONE_DAY
    role.save()
    assert owners_of(lotte) == {"Weging": "niet belegd"}


def test_a_link_of_a_partner_that_left_is_niet_belegd(cast: Cast, client_of: ClientOf, weging: ChainLink) -> None:
    gone = OrganisationFactory(name="Opgeheven", left_on=today() - ONE_DAY)
    ChainRoleFactory(link=weging, organisation=gone, kind=OWNER)
    lotte = client_of(cast.reader)
    assert owners_of(lotte) == {"Weging": "niet belegd"}
    former = Page.of(lotte.get(weging.get_absolute_url())).texts("#eerder ~ table tbody th")
    assert former == ["Opgeheven niet meer actief"]


def test_the_database_keeps_two_process_owners_of_one_day_apart(weging: ChainLink) -> None:
    ChainRoleFactory(link=weging, kind=OWNER, ends_on=date(2026, 3, 31))
    with pytest.raises(IntegrityError, match="one_process_owner_per_link_at_a_time"), transaction.atomic():
        ChainRoleFactory(link=weging, kind=OWNER, starts_on=date(2026, 3, 31))
    ChainRoleFactory(link=weging, kind=OWNER, starts_on=date(2026, 4, 1))
    ChainRoleFactory(link=weging, starts_on=date(2026, 3, 31))  # who takes part is in nobody's way
    assert ChainRole.objects.filter(kind=OWNER).count() == 2


def test_the_form_says_who_owns_the_process_and_lets_that_end_the_day_before(
    cast: Cast, marijke: Client, weging: ChainLink
) -> None:
    former = ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER)
    refused = marijke.post(role_address(weging), sent(cast.other_organisation))
    assert refused.status_code == 422
    page = Page.of(refused)
    assert "MEE Gelderse Poort is procesverantwoordelijke vanaf 1 januari 2021, zonder einddatum." in page.words
    assert page.texts("label[for=id_ends_former]") == ["Laat die rol eindigen op 28 februari 2026"]
    assert page.one("select[name=organisation] option[selected]").text == "Sterker"

    done = marijke.post(role_address(weging), sent(cast.other_organisation, ends_former="on"))
    assert done.headers["Location"] == weging.get_absolute_url()
    former.refresh_from_db()
    assert former.ends_on == date(2026, 2, 28)
    assert owners_of(marijke) == {"Weging": "Sterker"}


def test_a_role_that_still_has_to_begin_is_not_ended_before_it_began(
    cast: Cast, marijke: Client, weging: ChainLink
) -> None:
    later = ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER, starts_on=date(2026, 5, 1))
    page = Page.of(marijke.post(role_address(weging), sent(cast.other_organisation, ends_former="on")))
    assert "Kies een laatste dag voor 1 mei 2026, of beëindig die rol eerst." in page.words
    assert page.all("#id_ends_former") == []
    later.refresh_from_db()
    assert later.ends_on is None
    marijke.post(role_address(weging), sent(cast.other_organisation, ends_on="30 april 2026"))
    assert weging.roles.get(organisation=cast.other_organisation).ends_on == date(2026, 4, 30)


def test_who_takes_part_becomes_process_owner_without_two_roles_on_one_day(
    cast: Cast, marijke: Client, weging: ChainLink
) -> None:
    ChainRoleFactory(link=weging, organisation=cast.lead_organisation)
    refused = marijke.post(role_address(weging), sent(cast.lead_organisation))
    assert "MEE Gelderse Poort is deelnemer vanaf 1 januari 2021" in Page.of(refused).words
    marijke.post(role_address(weging), sent(cast.lead_organisation, ends_former="on"))
    assert list(weging.roles.order_by("starts_on").values_list("kind", "ends_on")) == [
        (PARTICIPANT, date(2026, 2, 28)),
        (OWNER, None),
    ]


def test_a_partner_that_leaves_and_comes_back_has_its_role_no_more(
    cast: Cast, client_of: ClientOf, weging: ChainLink
) -> None:
    role = ChainRoleFactory(link=weging, organisation=cast.other_organisation, kind=OWNER)
    end_participation(cast.other_organisation, by=cast.coordinator)
    role.refresh_from_db()
    assert role.ends_on == today()
    Organisation.objects.filter(pk=cast.other_organisation.pk).update(left_on=None)
    tomorrow = chain_shown(cast.reader, today() + ONE_DAY)
    assert [gap.link for gap in tomorrow.gaps] == [weging]


def test_the_place_of_a_partner_that_left_is_free_at_once(cast: Cast, marijke: Client, weging: ChainLink) -> None:
    gone = OrganisationFactory(left_on=date(2026, 1, 31))
    role = ChainRoleFactory(link=weging, organisation=gone, kind=OWNER)
    marijke.post(role_address(weging), sent(cast.other_organisation))
    role.refresh_from_db()
    assert role.ends_on == date(2026, 1, 31)
    assert owners_of(marijke) == {"Weging": "Sterker"}


def test_who_leaves_on_a_day_has_no_role_after_it(cast: Cast, weging: ChainLink) -> None:
    leaving = OrganisationFactory(left_on=date(2027, 6, 30))
    role = give_chain_role(weging, organisation=leaving, kind=OWNER, starts_on=date(2026, 3, 1), by=cast.coordinator)
    assert role.ends_on == date(2027, 6, 30)
    with pytest.raises(RoleInTheWayError):
        give_chain_role(
            weging, organisation=cast.other_organisation, kind=OWNER, starts_on=date(2026, 4, 1), by=cast.coordinator
        )


def test_a_role_ends_after_its_last_day_or_goes_when_it_was_a_mistake(
    cast: Cast, marijke: Client, weging: ChainLink
) -> None:
    role = ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER)
    address = f"{CHAIN}rollen/{role.pk}/beeindigen/"
    assert "Daarna staat bij deze schakel «niet belegd»" in Page.of(marijke.get(address)).words
    too_early = marijke.post(address, {"when": "dag", "ends_on": "31 december 2020"})
    assert "Dit begint op 1 januari 2021." in Page.of(too_early).words
    marijke.post(address, {"when": "dag", "ends_on": "3 mei 2026"})
    role.refresh_from_db()
    assert role.ends_on == date(2026, 5, 3)
    marijke.post(address, {"when": "vergissing", "ends_on": ""})
    assert not weging.roles.exists()


def test_a_partner_that_was_just_added_for_a_gap_is_chosen_already(
    cast: Cast, marijke: Client, weging: ChainLink
) -> None:
    page = Page.of(marijke.get(f"{role_address(weging)}?organisatie={cast.other_organisation.pk}"))
    assert page.one("select[name=organisation] option[selected]").text == "Sterker"
    assert Page.of(marijke.get(f"{role_address(weging)}?organisatie=x")).texts(
        "select[name=organisation] option[selected]"
    ) == ["Kies een partner"]


def test_the_coordinator_is_told_which_links_are_nobodys(cast: Cast, weging: ChainLink) -> None:
    ChainLinkFactory(name="Oud", is_in_use=False)

    def told(person: Person) -> list[str]:
        return [f"{todo.title}. {todo.why}" for todo in todos_of(person, today()) if todo.url == CHAIN]

    assert told(cast.coordinator) == ["1 schakel is niet belegd. Niemand is procesverantwoordelijke: Weging."]
    assert told(cast.lead_editor) == []
    ChainRoleFactory(link=weging, kind=OWNER)
    assert told(cast.coordinator) == []


# --- who does it, by name --------------------------------------------------------------------------------------------


def test_only_somebody_of_that_partner_does_it_for_that_partner(cast: Cast, marijke: Client, weging: ChainLink) -> None:
    lotte, noor = cast.reader.memberships.get(), cast.other_editor.memberships.get()
    refused = marijke.post(role_address(weging), sent(cast.lead_organisation, contact=noor.pk))
    assert "Noor Bakker werkt voor Sterker. Kies iemand van MEE Gelderse Poort, of niemand." in Page.of(refused).words
    marijke.post(role_address(weging), sent(cast.lead_organisation, contact=lotte.pk))
    assert weging.roles.get().person == cast.reader


def test_a_name_is_shown_to_others_only_with_consent(cast: Cast, client_of: ClientOf, weging: ChainLink) -> None:
    ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER, person=cast.reader)
    assert "Lotte Visser" in Page.of(client_of(cast.coordinator).get(CHAIN)).texts(".chain__owner")[0]
    noor = client_of(cast.other_editor)
    pages = [CHAIN, weging.get_absolute_url()]
    assert not any("Lotte Visser" in noor.get(url).content.decode() for url in pages)
    cast.reader.memberships.update(listed_since=LONG_AGO)
    assert all("Lotte Visser" in Page.of(noor.get(url)).texts(".chain__owner")[0] for url in pages)


# --- the links themselves --------------------------------------------------------------------------------------------


def test_a_region_without_a_chain_begins_with_seven_links(cast: Cast, marijke: Client) -> None:
    empty = Page.of(marijke.get(CHAIN))
    assert empty.texts(".empty form button") == ["Begin met de zeven schakels"]
    marijke.post(f"{CHAIN}beginnen/")
    assert list(owners_of(marijke)) == [link.name for link in STANDARD_LINKS]
    assert set(owners_of(marijke).values()) == {"niet belegd"}
    marijke.post(f"{CHAIN}beginnen/")
    assert ChainLink.objects.count() == 7


def test_the_coordinator_adds_renames_moves_and_takes_links_out_of_use(cast: Cast, marijke: Client) -> None:
    for name in ("Hulp", "Weging"):
        marijke.post(f"{CHAIN}schakels/toevoegen/", {"name": name, "description": ""})
    weging = ChainLink.objects.get(name="Weging")
    marijke.post(f"{CHAIN}{weging.pk}/verplaatsen/", {"richting": "omhoog"})
    assert list(owners_of(marijke)) == ["Weging", "Hulp"]
    marijke.post(f"{CHAIN}{weging.pk}/wijzigen/", {"name": "Weging en duiding", "description": "", "is_in_use": "on"})
    marijke.post(f"{CHAIN}{weging.pk}/verplaatsen/", {"richting": "omlaag"})
    assert list(owners_of(marijke)) == ["Hulp", "Weging en duiding"]
    marijke.post(f"{CHAIN}{weging.pk}/wijzigen/", {"name": "Weging en duiding", "description": ""})
    assert list(owners_of(marijke)) == ["Hulp"]
    assert "Niet in gebruik (1)" in Page.of(marijke.get(CHAIN)).texts("summary")


def test_two_links_never_have_one_name(cast: Cast, marijke: Client, weging: ChainLink) -> None:
    refused = marijke.post(f"{CHAIN}schakels/toevoegen/", {"name": "weging", "description": ""})
    assert refused.status_code == 422
    assert "De schakel «Weging» is er al." in Page.of(refused).words


# --- A31: what the view shows of a link ------------------------------------------------------------------------------


def test_a_link_shows_its_agreements_and_actions_as_far_as_somebody_may_see_them(
    cast: Cast, client_of: ClientOf, weging: ChainLink
) -> None:
    open_one, secret = AgreementFactory(title="Convenant KIS"), AgreementFactory(title="Geheim", is_confidential=True)
    for agreement in (open_one, secret):
        ResponsibilityFactory(
            organisation=cast.lead_organisation, link=weging, basis="agreement", agreement=agreement,
            description=f"Taak van {agreement}",
        )  # fmt: skip
    secret.responsibilities.update(description="Meldingen wegen")
    plan = PlanFactory(starts_on=today() - ONE_DAY, ends_on=today() + ONE_DAY)
    action = ActionFactory(plan=plan, title="Weegkamer inrichten", chain_link=weging)

    lotte, marijke = (Page.of(client_of(person).get(CHAIN)) for person in (cast.reader, cast.coordinator))
    assert {"Convenant KIS", str(action)} <= set(lotte.texts(".chain__link a"))
    assert "Meldingen wegen" in lotte.words
    assert "regionale afspraak (niet openbaar)" in lotte.words
    assert "Geheim" not in lotte.words
    assert "Geheim" in marijke.texts(".chain__link a")


def test_the_chain_of_apeldoorn_is_entered_and_shown(cast: Cast, marijke: Client) -> None:
    names = ["JIP", "MEE Veluwe", "GGD", "Steunpunt Huiselijk Geweld", "Bureau Jeugdzorg", "Politie", "Gemeente"]
    partner = {name: OrganisationFactory(name=name) for name in names}
    apeldoorn = {
        "Preventie en voorlichting": ["JIP", "MEE Veluwe", "GGD"],
        "Melding en signalering": ["Steunpunt Huiselijk Geweld"],
        "Weging": ["Bureau Jeugdzorg", "Politie"],
        "Toewijzing en zorgcoördinatie": ["MEE Veluwe"],
        "Evaluatie": ["Gemeente"],
    }
    marijke.post(f"{CHAIN}beginnen/")
    for name, (owner, *others) in apeldoorn.items():
        link = ChainLink.objects.get(name=name)
        marijke.post(role_address(link), sent(partner[owner]))
        for other in others:
            marijke.post(role_address(link), sent(partner[other], PARTICIPANT))
    team = Page.of(marijke.get(f"{CHAIN}ketenregieteam/"))
    assert team.one("input[name=rhythm]").get("value") == "eens per 2 maanden"
    ticked = [box.get("value") for box in team.all("input[name=partners]")]
    marijke.post(
        f"{CHAIN}ketenregieteam/", {"name": "Ketenregieteam", "rhythm": "eens per 2 maanden", "partners": ticked}
    )

    page = Page.of(marijke.get(CHAIN))
    shown = owners_of(marijke)
    assert {name: owner for name, owner in shown.items() if owner != "niet belegd"} == {
        name: owner for name, (owner, *_) in apeldoorn.items()
    }
    assert [shown[name] for name in ("Hulp", "Nazorg")] == ["niet belegd"] * 2
    assert "Komt eens per 2 maanden bijeen." in page.words
    assert {seat.split(" (")[0] for seat in page.texts("section[aria-labelledby=team] li")} == {
        owner for owner, *_ in apeldoorn.values()
    }
    assert "nog zonder zetel" not in page.words


def test_a_process_owner_without_a_seat_in_the_team_is_pointed_out(
    cast: Cast, client_of: ClientOf, weging: ChainLink
) -> None:
    ChainRoleFactory(link=weging, organisation=cast.lead_organisation, kind=OWNER)
    team = Body.objects.create(name="Ketenregieteam", kind=BodyKind.CHAIN_TEAM, starts_on=LONG_AGO)
    Seat.objects.create(body=team, organisation=cast.other_organisation, starts_on=LONG_AGO)
    lotte = client_of(cast.reader)
    assert "nog zonder zetel MEE Gelderse Poort." in Page.of(lotte.get(CHAIN)).words
    client_of(cast.coordinator).post(
        f"{CHAIN}ketenregieteam/",
        {"name": "Ketenregieteam", "rhythm": "elk kwartaal", "partners": [cast.lead_organisation.pk]},
    )
    page = Page.of(lotte.get(CHAIN))
    assert "nog zonder zetel" not in page.words
    assert page.texts("section[aria-labelledby=team] li") == ["MEE Gelderse Poort (lid)"]
    assert Seat.objects.get(organisation=cast.other_organisation).ends_on == today() - ONE_DAY


def test_a_longer_chain_takes_no_more_questions(
    cast: Cast, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    def fill(link: ChainLink) -> None:
        ChainRoleFactory(link=link, kind=OWNER, person=cast.reader, organisation=cast.lead_organisation)
        ChainRoleFactory(link=link)
        agreement = AgreementFactory()
        ResponsibilityFactory(link=link, basis="agreement", agreement=agreement)

    fill(ChainLinkFactory())
    noor = Person.objects.get(pk=cast.other_editor.pk)
    with django_assert_max_num_queries(12) as small:
        chain_shown(noor, today())
    for _ in range(4):
        fill(ChainLinkFactory())
    noor = Person.objects.get(pk=noor.pk)  # who remembers nothing of the first time
    with django_assert_num_queries(len(small)):
        chain_shown(noor, today())

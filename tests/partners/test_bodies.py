"""The bodies of the network (N06), each with a chair and members for a while; seats without a name (N24)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from network.dates import today
from network.models import Person
from network.policy import Permission, may
from network.together import alone
from partners.bodies import active_bodies, where_it_sits
from partners.models import Body, BodyKind, Domain, Meeting, Organisation, Seat, SeatKind
from partners.models.meetings import bodies_whose_papers_are_for
from partners.register import in_order
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BottleneckFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    MunicipalOfficeFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    WorkingGroupFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST, ADD = "/overleg/groepen/", "/overleg/groepen/toevoegen/"
NEW = {
    "name": "Werkgroep online",
    "kind": "working_group",
    "theme": "Online misbruik",
    "purpose": "Jongeren weerbaar maken.",
    "rhythm": "elke maand",
    "starts_on": "1 januari 2026",
    "ends_on": "31 december 2026",
}


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def stuurgroep(cast: Cast) -> Body:
    """Hester presides, Sterker has a seat that names nobody, and there is one for an ervaringsdeskundige."""
    body = BodyFactory(name="Stuurgroep", rhythm="eens per kwartaal")
    SeatFactory(body=body, kind=SeatKind.CHAIR, person=cast.steering_member)
    SeatFactory(body=body, organisation=cast.other_organisation)
    SeatFactory(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    return body


def seat(**changes: object) -> dict[str, object]:
    return {"kind": "member", "person": "", "organisation": "", "starts_on": "1 oktober 2026", **changes}


# --- which bodies there are -----------------------------------------------------------------------------------------


def test_a_working_group_disappears_from_the_active_list_the_day_after_its_end(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    group = WorkingGroupFactory(name="Werkgroep online", starts_on=date(2026, 3, 1), ends_on=date(2026, 9, 30))
    names = {
        day: [row.body for kind in active_bodies(cast.reader, day) for row in kind.rows]
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 9, 30), date(2026, 10, 1))
    }
    assert list(names.values()) == [[], [group], [group], []]
    with time_machine.travel("2026-09-30T23:59:00+02:00", tick=False):
        assert "Werkgroep online" in Page.of(client_of(cast.reader).get(LIST)).texts("tbody th a")
    with time_machine.travel("2026-10-01T00:00:00+02:00", tick=False):
        page = Page.of(client_of(cast.reader).get(LIST))
    assert not page.texts("tbody th a")
    assert page.texts("details summary")[-1] == "Vroegere overleggen (1)"
    assert "werkgroep van 1 maart 2026 tot en met 30 september 2026" in page.words


def test_the_list_says_by_kind_who_presides_how_many_seats_there_are_and_when_it_meets(
    stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    MeetingFactory(body=stuurgroep, cancelled_on=today())
    coming = MeetingFactory(
        body=stuurgroep, starts_at=MeetingFactory.build(body=stuurgroep).starts_at + timedelta(days=1)
    )
    page = Page.of(client_of(cast.reader).get(LIST))
    assert page.texts(".group-row") == ["Stuurgroep"]
    [row] = [Page(tr).texts("th, td") for tr in page.all("tbody tr:not(.group-row)")]
    assert row[:4] == ["Stuurgroep", "Hester Kramer", "3", "eens per kwartaal"]
    assert page.one("tbody td a").get("href") == coming.get_absolute_url()


def test_bodies_and_partners_stand_in_the_order_of_the_alphabet_whatever_their_accents_and_capitals(
    cast: Cast,
) -> None:
    names = ["'s-Hertogenbosch", "aanloop", "Élan", "Zorg"]
    for name in ("Zorg", "Élan", "aanloop", "'s-Hertogenbosch"):
        BodyFactory(name=name)
        OrganisationFactory(name=name, short_name="", domain=Domain.SOCIAL)

    assert [str(body) for body in Body.objects.in_order()] == names
    assert [str(partner) for partner in in_order(Organisation.objects.filter(name__in=names))] == names


def test_an_empty_list_says_what_belongs_there_and_who_adds_it(
    marijke: Client, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    assert "De regiocoördinator richt ze in." in Page.of(client_of(cast.reader).get(LIST)).words
    assert ADD in {link.get("href") for link in Page.of(marijke.get(LIST)).all(".empty a")}


def test_the_list_costs_the_same_for_10_and_for_60_bodies(marijke: Client, cast: Cast) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            body = WorkingGroupFactory()
            SeatFactory(body=body, person=cast.reader, kind=SeatKind.CHAIR)
            MeetingFactory(body=body)

    more(10)
    marijke.get(LIST)
    few = questions_of(marijke, LIST)
    more(50)
    assert questions_of(marijke, LIST) == few <= 12


# --- adding, changing and ending ------------------------------------------------------------------------------------


def test_the_coordinator_adds_a_working_group_with_its_last_day_and_theme(marijke: Client) -> None:
    response = marijke.post(ADD, NEW, follow=True)
    body = Body.objects.get()
    assert response.redirect_chain[-1][0] == body.get_absolute_url()
    assert (body.kind, body.ends_on, body.theme) == (BodyKind.WORKING_GROUP, date(2026, 12, 31), "Online misbruik")
    assert "Werkgroep, over Online misbruik. Komt bijeen: elke maand." in Page.of(response).words


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ends_on": ""}, "Een werkgroep is tijdelijk. Vul in tot en met welke dag zij werkt."),
        ({"theme": ""}, "Het thema ontbreekt."),
        ({"ends_on": "31 december 2025"}, "Dat is voor de eerste dag. Kies een datum op of na 1 januari 2026."),
        ({"name": "Werkgroep ervaringsdeskundigen"}, "Noem iemand niet «ervaringsdeskundige»"),
        ({"purpose": "Over mevrouw met BSN 111222333."}, "Een burgerservicenummer mag hier niet staan."),
    ],
)
def test_a_mistake_in_a_body_is_explained_and_nothing_typed_is_lost(
    marijke: Client, changes: dict[str, str], error: str
) -> None:
    response = marijke.post(ADD, NEW | changes)
    page = Page.of(response)
    assert response.status_code == 422
    assert error in page.words
    assert page.one("input[name=rhythm]").get("value") == "elke maand"
    assert not Body.objects.exists()


def test_a_body_ends_by_its_last_day_but_not_before_a_meeting_that_is_planned(marijke: Client) -> None:
    body = BodyFactory(name="Kerngroep", kind=BodyKind.CORE_GROUP)
    edit = f"{body.get_absolute_url()}wijzigen/"
    BottleneckFactory(body=body)
    meeting = MeetingFactory(body=body)
    typed = values_of(marijke.get(edit), with_field="rhythm") | {"kind": "core_group", "ends_on": str(today())}
    refused = marijke.post(edit, typed)
    assert refused.status_code == 422
    assert "staat nog een bijeenkomst. Gelast die eerst af, of kies een latere dag." in Page.of(refused).words
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_on=today())
    saved = marijke.post(edit, typed, follow=True)
    assert "Bij dit overleg ligt nog 1 knelpunt." in Page.of(saved).words
    with time_machine.travel(today() + timedelta(days=1, hours=12), tick=False):
        assert not Body.objects.on().exists()


def test_in_two_tabs_the_second_one_sees_what_the_first_changed(marijke: Client, stuurgroep: Body) -> None:
    edit = f"{stuurgroep.get_absolute_url()}wijzigen/"
    typed = values_of(marijke.get(edit), with_field="rhythm") | {"kind": "steering_group"}
    assert marijke.post(edit, typed | {"rhythm": "eens per maand"}).status_code == 302
    second = marijke.post(edit, typed | {"theme": "Borging"})
    page = Page.of(second)
    assert second.status_code == 409
    assert "Marijke de Wit veranderde dit overleg terwijl u bezig was" in page.words
    assert page.one("input[name=rhythm]").get("value") == "eens per maand"
    assert page.one("input[name=theme]").get("value") == "Borging"
    again = values_of(second, with_field="rhythm") | {"kind": "steering_group"}
    assert marijke.post(edit, again).status_code == 302
    stuurgroep.refresh_from_db()
    assert (stuurgroep.rhythm, stuurgroep.theme) == ("eens per maand", "Borging")


# --- seats ----------------------------------------------------------------------------------------------------------


def test_a_new_chair_is_asked_about_and_ends_the_seat_of_the_former_one_the_day_before(
    marijke: Client, stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    give = f"{stuurgroep.get_absolute_url()}zetel/"
    typed = seat(kind="chair", person=cast.municipal_coordinator.pk, organisation=cast.tiel_organisation.pk)
    asked = marijke.post(give, typed)
    assert asked.status_code == 422
    assert "Hester Kramer is voorzitter vanaf" in Page.of(asked).words
    assert "Laat die zetel eindigen op 30 september 2026" in Page.of(asked).texts("label")
    assert marijke.post(give, typed | {"ends_former": "on"}).status_code == 302
    former = stuurgroep.seats.get(person=cast.steering_member)
    assert former.ends_on == date(2026, 9, 30)
    with time_machine.travel("2026-10-01T12:00:00+02:00", tick=False):
        page = Page.of(client_of(cast.coordinator).get(stuurgroep.get_absolute_url()))
    now = Page(page.all("#zetels ~ table tbody tr")[0]).texts("th, td")
    assert now[:3] == ["Joost van Dam Gemeente Tiel", "voorzitter", "1 oktober 2026"]
    assert any(
        "Hester Kramer" in row and "tot en met 30 september 2026" in row for row in page.texts("details tbody tr")
    )
    assert any("zetel van Joost van Dam, Gemeente Tiel (voorzitter)" in line for line in page.texts(".history > li"))


def test_pressing_the_button_twice_makes_one_body(marijke: Client) -> None:
    first, second = (marijke.post(ADD, NEW) for _ in range(2))
    assert first["Location"] == second["Location"] == Body.objects.get().get_absolute_url()


def test_the_seat_of_an_expert_by_experience_is_given_without_a_name_and_shown_without_one(
    marijke: Client, stuurgroep: Body, cast: Cast
) -> None:
    give = f"{stuurgroep.get_absolute_url()}zetel/"
    typed = values_of(marijke.get(give), with_field="last_seen") | seat(kind="expert_by_experience")
    named = marijke.post(give, typed | {"person": cast.reader.pk})
    assert named.status_code == 422
    assert "Haal de persoon en de partner hieronder weg." in Page.of(named).words
    assert marijke.post(give, typed).status_code == 302
    assert marijke.post(give, typed).status_code == 422  # the same button, pressed twice
    seats = Seat.objects.filter(body=stuurgroep, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    assert list(seats.values_list("person", "organisation")) == [(None, None)] * 2
    page = Page.of(marijke.get(stuurgroep.get_absolute_url()))
    lines = [line for line in page.texts("main tr, main li") if "ervaringsdeskundige" in line.lower()]
    assert len(lines) >= 2
    assert not [line for line in lines for name in ("Hester", "Lotte", "Sterker") if name in line]


def test_a_mistake_in_a_seat_is_explained(marijke: Client, stuurgroep: Body, cast: Cast) -> None:
    bas, sterker = cast.lead_editor.pk, cast.other_organisation.pk
    mistakes: list[tuple[dict[str, object], str]] = [
        ({}, "Kies wie er zit, of de partner namens wie."),
        ({"organisation": sterker}, "Sterker is lid vanaf"),
        ({"person": bas, "organisation": sterker}, "Bas Hendriks werkt niet voor Sterker. Kies MEE Gelderse Poort"),
        ({"person": bas, "starts_on": "1 januari 1999"}, "Dit overleg bestaat vanaf"),
        ({"person": bas, "ends_on": "30 september 2026"}, "Kies een datum op of na 1 oktober 2026."),
        ({"person": cast.former_editor.pk}, "Selecteer een geldige keuze."),  # who left can't be chosen at all
    ]
    for changes, error in mistakes:
        response = marijke.post(f"{stuurgroep.get_absolute_url()}zetel/", seat(**changes))
        assert response.status_code == 422
        assert error in Page.of(response).words
    assert stuurgroep.seats.count() == 3


def test_who_works_here_or_speaks_for_a_municipality_can_be_chosen_and_sits_for_the_own_partner(
    marijke: Client, stuurgroep: Body, cast: Cast
) -> None:
    els = MunicipalOfficeFactory(municipality=cast.tiel, person=PersonFactory(name="Els Bos")).person
    give = f"{stuurgroep.get_absolute_url()}zetel/"
    names = Page.of(marijke.get(give)).texts("select[name=person] option")
    assert {"Els Bos", "Bas Hendriks, MEE Gelderse Poort"} <= set(names)
    assert not [name for name in names if name.startswith("Kees")]
    marijke.post(give, seat(person=cast.lead_editor.pk))
    assert stuurgroep.seats.get(person=cast.lead_editor).organisation == cast.lead_organisation
    assert marijke.post(give, seat(person=els.pk, organisation=cast.tiel_organisation.pk)).status_code == 302


def test_a_seat_ends_after_its_last_day_and_stays_in_the_history(
    marijke: Client, stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    of_sterker = stuurgroep.seats.get(organisation=cast.other_organisation)
    marijke.post(f"/overleg/zetels/{of_sterker.pk}/beeindigen/", {"when": "dag", "ends_on": str(today())})
    assert stuurgroep.seats.on(today()).count() == 3
    with time_machine.travel(today() + timedelta(days=1, hours=12), tick=False):
        page = Page.of(client_of(cast.coordinator).get(stuurgroep.get_absolute_url()))
    assert not any("Sterker" in row for row in page.texts("#zetels ~ table tbody tr"))
    assert any("Sterker" in row for row in page.texts("details tbody tr"))
    assert any("zetel van Sterker (lid): tot en met" in line for line in page.texts(".history > li"))


# --- who left -------------------------------------------------------------------------------------------------------


def test_who_left_a_partner_is_not_shown_in_its_seat_and_reads_no_papers(
    stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client], marijke: Client
) -> None:
    of_kees = SeatFactory(body=stuurgroep, person=cast.former_editor, organisation=cast.lead_organisation)
    elsewhere = MembershipFactory(organisation=cast.other_organisation)
    MembershipFactory(person=elsewhere.person, organisation=cast.lead_organisation, ends_on=today() - timedelta(days=1))
    SeatFactory(body=stuurgroep, person=elsewhere.person, organisation=cast.lead_organisation)
    address = stuurgroep.get_absolute_url()
    words = Page.of(client_of(cast.reader).get(address)).words
    assert "Hester Kramer" in words
    assert "Kees Mulder" not in words
    assert elsewhere.person.name not in words
    for person in (cast.former_editor, elsewhere.person):
        body = Body.objects.with_seats().get(pk=stuurgroep.pk)
        assert not may(person, Permission.MEETING_PAPERS_VIEW, body)
        assert body not in bodies_whose_papers_are_for(person)
    assert f"/overleg/zetels/{of_kees.pk}/beeindigen/" in {
        a.get("href") for a in Page.of(marijke.get(address)).all("a")
    }


def test_a_seat_alone_gives_nobody_without_a_role_or_a_partner_access_to_papers(stuurgroep: Body) -> None:
    """Not even the chair, such as a bestuurder who never had an account."""
    stranger = PersonFactory(name="Wim Verhoeven", is_active=True)
    group = WorkingGroupFactory()
    SeatFactory(body=group, person=stranger, kind=SeatKind.CHAIR)
    meeting = MeetingFactory(body=group)
    assert [seat.person for seat in Body.objects.with_seats().get(pk=group.pk).seats_now] == [stranger]
    for right in (Permission.MEETING_PAPERS_VIEW, Permission.MEETING_EDIT, Permission.DECISION_RECORD):
        assert not may(stranger, right, meeting)
    assert not Meeting.objects.with_papers_for(stranger).exists()
    assert not Body.objects.chaired_by(stranger).exists()


def test_the_list_of_bodies_whose_papers_somebody_reads_says_the_same_as_the_table_of_rights(
    stuurgroep: Body, cast: Cast
) -> None:
    group, open_to_all = WorkingGroupFactory(), BodyFactory(kind=BodyKind.BROAD_MEETING, is_open=True)
    SeatFactory(body=group, person=cast.reader)
    SeatFactory(body=group, person=cast.former_editor)
    bodies = list(Body.objects.with_seats())
    for who, person in cast.people.items():
        allowed = {body for body in bodies if may(person, Permission.MEETING_PAPERS_VIEW, body)}
        assert allowed == set(bodies_whose_papers_are_for(person)), who
        assert (open_to_all in allowed) == (who != "former_editor")


# --- its page, and where it is linked -------------------------------------------------------------------------------


def test_the_page_of_a_body_tells_its_meetings_decisions_and_bottlenecks(
    stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    MeetingFactory(body=stuurgroep, theme="Begroting 2027")
    DecisionFactory(body=stuurgroep)
    BottleneckFactory(body=stuurgroep)
    client = client_of(cast.reader)
    with django_assert_max_num_queries(13):
        page = Page.of(client.get(stuurgroep.get_absolute_url()))
    assert page.texts(".todo__why")[0].startswith("Begroting 2027. ")
    facts = dict(zip(page.texts("aside dt"), page.texts("aside dd"), strict=True))
    assert facts["Besluiten"] == "1 besluit"
    assert facts["Knelpunten die hier liggen"] == "1 knelpunt"
    assert "U ziet wel wanneer het overleg is." in facts["Agenda, stukken en verslag"]
    assert not page.all("#geschiedenis")


def test_the_region_and_the_page_of_a_partner_lead_to_the_body(
    stuurgroep: Body, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.reader)
    address = stuurgroep.get_absolute_url()
    assert address in {link.get("href") for link in Page.of(client.get("/regio/")).all("main a")}
    partner = Page.of(client.get(cast.other_organisation.get_absolute_url()))
    [line] = [Page(item) for item in partner.all("#overleg ~ ul li")]
    assert (line.one("a").get("href"), line.texts("a, span")[1][:9]) == (address, "lid sinds")
    Body.objects.filter(pk=stuurgroep.pk).update(ends_on=today() - timedelta(days=1))
    assert alone(where_it_sits(cast.other_organisation, cast.reader, today())) == []

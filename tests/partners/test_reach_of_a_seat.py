"""How far a seat reaches: not past the work it came with, not into another body, not to a text nobody may keep."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.forms import BaseForm
from django.test import Client

from network.dates import today
from network.guarded import GuardedTextField
from network.models import Person
from network.personal_data import Kind
from network.policy import Permission, may
from partners.action_points import for_rows
from partners.bottleneck_flows import MovedMeanwhileError, escalate
from partners.bottleneck_forms import EscalateForm
from partners.meeting_page import with_its_body
from partners.models import (
    ActionPoint,
    AgendaItem,
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStatus,
    Meeting,
    MeetingDocument,
    Membership,
    SeatKind,
)
from tests.cast import Cast
from tests.factories import (
    ActionPointFactory,
    BodyFactory,
    BottleneckFactory,
    MeetingDocumentFactory,
    MeetingFactory,
    MembershipFactory,
    SeatFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


@pytest.fixture
def closed(cast: Cast) -> Meeting:
    """Of a kerngroep over which Bas presides for the lead partner, with something of everything."""
    body = BodyFactory(name="Kerngroep", kind=BodyKind.CORE_GROUP)
    SeatFactory(body=body, person=cast.lead_editor, organisation=cast.lead_organisation, kind=SeatKind.CHAIR)
    meeting: Meeting = MeetingFactory(body=body, minutes="Geheim verslag")
    AgendaItem.objects.create(meeting=meeting, title="Geheim agendapunt")
    MeetingDocumentFactory(meeting=meeting, title="Geheim stuk")
    ActionPointFactory(body=body, meeting=meeting, title="Geheim actiepunt", organisation=cast.tiel_organisation)
    return meeting


# --- who left --------------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(closed: Meeting, cast: Cast) -> Person:
    """Bas works for another partner by now, and nobody ended his seat."""
    Membership.objects.filter(person=cast.lead_editor).update(ends_on=today() - timedelta(days=1))
    MembershipFactory(person=cast.lead_editor, organisation=cast.other_organisation)
    return Person.objects.get(pk=cast.lead_editor.pk)


def test_a_seat_for_a_partner_gives_nothing_to_who_works_elsewhere_now(
    closed: Meeting, moved: Person, client_of: ClientOf
) -> None:
    client = client_of(moved)
    assert "Geheim" not in client.get(closed.get_absolute_url()).content.decode()
    for part in ("wijzigen", "agendapunt", "verslag", "aanwezigheid"):
        url = f"/overleg/{closed.pk}/{part}/"
        assert client.post(url, {"title": "x"}).status_code == 403, url


@pytest.mark.parametrize("right", [Permission.MEETING_PAPERS_VIEW, Permission.MEETING_EDIT])
def test_a_body_a_meeting_and_an_action_point_answer_alike_whoever_asks(
    closed: Meeting, moved: Person, cast: Cast, right: Permission
) -> None:
    [body] = Body.objects.with_seats()
    [meeting] = with_its_body(Meeting.objects.all())
    [point] = for_rows(ActionPoint.objects.all())
    for person in (moved, cast.coordinator, cast.reader):
        answers = {may(person, right, thing) for thing in (body, meeting, point, Meeting.objects.get())}
        assert answers == {person == cast.coordinator}


# --- what members see ----------------------------------------------------------------------------------------------


def test_nothing_of_closed_papers_shows_anywhere_to_a_member(closed: Meeting, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    body, partner = closed.body, cast.tiel_organisation
    pages = ["/", "/overleg/", "/overleg/actiepunten/", "/besluiten/", closed.get_absolute_url()]
    for url in [
        *pages,
        body.get_absolute_url(),
        partner.get_absolute_url(),
        f"/overleg/actiepunten/?overleg={body.pk}",
    ]:
        assert "Geheim" not in client.get(url).content.decode(), url
    found = client.post("/zoeken/", {"woord": "geheim"}).content.decode()
    assert "Geheim" not in found
    assert closed.get_absolute_url() not in found


# --- what a chair may do in another body -----------------------------------------------------------------------------


def test_the_chair_of_another_body_keeps_nothing_here(closed: Meeting, cast: Cast, client_of: ClientOf) -> None:
    SeatFactory(body=BodyFactory(name="Werkgroep"), person=cast.reader, kind=SeatKind.CHAIR)
    bottleneck = BottleneckFactory(body=closed.body, status=BottleneckStatus.ESCALATED)
    [point], [item] = ActionPoint.objects.all(), AgendaItem.objects.all()
    [document], client = MeetingDocument.objects.all(), client_of(cast.reader)
    kept = ("wijzigen/", "afgelasten/", "agendapunt/", "aanwezigheid/", "verslag/", "verslag/vaststellen/", "stuk/")
    steps = ("wijzigen/", "escaleren/", "terugleggen/", "besluit/", "afronden/")
    forbidden = [f"/overleg/{closed.pk}/{part}" for part in (*kept, "besluit/", "actiepunt/")]
    forbidden += [f"/knelpunten/{bottleneck.pk}/{step}" for step in steps]
    unseen = [f"/overleg/agendapunten/{item.pk}/{step}" for step in ("", "verplaatsen/", "verwijderen/")]
    unseen += [f"/overleg/actiepunten/{point.pk}/{step}" for step in ("", "gedaan/")]
    unseen += [f"/overleg/stukken/{document.pk}/verwijderen/"]
    assert {url: client.post(url).status_code for url in [*forbidden, *unseen]} == (
        dict.fromkeys(forbidden, 403) | dict.fromkeys(unseen, 404)
    )
    for url in (f"/overleg/{closed.pk}/verslag/pdf/", document.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_an_agenda_and_a_decision_take_no_bottleneck_of_another_body(
    closed: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    other = BottleneckFactory(body=BodyFactory(), status=BottleneckStatus.ESCALATED)
    BottleneckFactory(body=closed.body, status=BottleneckStatus.ESCALATED)
    Meeting.objects.update(starts_at=closed.starts_at - timedelta(days=8))
    client, day = client_of(cast.lead_editor), today().isoformat()
    agenda = client.post(
        f"/overleg/{closed.pk}/agendapunt/?knelpunt={other.pk}", {"kind": "decide", "bottleneck": other.pk}
    )
    words = {"title": "Ja", "text": "", "decided_on": day, "bottleneck": other.pk, "version": "1"}
    decision = client.post(f"/overleg/{closed.pk}/besluit/", words)
    assert (agenda.status_code, decision.status_code) == (422, 422)
    assert str(other) not in agenda.content.decode() + decision.content.decode()


def test_a_step_without_what_was_seen_is_no_step_on_what_somebody_else_just_moved(cast: Cast) -> None:
    """The right was asked of the body where it lay when this person sent the form."""
    bottleneck = BottleneckFactory(body=BodyFactory(kind=BodyKind.CORE_GROUP))
    above = BodyFactory(name="Stuurgroep")
    form = EscalateForm({"to": above.pk, "asked": "Geld", "on": today().isoformat()}, bottleneck=bottleneck)
    escalate(bottleneck, to=above, by=cast.coordinator, on=today(), asked="Geld")
    assert form.is_valid()
    with pytest.raises(MovedMeanwhileError):
        escalate(bottleneck, by=cast.lead_editor, **form.cleaned_data)


def test_who_raised_a_bottleneck_changes_neither_what_is_asked_nor_what_came_of_it(
    closed: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    there = {"body": closed.body, "organisation": cast.other_organisation, "asked": "Wijs één trekker aan."}
    done = {"status": BottleneckStatus.CLOSED, "closed_on": today(), "outcome": "Er is één loket."}
    bottleneck = BottleneckFactory(**there, **done)
    words = {"title": "Anders", "description": "Anders", "chain_link": "", "version": "1"}
    typed = {**words, "asked": "Geld", "outcome": "Niets", "initial-asked": there["asked"], "initial-title": ""}
    url = f"/knelpunten/{bottleneck.pk}/wijzigen/"
    told = []
    for person in (cast.other_editor, cast.lead_editor, cast.coordinator):
        typed["version"] = str(Bottleneck.objects.get().version)
        assert client_of(person).post(url, typed).status_code == 302
        told.append(Bottleneck.objects.values_list("title", "asked", "outcome").get())
    asked, outcome = there["asked"], done["outcome"]
    assert told == [("Anders", asked, outcome), ("Anders", "Geld", outcome), ("Anders", "Geld", "Niets")]


def test_a_chair_does_not_read_where_else_somebody_works(closed: Meeting, cast: Cast, client_of: ClientOf) -> None:
    """Noor agreed to be listed at one partner, and said nothing about the other."""
    Membership.objects.filter(person=cast.other_editor).update(listed_since=today())
    MembershipFactory(person=cast.other_editor, organisation=cast.nijmegen_organisation)
    url = f"/overleg/{closed.pk}/actiepunt/"
    names = {
        who: next(name for name in Page.of(client_of(who).get(url)).root.xpath("//option/text()") if "Noor" in name)
        for who in (cast.lead_editor, cast.coordinator)
    }
    assert "Gemeente Nijmegen" not in names[cast.lead_editor]
    assert "Sterker" in names[cast.lead_editor]
    assert "Gemeente Nijmegen" in names[cast.coordinator]


# --- what stays in the history ---------------------------------------------------------------------------------------


def test_the_reason_for_taking_a_paper_away_holds_no_burgerservicenummer(
    closed: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    [document] = MeetingDocument.objects.all()
    response = client_of(cast.lead_editor).post(
        f"/overleg/stukken/{document.pk}/verwijderen/", {"reason": "Het BSN 111222333 stond erin"}
    )
    assert response.status_code == 422
    assert "Een burgerservicenummer mag hier niet staan." in response.content.decode()
    assert MeetingDocument.objects.filter(pk=document.pk).exists()


WRITTEN_ABOUT_CASEWORK = (
    "actionplan.success_forms",
    "partners.action_point_forms",
    "partners.agenda_forms",
    "partners.body_forms",
    "partners.bottleneck_forms",
    "partners.decision_forms",
    "partners.lesson_forms",
    "partners.meeting_document_forms",
    "partners.meeting_forms",
    "partners.minutes_forms",
)


@pytest.mark.parametrize("name", WRITTEN_ABOUT_CASEWORK)
def test_every_text_about_casework_refuses_a_burgerservicenummer(name: str) -> None:
    module = import_module(name)
    made = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, BaseForm)]
    fields = {
        f"{each.__name__}.{field}": typed
        for each in made
        if each.__module__ == name
        for field, typed in each.base_fields.items()  # type: ignore[attr-defined]  # every class of forms has them
        if isinstance(typed, GuardedTextField)
    }
    assert fields
    assert [field for field, typed in fields.items() if Kind.BSN not in typed.refuses] == []

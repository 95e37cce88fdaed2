"""The page of a meeting: what the whole network sees, its papers for who may read them, and its agenda."""

import io
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from network.history import history_of
from network.models import Person
from network.uploads import LARGEST_PDF
from partners.meeting_page import meeting_shown, with_its_body
from partners.models import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    Body,
    BodyKind,
    BottleneckStatus,
    Meeting,
    MeetingDocument,
    Presence,
    SeatKind,
)
from tests.cast import Cast
from tests.factories import (
    ActionPointFactory,
    BodyFactory,
    BottleneckFactory,
    DecisionFactory,
    LessonFactory,
    MeetingDocumentFactory,
    MeetingFactory,
    SeatFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
BSN = "111222333"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Of the stuurgroep, which Hester chairs; Sterker has a seat without a name."""
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    SeatFactory(body=body, organisation=cast.other_organisation)
    made: Meeting = MeetingFactory(body=body, place="Stadhuis Tiel", minutes="Er is gesproken over de spreiding.")
    return made


@pytest.fixture
def full(meeting: Meeting, cast: Cast) -> Meeting:
    """With something of everything."""
    AgendaItem.objects.create(meeting=meeting, title="Spreiding van de opvang", organisation=cast.lead_organisation)
    MeetingDocumentFactory(meeting=meeting, title="Notitie spreiding")
    DecisionFactory(body=meeting.body, meeting=meeting, title="Tiel krijgt een eigen loket")
    ActionPointFactory(body=meeting.body, meeting=meeting, title="Offerte vragen", person=cast.steering_member)
    BottleneckFactory(body=meeting.body, meeting=meeting, title="Geen tolk op zondag")
    LessonFactory(meeting=meeting, title="Eerder de GGD bellen")
    Attendance.objects.create(meeting=meeting, organisation=cast.other_organisation, presence=Presence.PRESENT.value)
    return meeting


PAPERS = (
    "Spreiding van de opvang",
    "Notitie spreiding",
    "Er is gesproken over de spreiding.",
    "Offerte vragen",
    "Geen tolk op zondag",
    "Eerder de GGD bellen",
    "Aanwezig (1)",
)


def test_everybody_in_the_network_sees_when_where_and_what_was_decided_and_no_papers(
    full: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    words = Page.of(client_of(cast.reader).get(full.get_absolute_url())).words

    for seen in ("Stuurgroep", "Stadhuis Tiel", "Tiel krijgt een eigen loket", "voor wie een zetel heeft"):
        assert seen in words
    for hidden in PAPERS:
        assert hidden not in words


@pytest.mark.parametrize("who", ["coordinator", "steering_member", "other_editor"])
def test_who_has_a_seat_reads_the_papers_and_only_the_chair_and_the_coordinator_keep_them(
    who: str, full: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    begun = timezone.now() - timedelta(minutes=1)
    Meeting.objects.filter(pk=full.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))

    page = Page.of(client_of(cast.people[who]).get(full.get_absolute_url()))

    for seen in PAPERS:
        assert seen in page.words
    buttons = {"Agendapunt toevoegen", "Stuk plaatsen", "Verslag wijzigen", "Besluit vastleggen"}
    assert buttons & set(page.texts("main a")) == (set() if who == "other_editor" else buttons)


def test_the_page_asks_twelve_questions_however_much_there_is(
    full: Meeting, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Body and seats, and one for each part; two more for the history, which the coordinator reads."""
    for number in range(10):
        AgendaItem.objects.create(meeting=full, title=f"Punt {number}", organisation=cast.other_organisation)
        MeetingDocumentFactory(meeting=full)
        BottleneckFactory(body=full.body, meeting=full, status=BottleneckStatus.ESCALATED)
        ActionPointFactory(body=full.body, meeting=full, person=cast.reader)
    assert cast.coordinator.roles
    assert cast.coordinator.member_of == frozenset()

    with django_assert_max_num_queries(12):
        shown = meeting_shown(with_its_body(Meeting.objects.all()).get(pk=full.pk), cast.coordinator)
        assert shown.papers is not None
        words = [str(row.item.organisation) for row in shown.papers.agenda]
        words += [f"{each.person} {each.organisation}" for each in shown.papers.points]
        words += [str(each.body) for each in shown.papers.bottlenecks]
        assert len(shown.papers.to_put_on) == 10


def test_a_meeting_that_was_called_off_says_so(meeting: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    meeting.cancelled_on = timezone.localdate()
    meeting.save()

    page = Page.of(client_of(cast.coordinator).get(meeting.get_absolute_url()))

    assert "Deze bijeenkomst is afgelast op" in page.words
    assert "Dag, tijd of plaats wijzigen" not in page.words


def test_who_called_a_meeting_off_finds_the_way_to_let_it_go_on(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    meeting.cancelled_on = timezone.localdate()
    meeting.save()
    way_back = reverse("partners:meeting-cancel", args=[meeting.pk])

    for who, found in ((cast.coordinator, True), (cast.steering_member, True), (cast.other_editor, False)):
        page = client_of(who).get(meeting.get_absolute_url()).content.decode()
        assert (way_back in page) == found


# --- the agenda -------------------------------------------------------------------------------------------------------


def add_to(meeting: Meeting) -> str:
    return reverse("partners:agenda-add", args=[meeting.pk])


def test_only_a_regio_dag_has_points_of_a_programme_and_a_point_without_bottleneck_needs_a_subject(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    day = MeetingFactory(body=BodyFactory(name="Regio-dag", kind=BodyKind.REGIONAL_DAY))
    client = client_of(cast.coordinator)

    usual, programme = (Page.of(client.get(add_to(each))) for each in (meeting, day))

    assert "programma" not in usual.texts("main label")
    assert "programma" in programme.texts("main label")
    assert "Onderwerp" in usual.texts("main label")  # so without «(niet verplicht)»


def test_the_chair_makes_the_agenda_in_order_and_a_double_click_makes_one_point(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.steering_member)
    for title in ("Opening", "Begroting", "Begroting"):
        sent = {"title": title, "kind": "decide", "starts": "9.30", "organisation": cast.lead_organisation.pk}
        assert client.post(add_to(meeting), sent).url == f"{meeting.get_absolute_url()}#agenda"
    opening, budget = meeting.agenda.all()
    assert (budget.starts, budget.kind, budget.organisation) == (
        time(9, 30),
        AgendaItemKind.DECIDE,
        cast.lead_organisation,
    )

    client.post(reverse("partners:agenda-move", args=[budget.pk]), {"richting": "omhoog"})
    client.post(reverse("partners:agenda-move", args=[budget.pk]), {"richting": "omhoog"})

    assert [each.title for each in meeting.agenda.all()] == ["Begroting", "Opening"]
    remove = reverse("partners:agenda-remove", args=[opening.pk])
    assert client.get(remove).status_code == 200
    assert AgendaItem.objects.count() == 2
    client.post(remove)
    assert [each.title for each in meeting.agenda.all()] == ["Begroting"]


def test_changing_another_field_of_a_point_keeps_what_a_colleague_changed(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    item = AgendaItem.objects.create(meeting=meeting, title="Opening", kind=AgendaItemKind.DISCUSS)
    edit = reverse("partners:agenda-edit", args=[item.pk])
    seen = {"initial-title": "Opening", "initial-kind": "discuss", "title": "Opening", "kind": "discuss"}
    client = client_of(cast.coordinator)

    client.post(edit, seen | {"title": "Opening en mededelingen"})
    client.post(edit, seen | {"kind": "inform"})

    item.refresh_from_db()
    assert (item.title, item.kind) == ("Opening en mededelingen", AgendaItemKind.INFORM)


def test_a_bottleneck_escalated_to_this_body_is_put_on_the_agenda(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    waiting = BottleneckFactory(body=meeting.body, title="Geen opvang na 22 uur", status=BottleneckStatus.ESCALATED)
    elsewhere = BottleneckFactory(status=BottleneckStatus.ESCALATED)
    client = client_of(cast.steering_member)
    (link,) = Page.of(client.get(meeting.get_absolute_url())).all("a[href*=knelpunt]:not([href^='/knelpunten'])")
    form = Page.of(client.get(link.get("href")))
    assert form.one("#id_title").get("value") == "Geen opvang na 22 uur"
    assert form.one("input[name=kind][checked]").get("value") == AgendaItemKind.DECIDE

    assert client.post(add_to(meeting), {"bottleneck": elsewhere.pk, "kind": "decide"}).status_code == 422
    client.post(add_to(meeting), {"bottleneck": waiting.pk, "kind": "decide"})

    item = AgendaItem.objects.get()
    assert (item.title, item.bottleneck) == ("Geen opvang na 22 uur", waiting)
    page = Page.of(client.get(meeting.get_absolute_url()))
    assert "Zet op de agenda" not in page.words
    assert waiting.get_absolute_url() in [each.get("href") for each in page.all("section a")]


def test_a_burgerservicenummer_on_the_agenda_is_refused_and_what_was_typed_stays(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    response = client_of(cast.coordinator).post(add_to(meeting), {"title": f"Zaak {BSN}", "kind": "discuss"})

    assert response.status_code == 422
    page = Page.of(response)
    assert "Een burgerservicenummer mag hier niet staan" in page.words
    assert page.one("#id_title").get("value") == f"Zaak {BSN}"
    assert not AgendaItem.objects.exists()


def test_who_may_not_read_an_agenda_finds_no_points_of_it(meeting: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    item = AgendaItem.objects.create(meeting=meeting, title="Opening")
    edit = reverse("partners:agenda-edit", args=[item.pk])

    assert client_of(cast.reader).get(edit).status_code == 404
    assert client_of(cast.other_editor).get(edit).status_code == 403
    assert client_of(cast.reader).post(add_to(meeting), {"title": "x", "kind": "inform"}).status_code == 403


# --- papers -----------------------------------------------------------------------------------------------------------


def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def paper(content: bytes, name: str = "notitie.pdf") -> dict[str, object]:
    return {"title": "Notitie spreiding", "file": SimpleUploadedFile(name, content, "application/pdf")}


def test_a_paper_is_for_who_may_read_the_papers_and_404_to_anybody_else(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    chair, place = client_of(cast.steering_member), reverse("partners:meeting-document-add", args=[meeting.pk])
    content = pdf()
    for _ in range(2):  # a double click
        assert chair.post(place, paper(content)).url == f"{meeting.get_absolute_url()}#stukken"
    document = MeetingDocument.objects.get()
    assert (document.uploaded_by, document.size) == (cast.steering_member, len(content))

    response = client_of(cast.other_editor).get(document.get_absolute_url())

    assert response.content == content
    assert response.headers["Content-Disposition"] == 'attachment; filename="notitie.pdf"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert client_of(cast.reader).get(document.get_absolute_url()).status_code == 404
    assert client_of(cast.lead_editor).get(document.get_absolute_url()).status_code == 404
    assert client_of(cast.other_editor).post(place, paper(content)).status_code == 403


def test_what_is_no_pdf_or_too_large_is_not_placed(meeting: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    client, place = client_of(cast.coordinator), reverse("partners:meeting-document-add", args=[meeting.pk])

    assert "Dit is geen pdf" in Page.of(client.post(place, paper(b"<html>"))).words
    too_large = client.post(place, paper(b"x"), CONTENT_LENGTH=str(LARGEST_PDF + 100_000))
    assert too_large.status_code == 413
    assert not MeetingDocument.objects.exists()


def test_a_paper_that_is_removed_is_gone_and_the_history_says_why(
    meeting: Meeting,
    cast: Cast,
    client_of: SIGN_IN,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    document = MeetingDocumentFactory(meeting=meeting)
    remove = reverse("partners:meeting-document-remove", args=[document.pk])
    client = client_of(cast.coordinator)
    assert client_of(cast.other_editor).post(remove).status_code == 403
    assert client.post(remove, {"reason": ""}).status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        client.post(remove, {"reason": "De verkeerde versie."})

    assert client.get(document.get_absolute_url()).status_code == 404
    assert not document.file.storage.exists(document.file.name)
    assert "De verkeerde versie." in {change.reason for change in history_of(document)}


def test_a_body_without_seats_is_nobodys_to_keep_but_the_coordinators(cast: Cast, client_of: SIGN_IN) -> None:
    body: Body = BodyFactory(is_open=True)
    meeting = MeetingFactory(body=body, starts_at=timezone.now() - timedelta(days=1))

    assert client_of(cast.reader).get(meeting.get_absolute_url()).status_code == 200
    assert client_of(cast.steering_member).post(add_to(meeting), {"title": "x", "kind": "inform"}).status_code == 403
    assert client_of(cast.coordinator).post(add_to(meeting), {"title": "x", "kind": "inform"}).status_code == 302

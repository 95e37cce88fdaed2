"""The minutes of a meeting: written together, settled, printed; and the numbers of a regio-dag."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from network.history import history_of
from network.models import Person
from network.pdf import PdfError
from partners import minutes_paper
from partners.models import AgendaItem, Attendance, BodyKind, Meeting, Presence, SeatKind
from tests.cast import Cast
from tests.factories import ActionPointFactory, BodyFactory, DecisionFactory, MeetingFactory, SeatFactory
from tests.reading import Page
from tests.verapdf import validate

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
BSN = "111222333"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Of the stuurgroep, on 12 March 2026. Hester chairs it."""
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    SeatFactory(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    starts_at = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)  # 9.30 in the region
    made: Meeting = MeetingFactory(body=body, starts_at=starts_at, place="Stadhuis Tiel", minutes="Eerste tekst.")
    return made


def edit(meeting: Meeting) -> str:
    return reverse("partners:minutes-edit", args=[meeting.pk])


def settle(meeting: Meeting) -> str:
    return reverse("partners:minutes-settle", args=[meeting.pk])


def as_opened(client: Client, meeting: Meeting) -> dict[str, Any]:
    """What the form sends back when nothing was typed."""
    page = Page.of(client.get(edit(meeting)))
    fields = {each.get("name"): each.get("value", "") for each in page.all("main form input[name]")}
    fields |= {each.get("name"): (each.text or "").removeprefix("\n") for each in page.all("main form textarea")}
    return fields


def test_two_people_at_the_minutes_lose_nothing_and_see_both_texts(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    first, second = client_of(cast.steering_member), client_of(cast.coordinator)
    mine, theirs = as_opened(first, meeting), as_opened(second, meeting)
    assert first.post(edit(meeting), mine | {"minutes": "Tekst van Hester."}).status_code == 302

    response = second.post(edit(meeting), theirs | {"minutes": "Tekst van Marijke."})

    assert response.status_code == 409
    page = Page.of(response)
    assert "Hester Kramer was u voor" in page.words
    assert page.texts(".versus__side p:last-child") == ["Tekst van Hester.", "Tekst van Marijke."]
    meeting.refresh_from_db()
    assert meeting.minutes == "Tekst van Hester."
    again = {each.get("name"): each.get("value", "") for each in page.all("main form input[name]")}
    assert second.post(edit(meeting), again | {"minutes": "Samen."}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes == "Samen."


def test_a_burgerservicenummer_in_the_minutes_is_refused_and_the_text_is_not_lost(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.steering_member)

    response = client.post(edit(meeting), as_opened(client, meeting) | {"minutes": f"Lang verhaal. {BSN}"})

    assert response.status_code == 422
    page = Page.of(response)
    assert "Een burgerservicenummer mag hier niet staan" in page.words
    assert f"Lang verhaal. {BSN}" in page.one("textarea").text


def test_minutes_are_settled_as_they_were_read_and_change_after_that_only_for_a_reason(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.steering_member)
    sent = {"stap": "vaststellen", "settled_on": "20 maart 2026", "version": meeting.version}
    opened = as_opened(client, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(minutes="Tweede tekst.", version=meeting.version + 1)

    another = client.post(settle(meeting), sent)
    assert another.status_code == 409
    assert "Tweede tekst." in Page.of(another).words
    now = {"version": Page.of(another).one("input[name=version]").get("value")}
    assert client.post(settle(meeting), sent | now).status_code == 302
    assert client.post(settle(meeting), sent | now).status_code == 302  # a double click

    meeting.refresh_from_db()
    assert meeting.minutes_settled_on == date(2026, 3, 20)
    assert client.get(edit(meeting)).status_code == 302
    refused = client.post(edit(meeting), opened | {"version": meeting.version, "minutes": "Stilletjes anders."})
    assert refused.status_code == 422
    assert "verandert niet meer zomaar" in Page.of(refused).words

    assert client.post(settle(meeting), {"stap": "openen", "reason": ""}).status_code == 422
    client.post(settle(meeting), {"stap": "openen", "reason": "Verkeerd bedrag bij punt 3"})
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.minutes_settled_on) == ("Tweede tekst.", None)
    assert history_of(meeting)[0].reason == "Verkeerd bedrag bij punt 3"


def test_what_is_not_written_is_not_settled_nor_on_a_day_that_can_not_be(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client, tomorrow = client_of(cast.coordinator), timezone.localdate() + timedelta(days=1)
    for day in ("11 maart 2026", f"{tomorrow:%d-%m-%Y}", ""):
        sent = {"stap": "vaststellen", "settled_on": day, "version": meeting.version}
        assert client.post(settle(meeting), sent).status_code == 422
    Meeting.objects.update(minutes="")

    assert "Er is nog geen verslag" in Page.of(client.get(settle(meeting), follow=True)).words
    assert not Meeting.objects.exclude(minutes_settled_on=None).exists()


def test_who_reads_the_papers_may_not_write_the_minutes_and_who_does_not_gets_no_pdf(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    SeatFactory(body=meeting.body, organisation=cast.other_organisation)

    assert client_of(cast.other_editor).get(edit(meeting)).status_code == 403
    assert client_of(cast.other_editor).post(settle(meeting)).status_code == 403
    assert client_of(cast.reader).get(reverse("partners:minutes-pdf", args=[meeting.pk])).status_code == 404


@pytest.mark.pdf
def test_the_minutes_as_pdf_are_readable_for_everyone_and_for_ever_and_name_nobody_but_who_has_something_to_do(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN, tmp_path: Path
) -> None:
    """The PDF passes a PDF/UA and a PDF/A check."""
    AgendaItem.objects.create(meeting=meeting, title="Spreiding", explanation="woord " * 600, kind="decide")
    Attendance.objects.create(meeting=meeting, organisation=cast.lead_organisation, presence=Presence.EXCUSED.value)
    decision = DecisionFactory(body=meeting.body, meeting=meeting, title="Tiel krijgt een eigen loket")
    point = ActionPointFactory(
        body=meeting.body, meeting=meeting, organisation=cast.tiel_organisation, person=cast.reader, title="Offerte"
    )
    address = reverse("partners:minutes-pdf", args=[meeting.pk])

    response = client_of(cast.coordinator).get(address)

    assert response.headers["Content-Type"] == "application/pdf"
    assert "concept-verslag-stuurgroep-2026-03-12.pdf" in response.headers["Content-Disposition"]
    reader = PdfReader(BytesIO(response.content))
    whole = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for told in (
        "Concept, niet vastgesteld",
        "Donderdag 12 maart 2026, 9.30 tot 11.30 uur",
        "Stadhuis Tiel",
        "MEE Gelderse Poort afgemeld",
        "1. Spreiding",
        "Eerste tekst.",
        f"{decision.number} Tiel krijgt een eigen loket",
        "12 maart 2026",
        "Lotte Visser, Gemeente Tiel",
        "1 januari 2099",
        "zetel voor een ervaringsdeskundige, zonder naam",
    ):
        assert told in whole, told
    assert whole.count("woord") == 600
    assert "Hester" not in whole
    assert str(point) in whole
    file = tmp_path / "verslag.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


def test_settled_minutes_say_so_on_paper_and_a_pdf_that_can_not_be_made_says_why(
    meeting: Meeting, cast: Cast, client_of: SIGN_IN, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.minutes_settled_on = date(2026, 3, 20)
    assert minutes_paper.file_name_of(meeting) == "verslag-stuurgroep-2026-03-12.pdf"

    def refuse(*_: object, **__: object) -> None:
        raise PdfError("De bibliotheek Pango ontbreekt.")

    monkeypatch.setattr(minutes_paper, "make_paper", refuse)
    client = client_of(cast.coordinator)
    client.raise_request_exception = False

    response = client.get(reverse("partners:minutes-pdf", args=[meeting.pk]))

    assert response.status_code == 503
    assert "De bibliotheek Pango ontbreekt." in Page.of(response).words


def test_after_a_regio_dag_its_numbers_are_kept_with_the_minutes(cast: Cast, client_of: SIGN_IN) -> None:
    day = MeetingFactory(
        body=BodyFactory(kind=BodyKind.REGIONAL_DAY, is_open=True), starts_at=timezone.now() - timedelta(days=1)
    )
    client = client_of(cast.coordinator)
    sent = as_opened(client, day) | {"participants": "84", "numbers": "6 workshops"}

    assert client.post(edit(day), sent | {"participants": "-1"}).status_code == 422
    client.post(edit(day), sent)

    words = Page.of(client_of(cast.reader).get(day.get_absolute_url())).words
    assert "Deelnemers 84" in words
    assert "De dag in cijfers 6 workshops" in words

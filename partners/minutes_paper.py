"""The minutes of a meeting on paper: what the page says, for who was there and for the archive.

The only people named are those who promised to do something; of an ervaringsdeskundige there is just the seat.
"""

from dataclasses import dataclass

from django.utils.text import slugify

from network.bounded import Limits
from network.models import Person, Region
from network.pdf import make_paper
from partners.meeting_page import AgendaRow, PresenceGroup, agenda_of, attendance_of, in_words
from partners.models import ActionPoint, Decision, Meeting, Seat, SeatKind

LIMITS = Limits(cpu_seconds=40, wall_seconds=45, memory_megabytes=800)


@dataclass(frozen=True)
class MinutesPaper:
    meeting: Meeting
    network: str
    is_example: bool
    attendance: list[PresenceGroup]
    nameless_seats: int  # of ervaringsdeskundigen
    agenda: list[AgendaRow]
    decisions: list[Decision]
    points: list[ActionPoint]

    @property
    def when(self) -> str:
        return in_words(self.meeting.starts_at, self.meeting.ends_at)


def minutes_paper(meeting: Meeting, person: Person) -> MinutesPaper:
    region = Region.objects.first()
    nameless = Seat.objects.on(meeting.day).filter(body=meeting.body_id, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    decisions = Decision.objects.visible_to(person).filter(meeting=meeting)
    points = ActionPoint.objects.filter(meeting=meeting).select_related("organisation", "person")
    return MinutesPaper(
        meeting=meeting,
        network=f"Netwerk {region.name}" if region else "Netwerk",
        is_example=bool(region and region.is_example),
        attendance=attendance_of(meeting),
        nameless_seats=nameless.count(),
        agenda=agenda_of(meeting),
        decisions=list(decisions.order_by("year", "sequence")),
        points=list(points.order_by("due_on", "pk")),
    )


def make_minutes(meeting: Meeting, person: Person) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    return make_paper("pdf/minutes.html", {"content": minutes_paper(meeting, person)}, limits=LIMITS).content


def file_name_of(meeting: Meeting) -> str:
    """«verslag-stuurgroep-2026-03-12.pdf», or «concept-verslag-…» as long as it isn't settled."""
    status = "" if meeting.minutes_settled_on else "concept-"
    return f"{status}verslag-{slugify(meeting.body.name)}-{meeting.day:%Y-%m-%d}.pdf"

"""The page of a meeting: when and what was decided for the whole network, the papers for who may read them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import Truncator

from network.dutch import clock, day_and_date, enumeration
from network.history import Change, history_of
from network.models import Person
from network.policy import Permission, may
from partners.models import (
    ActionPoint,
    AgendaItem,
    AgendaItemKind,
    Attendance,
    Bottleneck,
    BottleneckStatus,
    Decision,
    Lesson,
    Meeting,
    MeetingDocument,
    Presence,
    SignUp,
)
from partners.models.bodies import seats_ready
from partners.models.meetings import MeetingQuerySet
from partners.sign_ups import why_closed

MOST_CHANGES = 10
MOST_SHOWN = 300  # characters of a text in the history


def with_its_body(meetings: MeetingQuerySet, day: date | None = None) -> MeetingQuerySet:
    """With the body, and who has a seat in it: what the table of rights asks."""
    return meetings.select_related("body").prefetch_related(seats_ready("body__seats", day))


@dataclass(frozen=True)
class AgendaRow:
    """A point on the agenda, with its place in the row."""

    item: AgendaItem
    number: int
    is_last: bool

    @property
    def about(self) -> str:
        """«9.30 uur, ter besluitvorming, ingebracht door Sterker»; of a programme just the time."""
        is_programme = self.item.kind == AgendaItemKind.PROGRAMME
        parts = [
            clock(self.item.starts) if self.item.starts else "",
            "" if is_programme else self.item.get_kind_display(),
            f"ingebracht door {self.item.organisation}" if self.item.organisation else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class PresenceGroup:
    """«aanwezig (3)»: which partners."""

    label: str
    partners: list[str]

    @property
    def in_words(self) -> str:
        return enumeration(self.partners)


@dataclass(frozen=True)
class SignUps:
    """Who comes to a regio-dag: numbers, and per partner for who keeps the day."""

    rows: list[SignUp]
    own: list[SignUp]
    closed: str
    may_sign_up: bool

    @property
    def is_asked(self) -> bool:
        """This person can sign up a partner, and did not yet."""
        return self.may_sign_up and not self.closed and not self.own

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)


@dataclass(frozen=True)
class Papers:
    """What only who may read the papers of a body sees."""

    agenda: list[AgendaRow]
    to_put_on: list[Bottleneck]  # that wait for this body, and are not on the agenda yet
    documents: list[MeetingDocument]
    attendance: list[PresenceGroup]
    points: list[ActionPoint]
    bottlenecks: list[Bottleneck]
    lessons: list[Lesson]
    sign_ups: SignUps | None
    changes: list[Change] | None

    @property
    def agenda_name(self) -> str:
        return "Programma" if self.sign_ups else "Agenda"

    @property
    def agenda_add(self) -> str:
        return "Programmapunt toevoegen" if self.sign_ups else "Agendapunt toevoegen"

    @property
    def agenda_empty(self) -> str:
        return "Er staat nog niets in het programma." if self.sign_ups else "Er staat nog niets op de agenda."


@dataclass(frozen=True)
class MeetingShown:
    meeting: Meeting
    decisions: list[Decision]
    papers: Papers | None
    may_edit: bool
    may_let_go_on: bool
    may_record: bool
    may_edit_points: bool

    @property
    def when(self) -> str:
        return in_words(self.meeting.starts_at, self.meeting.ends_at)

    @property
    def has_begun(self) -> bool:
        return self.meeting.starts_at <= timezone.now()


def meeting_shown(meeting: Meeting, person: Person) -> MeetingShown:
    """Everything on the page, in one query per part. A meeting that was called off is only there to be read."""
    keeps_it = may(person, Permission.MEETING_EDIT, meeting)
    may_edit = keeps_it and not meeting.is_cancelled
    decisions = Decision.objects.visible_to(person).filter(meeting=meeting).select_related("body")
    return MeetingShown(
        meeting=meeting,
        decisions=list(decisions.order_by("year", "sequence")),
        papers=_papers(meeting, person, may_edit) if may(person, Permission.MEETING_PAPERS_VIEW, meeting) else None,
        may_edit=may_edit,
        may_let_go_on=keeps_it and meeting.is_cancelled and not meeting.is_over,
        may_record=may(person, Permission.DECISION_RECORD, meeting),
        may_edit_points=may(person, Permission.ACTION_POINT_EDIT, meeting),
    )


def _papers(meeting: Meeting, person: Person, may_edit: bool) -> Papers:
    agenda = agenda_of(meeting)
    on_the_agenda = {row.item.bottleneck_id for row in agenda}
    waiting = bottlenecks_waiting_for(meeting) if may_edit and not meeting.is_over and meeting.body.level > 1 else []
    may_read_history = may(person, Permission.HISTORY_VIEW)
    return Papers(
        agenda=agenda,
        to_put_on=[each for each in waiting if each.pk not in on_the_agenda],
        documents=list(meeting.documents.all()),
        attendance=attendance_of(meeting),
        points=list(ActionPoint.objects.filter(meeting=meeting).in_order()),
        bottlenecks=list(Bottleneck.objects.visible_to(person).filter(meeting=meeting).in_order()),
        lessons=list(Lesson.objects.visible_to(person).filter(meeting=meeting).newest_first()),
        sign_ups=_sign_ups(meeting, person) if meeting.is_regional_day else None,
        changes=_changes_of(meeting) if may_read_history else None,
    )


def _changes_of(meeting: Meeting) -> list[Change]:
    """With the beginning of a long text: twenty times the whole minutes would make a page of a megabyte."""
    return [
        replace(each, old=Truncator(each.old).chars(MOST_SHOWN), new=Truncator(each.new).chars(MOST_SHOWN))
        for each in history_of(meeting, limit=MOST_CHANGES)
    ]


def agenda_of(meeting: Meeting) -> list[AgendaRow]:
    items = list(meeting.agenda.select_related("organisation", "bottleneck").order_by("position", "pk"))
    return [AgendaRow(item, number, number == len(items)) for number, item in enumerate(items, start=1)]


def bottlenecks_waiting_for(meeting: Meeting) -> "list[Bottleneck]":
    """Escalated to this body, and not decided yet."""
    return list(Bottleneck.objects.filter(body=meeting.body_id, status=BottleneckStatus.ESCALATED).in_order())


def attendance_of(meeting: Meeting) -> list[PresenceGroup]:
    """By presence; what nobody was written down for is left out."""
    partners: dict[str, list[str]] = defaultdict(list)
    for each in (
        Attendance.objects.filter(meeting=meeting).select_related("organisation").order_by("organisation__name")
    ):
        partners[each.presence].append(str(each.organisation))
    return [PresenceGroup(str(kind.label), partners[kind]) for kind in Presence if partners[kind]]


def _sign_ups(meeting: Meeting, person: Person) -> SignUps:
    rows = list(meeting.sign_ups.select_related("organisation").order_by("organisation__name", "pk"))
    return SignUps(
        rows=rows,
        own=[row for row in rows if row.organisation_id in person.member_of],
        closed=why_closed(meeting),
        may_sign_up=bool(person.member_of) or may(person, Permission.SIGN_UP),
    )


def in_words(starts_at: datetime, ends_at: datetime) -> str:
    """«donderdag 12 maart 2026, 9.30 tot 11.30 uur»; another last day is told too."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    first = f"{day_and_date(starts.date())}, {clock(starts).removesuffix(' uur')}"
    last = "" if ends.date() == starts.date() else f"{day_and_date(ends.date())}, "
    return f"{first} tot {last}{clock(ends)}"

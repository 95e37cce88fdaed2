"""What a report says, section by section: plain values that page and PDF print and that can be frozen.

Each kind of section has a dataclass here, a function in reports.py that builds it from the portal as it was on the
reference date, and a template part in templates/monitor/reports/sections/ that page and PDF share. The page of an
adopted report is printed from what was frozen, not from the portal of today.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from actionplan.finance import granted_minus_spent, sum_of_known
from actionplan.models import STALE, Light
from actionplan.progress import LightCounts
from monitor.charts import as_drawn
from monitor.models import SectionKind
from network.dutch import enumeration, long_date, number

# The summary has one page; what does not fit stands in full further on.
MOST_ASKED = 3
MOST_TO_DISCUSS = 3
MOST_CODES = 12
MOST_CHANGES = 4
MOST_MILESTONES = 2

LIGHTS = ("green", "amber", "red", "grey", STALE)
WORDS = {Light.GREEN: "groen", Light.AMBER: "oranje", Light.RED: "rood", Light.GREY: "grijs", STALE: "niet bijgewerkt"}


# --- what is printed ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LightNumber:
    """How many actions have a light, and how many more than in the previous report."""

    light: str
    count: int
    change: int | None = None

    @property
    def word(self) -> str:
        return WORDS[self.light]

    @property
    def before(self) -> int:
        return self.count - (self.change or 0)

    @property
    def change_sign(self) -> str:
        """+2, −1 or =, as it stands between brackets."""
        if self.change is None:
            return ""
        return f"+{self.change}" if self.change > 0 else number(self.change) if self.change else "="

    @property
    def change_words(self) -> str:
        """2 meer, 1 minder or gelijk."""
        if self.change is None:
            return ""
        return f"{abs(self.change)} {'meer' if self.change > 0 else 'minder'}" if self.change else "gelijk"


@dataclass(frozen=True)
class BlockRow:
    number: int
    name: str
    counts: LightCounts


@dataclass(frozen=True)
class ActionName:
    code: str
    title: str

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@dataclass(frozen=True)
class BriefAction:
    code: str
    title: str
    lead: str
    light: str
    pk: int = 0  # reports that were adopted before this was kept have none


@dataclass(frozen=True)
class ChangedLight:
    action: ActionName
    old: str
    new: str

    @property
    def words(self) -> str:
        """van oranje naar groen"""
        return f"van {WORDS[self.old]} naar {WORDS[self.new]}"


@dataclass(frozen=True)
class MilestoneLine:
    action: ActionName
    title: str
    lead: str
    planned_on: date | None
    achieved_on: date | None
    action_pk: int = 0  # reports that were adopted before this was kept have none


@dataclass(frozen=True)
class Milestones:
    achieved: tuple[MilestoneLine, ...]
    missed: tuple[MilestoneLine, ...]
    next: tuple[MilestoneLine, ...]

    @property
    def groups(self) -> list[tuple[str, tuple[MilestoneLine, ...]]]:
        return [("Behaald", self.achieved), ("Gemist", self.missed), ("Komende periode", self.next)]


@dataclass(frozen=True)
class Summary:
    numbers: tuple[LightNumber, ...]
    previous: str  # title of the report that is compared with, or nothing
    to_discuss: tuple[BriefAction, ...]  # red: always for the stuurgroep
    blocks: tuple[BlockRow, ...]
    all_blocks: LightCounts
    changed: tuple[ChangedLight, ...]
    added: tuple[ActionName, ...]
    dropped: tuple[ActionName, ...]
    milestones: Milestones
    milestones_in: str = str(SectionKind.BUILDING_BLOCKS.label)  # the section that has all of them, if any has
    asked: tuple[str, ...] = ()  # of the stuurgroep, in order; in full in the section about it

    most_asked = MOST_ASKED
    most_to_discuss = MOST_TO_DISCUSS
    most_changes = MOST_CHANGES

    @property
    def total(self) -> int:
        return sum(each.count for each in self.numbers)

    @property
    def newest_milestones(self) -> list[tuple[str, int, tuple[MilestoneLine, ...]]]:
        """Of each kind the title, how many there are, and the few that the page has room for."""
        achieved = tuple(sorted(self.milestones.achieved, key=lambda line: line.achieved_on or date.max, reverse=True))
        groups = [(title, lines if title != "Behaald" else achieved) for title, lines in self.milestones.groups]
        return [(title, len(lines), lines[:MOST_MILESTONES]) for title, lines in groups]

    @property
    def other_changes(self) -> str:
        """En nog 3 acties met een andere stand. Nieuw: 2. Gestopt: 1."""
        elsewhere = len(self.changed) - MOST_CHANGES
        parts = [
            f"En nog {elsewhere} {'actie' if elsewhere == 1 else 'acties'} met een andere stand." * (elsewhere > 0),
            f"Nieuw: {len(self.added)}." * bool(self.added),
            f"Gestopt: {len(self.dropped)}." * bool(self.dropped),
        ]
        return " ".join(filter(None, parts))

    @property
    def asked_elsewhere(self) -> int:
        return max(len(self.asked) - MOST_ASKED, 0)

    @property
    def discussed_elsewhere(self) -> int:
        return max(len(self.to_discuss) - MOST_TO_DISCUSS, 0)

    @property
    def codes_to_discuss(self) -> str:
        """«2.5 en 3.2», where the questions take the room."""
        codes = [action.code for action in self.to_discuss]
        named = codes if len(codes) <= MOST_CODES else [*codes[: MOST_CODES - 1], f"nog {len(codes) - MOST_CODES + 1}"]
        return enumeration(named)


@dataclass(frozen=True)
class Note:
    label: str
    text: str


@dataclass(frozen=True)
class ActionLine:
    """An action as a report prints it. `result` tells no small number of persons."""

    pk: int
    code: str
    title: str
    lead: str
    ends_on: date | None
    is_late: bool
    result: str
    light: str
    notes: tuple[Note, ...]

    @property
    def name(self) -> ActionName:
        return ActionName(self.code, self.title)

    @property
    def brief(self) -> BriefAction:
        return BriefAction(self.code, self.title, self.lead, self.light, self.pk)


@dataclass(frozen=True)
class Block:
    number: int
    name: str
    counts: LightCounts
    actions: tuple[BriefAction, ...]


@dataclass(frozen=True)
class PartnerDay:
    """A partner, and the day on which it joined or the last day on which it took part."""

    name: str
    day: date


@dataclass(frozen=True)
class Network:
    """How many partners there were on the reference date, and who came and went in the period."""

    partners: int
    joined: tuple[PartnerDay, ...]
    left: tuple[PartnerDay, ...]

    @property
    def changes(self) -> list[tuple[str, tuple[PartnerDay, ...]]]:
        return [("Kwam erbij", self.joined), ("Ging weg", self.left)]


@dataclass(frozen=True)
class BuildingBlocks:
    blocks: tuple[Block, ...]
    milestones: Milestones | None = None  # in reports that were adopted before these had a section of their own
    network: Network | None = None  # in reports that were adopted before the network had a section of its own
    goals_without_action: tuple[str, ...] = ()  # nor did those tell this


@dataclass(frozen=True)
class PillarPart:
    name: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Actions:
    pillars: tuple[PillarPart, ...]

    @property
    def lines(self) -> list[ActionLine]:
        return [action for pillar in self.pillars for action in pillar.actions]


@dataclass(frozen=True)
class SuccessLine:
    pk: int
    title: str
    text: str
    action: ActionName
    lead: str
    day: date


@dataclass(frozen=True)
class Successes:
    lines: tuple[SuccessLine, ...]


@dataclass(frozen=True)
class RequestStep:
    """«geëscaleerd, ligt bij de stuurgroep», and on which day."""

    day: date
    words: str
    note: str = ""


@dataclass(frozen=True)
class DecisionName:
    number: str
    title: str
    body: str
    day: date
    withdrawn_on: date | None = None
    carried_out_on: date | None = None

    @property
    def state(self) -> str:
        if self.withdrawn_on:
            return f"ingetrokken op {long_date(self.withdrawn_on)}"
        return f"uitgevoerd op {long_date(self.carried_out_on)}" if self.carried_out_on else "nog niet uitgevoerd"


@dataclass(frozen=True)
class Request:
    """A knelpunt that asks a decision, until it is closed; once there is one, with the decision."""

    pk: int
    title: str
    description: str
    asked: str
    body: str  # where it lay on the reference date
    since: date  # escalated for the first time after it was last returned
    steps: tuple[RequestStep, ...]
    decision: DecisionName | None = None


@dataclass(frozen=True)
class Requests:
    lines: tuple[Request, ...]

    @property
    def undecided(self) -> tuple[Request, ...]:
        return tuple(line for line in self.lines if line.decision is None)

    @property
    def in_words(self) -> str:
        """3 knelpunten vragen een besluit. Over 1 knelpunt is besloten; het blijft hier tot het is afgerond."""
        asking, decided = len(self.undecided), len(self.lines) - len(self.undecided)
        words = f"{asking} knelpunten vragen een besluit." if asking > 1 else f"{asking} knelpunt vraagt een besluit."
        if asking == 0:
            words = "Geen knelpunt wacht nog op een besluit."
        if decided == 1:
            return f"{words} Over 1 knelpunt is besloten; het blijft hier tot het is afgerond."
        return f"{words} Over {decided} is besloten; ze blijven hier tot ze zijn afgerond." if decided else words


@dataclass(frozen=True)
class DecisionLine:
    pk: int
    name: DecisionName
    text: str
    about: str = ""  # the knelpunt that it answers


@dataclass(frozen=True)
class Decisions:
    """By number; the annex."""

    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True)
class Answer:
    """What came of a knelpunt for which the previous report asked a decision."""

    pk: int
    title: str
    words: str


@dataclass(frozen=True)
class MeetingsOfBody:
    body: str
    held: int


@dataclass(frozen=True)
class AttendanceLine:
    """At how many meetings a partner was, of those for which somebody filled that in. Never who came."""

    organisation: str
    present: int
    meetings: int

    @property
    def in_words(self) -> str:
        """«3 van 4 overleggen»"""
        return f"{self.present} van {self.meetings} {'overleg' if self.meetings == 1 else 'overleggen'}"


@dataclass(frozen=True)
class Meetings:
    decisions: tuple[DecisionLine, ...]
    answers: tuple[Answer, ...]
    held: tuple[MeetingsOfBody, ...]
    attendance: tuple[AttendanceLine, ...]
    without_attendance: int
    previous: str = ""  # title of the report that asked what the answers answer

    @property
    def total_held(self) -> int:
        return sum(each.held for each in self.held)


@dataclass(frozen=True)
class Post:
    description: str
    hours: str  # as agreed, never converted
    requested: Decimal
    note: str = ""
    choice: str = ""  # «doorschuiven naar 2022», or nothing while the line stays as it is
    less: Decimal | None = None
    granted: Decimal | None = None
    spent: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        return granted_minus_spent(self.granted, self.spent)


@dataclass(frozen=True)
class PostsOfOrganisation:
    organisation: str
    posts: tuple[Post, ...]
    requested: Decimal

    @property
    def granted(self) -> Decimal | None:
        return sum_of_known(post.granted for post in self.posts)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(post.spent for post in self.posts)

    @property
    def difference(self) -> Decimal | None:
        return sum_of_known(post.difference for post in self.posts)


@dataclass(frozen=True)
class Money:
    """What is asked of one source. Every total is the sum of the lines that are printed."""

    source: str
    organisations: tuple[PostsOfOrganisation, ...]
    requested: Decimal
    available: Decimal | None
    shortfall: Decimal | None
    note: str = ""
    less: Decimal | None = None  # what the choices at a shortfall take off; None without choices
    remaining: Decimal | None = None  # what is short after them
    tells_spending: bool = False  # reports that were adopted before this was told know nothing of it

    @property
    def granted(self) -> Decimal | None:
        return sum_of_known(each.granted for each in self.organisations)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(each.spent for each in self.organisations)

    @property
    def difference(self) -> Decimal | None:
        return sum_of_known(each.difference for each in self.organisations)

    @property
    def chosen(self) -> list[tuple[str, Post]]:
        """The organisation and the line of each choice."""
        return [(each.organisation, post) for each in self.organisations for post in each.posts if post.choice]


@dataclass(frozen=True)
class MoneyEnding:
    """An action whose money stops within twelve months, and that is anchored nowhere."""

    action: ActionName
    lead: str
    ends_on: date


@dataclass(frozen=True)
class Ending:
    """Those actions on the reference date."""

    words: str
    actions: tuple[MoneyEnding, ...]


@dataclass(frozen=True)
class OtherPost:
    """Work for which nobody asks money of a source; `amount` is what the organisation itself puts in."""

    organisation: str
    description: str
    hours: str
    amount: Decimal | None
    spent: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class OtherMoney:
    """All such work of one year that is paid in one way."""

    name: str  # «Uit reguliere middelen»
    year: int
    posts: tuple[OtherPost, ...]

    @property
    def amount(self) -> Decimal | None:
        return sum_of_known(post.amount for post in self.posts)

    @property
    def spent(self) -> Decimal | None:
        return sum_of_known(post.spent for post in self.posts)


@dataclass(frozen=True)
class Finance:
    sources: tuple[Money, ...]
    ending: Ending | None = None  # reports that were adopted before this was told have none
    others: tuple[OtherMoney, ...] = ()  # nor did those tell this


@dataclass(frozen=True)
class Measure:
    label: str
    text: str
    explanation: str = ""


@dataclass(frozen=True)
class Figure:
    indicator: str
    definition: str
    area: str
    category: str
    period: str
    status: str
    measures: tuple[Measure, ...]
    source_line: str
    notes: tuple[str, ...]
    # The trend as it was drawn, and the same figures as a table; reports adopted before this was printed have neither.
    drawing: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    unit: str = "aantal"

    @property
    def name(self) -> str:
        """Never a figure without the area that it is of."""
        return ", ".join(filter(None, [self.indicator, self.area, self.category]))

    @property
    def svg(self) -> SafeString:
        return as_drawn(self.drawing)


@dataclass(frozen=True)
class Monitor:
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Definition:
    term: str
    meaning: str
    light: str = ""


@dataclass(frozen=True)
class Definitions:
    terms: tuple[Definition, ...]
    indicators: tuple[Definition, ...]

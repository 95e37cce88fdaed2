"""Reading the scan: what is in order, who sees it otherwise, what is done about it, and for whom somebody answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from actionplan.models import Action, ActionOrigin, BuildingBlock, ScanAnswer, ScanItem, ScanState
from network.dates import today
from network.models import Municipality, Person
from network.policy import Permission, may
from partners.models import Organisation

FIRST_YEAR = 2022  # the year of the landelijke bouwstenen

# What the address calls them, and what stands in the menu above the questions.
SHOWN = {"": "Alle vragen", "open": "Nog niet op orde", "verschil": "Antwoorden verschillen"}


# --- counting -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """How many of the questions are in order; who did not answer one does not have it in order."""

    in_order: int
    answered: int
    total: int

    def __str__(self) -> str:
        return f"{self.in_order} van {self.total} op orde"

    @property
    def is_begun(self) -> bool:
        return self.answered > 0


def tally(states: Iterable[str | None]) -> Tally:
    """`None` where nobody answered yet."""
    states = list(states)
    answered = [state for state in states if state]
    return Tally(answered.count(ScanState.IN_ORDER), len(answered), len(states))


def do_differ(states: Iterable[str]) -> bool:
    """Two sides that answered see it otherwise."""
    return len(set(states)) > 1


def block_tallies(year: int) -> dict[int, Tally]:
    """What the region says of each bouwsteen in that year, in one query."""
    of_region = Q(answers__year=year, answers__municipality=None, answers__organisation=None)
    counted = (
        ScanItem.objects.filter(is_in_use=True)
        .order_by("building_block")
        .values_list("building_block")
        .annotate(
            in_order=Count("pk", filter=of_region & Q(answers__state=ScanState.IN_ORDER)),
            answered=Count("pk", filter=of_region),
            total=Count("pk", distinct=True),
        )
    )
    return {block: Tally(in_order, answered, total) for block, in_order, answered, total in counted}


def together(tallies: Iterable[Tally]) -> Tally:
    tallies = list(tallies)
    return Tally(*(sum(getattr(each, name) for each in tallies) for name in ("in_order", "answered", "total")))


# --- who answers ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """For whom an answer is: the region, a municipality, or a partner."""

    municipality: Municipality | None = None
    organisation: Organisation | None = None

    def __str__(self) -> str:
        return str(self.municipality or self.organisation or "de regio")

    @property
    def key(self) -> str:
        """What the address calls it: «gemeente-GM0281»."""
        if self.municipality:
            return f"gemeente-{self.municipality.code}"
        return f"partner-{self.organisation.pk}" if self.organisation else "regio"

    @property
    def of_answer(self) -> dict[str, Municipality | Organisation | None]:
        return {"municipality": self.municipality, "organisation": self.organisation}


REGION = Side()


def sides_of(person: Person) -> list[Side]:
    """For whom this person may answer, the likeliest first. A municipality that takes part answers as municipality."""
    partners = Organisation.objects.standing().active()
    if may(person, Permission.SCAN_ANSWER):  # for whom it may be
        municipalities, partners = Municipality.objects.of_this_region(), partners.filter(municipality=None)
    else:
        municipalities = Municipality.objects.filter(pk__in=person.coordinates)
        partners = partners.filter(pk__in=person.editor_of)
    own = [Side(municipality=each) for each in municipalities] + [Side(organisation=each) for each in partners]
    return [REGION, *own] if may(person, Permission.SCAN_ANSWER) else own


def own_side(person: Person) -> Side | None:
    """The likeliest one for whom this person answers."""
    if may(person, Permission.SCAN_ANSWER):  # for whom it may be
        return REGION
    return next(iter(sides_of(person)), None)


def side_called(key: str) -> Side | None:
    """The side that an address names; None when there is no such side."""
    kind, _, which = key.partition("-")
    if key == REGION.key:
        return REGION
    if kind == "gemeente":
        municipality = Municipality.objects.filter(code=which).first()
        return Side(municipality=municipality) if municipality else None
    is_number = kind == "partner" and which.isascii() and which.isdigit() and len(which) < 10
    organisation = Organisation.objects.filter(pk=which).first() if is_number else None
    return Side(organisation=organisation) if organisation else None


def may_answer_for(person: Person, side: Side) -> bool:
    return may(person, Permission.SCAN_ANSWER, ScanAnswer(**side.of_answer))


# --- what the page shows ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuestionShown:
    """One question: what the region says, who sees it otherwise, and what is done about it."""

    item: ScanItem
    answer: ScanAnswer | None  # of the region
    others: tuple[ScanAnswer, ...]
    before: ScanAnswer | None  # of the region, a year earlier
    mine: ScanAnswer | None  # of the side that the reader answers for
    actions: tuple[Action, ...]

    @property
    def state(self) -> str | None:
        return self.answer.state if self.answer else None

    @property
    def is_in_order(self) -> bool:
        return self.state == ScanState.IN_ORDER

    @property
    def differs(self) -> bool:
        return do_differ(each.state for each in (self.answer, *self.others) if each)

    @property
    def gap(self) -> ScanAnswer | None:
        """The answer from which an action may follow: of the region, or else of whoever misses something."""
        answers = [each for each in (self.answer, *self.others) if each and each.state != ScanState.IN_ORDER]
        return answers[0] if answers else None


@dataclass(frozen=True)
class BlockShown:
    block: BuildingBlock
    questions: tuple[QuestionShown, ...]  # those that the reader asked for
    tally: Tally
    before: Tally  # a year earlier

    @property
    def gained(self) -> int:
        return self.tally.in_order - self.before.in_order


@dataclass(frozen=True)
class SideShown:
    """How one side sees the four bouwstenen."""

    name: str
    tallies: tuple[Tally, ...]
    whole: Tally


@dataclass(frozen=True)
class Scan:
    year: int
    blocks: tuple[BlockShown, ...]
    sides: tuple[SideShown, ...]

    @property
    def tally(self) -> Tally:
        return together(block.tally for block in self.blocks)

    @property
    def has_questions(self) -> bool:
        return self.tally.total > 0

    @property
    def before(self) -> Tally:
        return together(block.before for block in self.blocks)

    @property
    def is_empty(self) -> bool:
        """No question is left of what the reader asked for."""
        return not any(block.questions for block in self.blocks)


def scan_of(year: int, person: Person, *, mine: Side | None, only: str = "") -> Scan:
    """The scan of a year; `mine` is the side that the reader answers for. In three queries."""
    items = list(ScanItem.objects.filter(Q(is_in_use=True) | Q(answers__year=year)).distinct())
    of_item = _answers_of(year, person)
    actions = _actions_of(year, person)
    shown = [_question(item, of_item[item.pk], year, mine, actions[item.pk]) for item in items]
    keep = {"open": lambda each: not each.is_in_order, "verschil": lambda each: each.differs}.get(only)
    blocks = []
    for block in BuildingBlock:
        of_block = [each for each in shown if each.item.building_block == block]
        now, before = (tally(each.state for each in of_block), tally(_state(each.before) for each in of_block))
        kept = tuple(each for each in of_block if keep is None or keep(each))
        blocks.append(BlockShown(block, kept, now, before))
    return Scan(year, tuple(blocks), tuple(_sides(shown)))


def _state(answer: ScanAnswer | None) -> str | None:
    return answer.state if answer else None


def _answers_of(year: int, person: Person) -> dict[int, list[ScanAnswer]]:
    found: dict[int, list[ScanAnswer]] = defaultdict(list)
    answers = ScanAnswer.objects.visible_to(person).filter(year__in=[year, year - 1])
    for answer in answers.select_related("municipality", "organisation", "answered_by"):
        found[answer.item_id].append(answer)
    return found


def _actions_of(year: int, person: Person) -> dict[int, tuple[Action, ...]]:
    """By question: what followed from what was missing, in this year or before."""
    origins = ActionOrigin.objects.filter(
        scan_answer__year__lte=year, action__in=Action.objects.visible_to(person).values("pk")
    )
    found: dict[int, dict[int, Action]] = defaultdict(dict)
    for origin in origins.select_related("action", "scan_answer"):
        if origin.scan_answer:
            found[origin.scan_answer.item_id][origin.action_id] = origin.action
    return defaultdict(tuple, {item: tuple(actions.values()) for item, actions in found.items()})


def _question(
    item: ScanItem, answers: list[ScanAnswer], year: int, mine: Side | None, actions: tuple[Action, ...]
) -> QuestionShown:
    now = [each for each in answers if each.year == year]
    others = sorted((each for each in now if not each.is_of_the_region), key=lambda each: each.side)
    own = [each for each in now if mine and (each.municipality, each.organisation) == tuple(mine.of_answer.values())]
    return QuestionShown(
        item=item,
        answer=next((each for each in now if each.is_of_the_region), None),
        others=tuple(others),
        before=next((each for each in answers if each.year < year and each.is_of_the_region), None),
        mine=own[0] if own else None,
        actions=actions,
    )


def _sides(questions: list[QuestionShown]) -> Iterable[SideShown]:
    """The region first, then municipalities and partners that answered something."""
    of_side: dict[tuple[bool, str], dict[int, str]] = defaultdict(dict)
    for each in questions:
        for answer in (each.answer, *each.others):
            if answer:
                of_side[not answer.is_of_the_region, answer.side][each.item.pk] = answer.state
    for (_, name), states in sorted(of_side.items()):
        tallies = tuple(
            tally(states.get(each.item.pk) for each in questions if each.item.building_block == block)
            for block in BuildingBlock
        )
        yield SideShown(name, tallies, together(tallies))


def years_answered(person: Person, day: date | None = None) -> list[int]:
    """This year, and every year of which there is an answer; the newest first."""
    years = ScanAnswer.objects.visible_to(person).order_by().values_list("year", flat=True).distinct()
    return sorted({*years, (day or today()).year}, reverse=True)

"""The page on which the coordinator picks and words what is asked, and the one that shows what was decided about it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from monitor.models import (
    EditionStage,
    QuestionReason,
    Report,
    ReportEdition,
    ReportQuestion,
    ReportStatus,
    SectionKind,
)
from monitor.reporting.live import Live
from monitor.reporting.proposals import Proposal, proposals_of
from monitor.reporting.question_flows import ChangedQuestionsError
from monitor.reporting.question_forms import OwnQuestionForm, QuestionForm
from network.history import Change, history_of
from network.models import Person
from network.policy import Permission, may
from partners.contents import Versus
from partners.models import Body, BodyKind

PER_PAGE = 25
SHOWN = "vraag"  # the keys of the questions that a sent form holds
REASON = "waarom"
_KEY = re.compile(r"[a-z]{1,20}:[1-9][0-9]{0,17}")


@dataclass
class Line:
    """One question, picked or proposed, with the form in which it is worded."""

    form: QuestionForm
    proposal: Proposal | None
    conflict: list[Versus] = field(default_factory=list)
    last_change: Change | None = None

    @property
    def question(self) -> ReportQuestion:
        question: ReportQuestion = self.form.instance
        return question

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def title(self) -> str:
        """As it stands in the box."""
        return str(self.form["title"].value() or "")

    @property
    def reason(self) -> str:
        return str(self.proposal.reason.label if self.proposal else self.question.get_reason_display())

    @property
    def is_over(self) -> bool:
        """The portal would no longer propose it."""
        return self.proposal is None and self.question.reason != QuestionReason.OWN


class QuestionPage:
    """What was picked, in order; below it what can be picked, a page at a time, and a box for one of their own."""

    def __init__(self, report: Report, data: QueryDict | None, query: QueryDict) -> None:
        self.report = report
        self.data = data
        self.query = query
        self.own = OwnQuestionForm(data)

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        return {each.key: each for each in proposals_of(Live(self.report))}

    @cached_property
    def stored(self) -> dict[str, ReportQuestion]:
        return {each.key: each for each in self.report.questions.select_related("decision")}

    @cached_property
    def _picked(self) -> list[str]:
        return [key for key, each in self.stored.items() if each.is_chosen]

    @cached_property
    def _to_pick(self) -> list[str]:
        """What the portal proposes, and what the coordinator thought of but left out."""
        own = [each.key for each in self.stored.values() if each.reason == QuestionReason.OWN and not each.is_chosen]
        picked = set(self._picked)
        return [*(key for key in self.proposals if key not in picked), *own]

    @cached_property
    def reasons(self) -> list[tuple[str, str, int]]:
        """By which reason the proposals can be narrowed, and how many there are of each."""
        counted: dict[QuestionReason, int] = {}
        for key in self._to_pick:
            counted[self._reason(key)] = counted.get(self._reason(key), 0) + 1
        return [(reason.value, str(reason.label), number) for reason, number in counted.items()]

    def _reason(self, key: str) -> QuestionReason:
        return self.proposals[key].reason if key in self.proposals else QuestionReason.OWN

    @property
    def path(self) -> str:
        return reverse("monitor:question-list", args=[self.report.pk])

    @property
    def conflicts(self) -> bool:
        return any(line.conflict for line in self.lines)

    @property
    def reason(self) -> str:
        """The chosen one, or nothing."""
        asked = self.query.get(REASON, "")
        return asked if asked in QuestionReason.values else ""

    @cached_property
    def page(self) -> Page[str]:
        narrowed = [key for key in self._to_pick if not self.reason or self._reason(key) == self.reason]
        return Paginator(narrowed, PER_PAGE).get_page(self.query.get("pagina"))

    @cached_property
    def _sent(self) -> list[str] | None:
        """The keys in the form that was sent; None when nothing was."""
        if self.data is None:
            return None
        return [key for key in dict.fromkeys(self.data.getlist(SHOWN)) if _KEY.fullmatch(key)]

    @cached_property
    def picked(self) -> list[Line]:
        keys = self._picked if self._sent is None else [key for key in self._picked if key in self._sent]
        return self._lines(keys)

    @cached_property
    def offered(self) -> list[Line]:
        """Of what was sent and is not stored no more than a page holds."""
        if self._sent is None:
            return self._lines(self.page)
        stored = [key for key in self._sent if key in self.stored and not self.stored[key].is_chosen]
        return self._lines([*stored, *[key for key in self._sent if key not in self.stored][:PER_PAGE]])

    def _lines(self, keys: Iterable[str]) -> list[Line]:
        return [Line(QuestionForm(self.data, instance=self._question(key)), self.proposals.get(key)) for key in keys]

    def _question(self, key: str) -> ReportQuestion:
        if key in self.stored:
            return self.stored[key]
        proposal = self.proposals.get(key)
        if proposal is None:  # it stopped while somebody was typing: what was typed is theirs
            return ReportQuestion(report=self.report, key=key, reason=QuestionReason.OWN)
        return ReportQuestion(
            report=self.report, key=key, reason=proposal.reason, title=proposal.title, text=proposal.text
        )

    @property
    def lines(self) -> list[Line]:
        return [*self.picked, *self.offered]

    # --- after sending ------------------------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Every form is read, so that all that is wrong is told at once."""
        answers = [form.is_valid() for form in self]
        return all(answers)

    @property
    def changed(self) -> list[QuestionForm]:
        return [each.form for each in self.lines if each.form.has_changed()]

    def show(self, meanwhile: ChangedQuestionsError) -> None:
        """Both texts of what two people changed, in forms that start from what is stored by now."""
        for line in self.lines:
            if found := meanwhile.both.get(line.key):
                line.conflict = line.form.differences_with(found.stored, found.fields)
                line.last_change = next(iter(history_of(found.stored, limit=1)), None)
                line.form = line.form.having_seen(found.stored)

    # What the summary of errors asks of a set of forms.

    def __iter__(self) -> Iterator[QuestionForm | OwnQuestionForm]:
        yield from (line.form for line in self.lines)
        yield self.own

    @property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self)

    non_form_errors = ()


# --- what was decided ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answers:
    """The questions of a report that was offered or adopted, each with its decision."""

    questions: Sequence[ReportQuestion]
    may_record: bool


def answers_of(report: Report, person: Person) -> Answers:
    questions = report.questions.chosen().select_related("decision__body")
    return Answers(list(questions), may_record=not report.is_draft and may_answer(report, person))


def may_read_answers(report: Report, person: Person) -> bool:
    """Who was given an older draft saw other questions, or none: only who reads the version that lies there."""
    return reports_that_ask(person).filter(pk=report.pk).exists() or may_answer(report, person)


def reports_that_ask(person: Person) -> QuerySet[Report]:
    """Whose questions this person may read: of what was offered or adopted, in that very version."""
    if may(person, Permission.REPORT_MAKE):
        return Report.objects.all()
    asking = ReportEdition.objects.finished().filter(stage__in=[EditionStage.OFFERED, EditionStage.ADOPTED])
    newest = asking.order_by("report_id", "-version").distinct("report_id").values("pk")
    seen = ReportEdition.objects.visible_to(person).filter(pk__in=newest)
    return Report.objects.exclude(status=ReportStatus.DRAFT).filter(pk__in=seen.values("report"))


def may_answer(report: Report, person: Person) -> bool:
    body = body_of(report)
    return body is not None and may(person, Permission.DECISION_RECORD, body)


def body_of(report: Report) -> Body | None:
    """Who decides about it: the body that discusses it, and the stuurgroep as long as nobody said when."""
    if report.meeting:
        return report.meeting.body
    return Body.objects.not_over().filter(kind=BodyKind.STEERING_GROUP).in_order().first()


def asks_questions(report: Report) -> bool:
    """Whether it has the section; once it is offered, whether that was in it."""
    sections = report.sections.filter(kind=SectionKind.QUESTIONS)
    return sections.exists() if report.is_draft else sections.filter(is_included=True).exists()

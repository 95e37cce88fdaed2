"""Everything that the page of one action shows."""

from dataclasses import dataclass, replace
from datetime import date

from actionplan.action_completeness import missing_parts
from actionplan.action_history import history_of_action
from actionplan.contributions import ContributionShown, contributions_shown
from actionplan.drawings import BandDrawing, draw_band
from actionplan.lasting import EmbeddingShown, embeddings_shown
from actionplan.listing import result_of
from actionplan.models import (
    STALE,
    Action,
    ActionComment,
    ActionDocument,
    ActionTarget,
    BudgetLine,
    Milestone,
    StatusReport,
)
from actionplan.origins import OriginShown, origins_of
from actionplan.progress import SMALL_COUNT, Result
from actionplan.successes import SuccessShown, successes_of
from network.dutch import NOT_FILLED_IN, long_date
from network.history import Change
from network.models import Person
from network.policy import Permission, may
from partners.models import Organisation

CHANGES_AT_ONCE = 10


@dataclass(frozen=True)
class Counted:
    """What was reached by a day."""

    measured_on: date
    figure: str  # «4 trajecten», or words where the number stays hidden


@dataclass(frozen=True)
class ResultShown:
    target: ActionTarget
    result: Result
    band: BandDrawing | None
    counts: tuple[Counted, ...]  # every count, newest first; empty while there is at most one

    @property
    def note(self) -> str:
        return self.target.note

    @property
    def measured_on(self) -> date | None:
        return self.target.measured_on


@dataclass(frozen=True)
class CommentShown:
    comment: ActionComment
    may_remove: bool


@dataclass(frozen=True)
class MilestoneShown:
    milestone: Milestone
    is_achieved: bool
    is_late: bool

    @property
    def state(self) -> str:
        return "done" if self.is_achieved else "late" if self.is_late else "open"


@dataclass(frozen=True)
class Dossier:
    """An action with its newest report, results, milestones, money and history, as one person may see them."""

    action: Action  # read with_light()
    report: StatusReport | None
    earlier: tuple[StatusReport, ...]  # newest first
    is_late: bool
    results: tuple[ResultShown, ...]
    milestones: tuple[MilestoneShown, ...]
    budget: tuple[BudgetLine, ...]
    embeddings: tuple[EmbeddingShown, ...]
    partners: tuple[Organisation, ...]
    contributions: tuple[ContributionShown, ...]
    successes: tuple[SuccessShown, ...]  # newest first
    origins: tuple[OriginShown, ...]
    comments: tuple[CommentShown, ...]  # oldest first
    documents: tuple[ActionDocument, ...]
    missing: tuple[tuple[str, str], ...]  # what it lacks and where that is filled in
    changes: tuple[Change, ...]

    small_count = SMALL_COUNT

    @property
    def newest_changes(self) -> tuple[Change, ...]:
        return self.changes[:CHANGES_AT_ONCE]

    @property
    def older_changes(self) -> tuple[Change, ...]:
        return self.changes[CHANGES_AT_ONCE:]

    @property
    def is_stale(self) -> bool:
        return self.action.light == STALE

    @property
    def groups_in_words(self) -> str:
        """«3 doelgroepen», or nothing when counting twice is no question."""
        number = len(self.action.target_groups.all())
        return f"{number} doelgroepen" if number > 1 else ""

    @property
    def planning(self) -> str:
        """1 januari 2026 tot en met 31 december 2026"""
        if self.action.starts_on and self.action.ends_on:
            return f"{long_date(self.action.starts_on)} tot en met {long_date(self.action.ends_on)}"
        if self.action.ends_on:
            return f"tot en met {long_date(self.action.ends_on)}"
        return f"vanaf {long_date(self.action.starts_on)}" if self.action.starts_on else NOT_FILLED_IN

    @property
    def hides_counts(self) -> bool:
        """Somewhere a small number of persons is told in words only."""
        return any(shown.result.is_known and not shown.result.is_exact for shown in self.results)

    @property
    def tells_small_counts(self) -> bool:
        return any(shown.result.is_small and shown.result.is_exact for shown in self.results)


def dossier_of(action: Action, person: Person, on: date) -> Dossier:
    """`action` was read with_light() on the same day, with its targets with_reached() and what was counted for them."""
    reports = list(action.status_reports.select_related("reported_by").oldest_first())
    newest = next((report for report in reports if report.pk == action.report_id), None)
    return Dossier(
        action=action,
        report=newest,
        earlier=tuple(report for report in reversed(reports) if report != newest),
        is_late=action.is_late(on),
        results=tuple(_result(target, person) for target in action.targets.all()),
        milestones=tuple(
            MilestoneShown(each, each.is_achieved(on), each.is_late(on)) for each in action.milestones.all()
        ),
        budget=tuple(action.budget_lines.visible_to(person).select_related("organisation", "source")),
        embeddings=tuple(embeddings_shown(action.embeddings.visible_to(person).with_names(), person, on)),
        partners=tuple(action.partner_organisations.all()),
        contributions=contributions_shown(action, person),
        successes=tuple(successes_of(action, person)),
        origins=tuple(origins_of(action, person)),
        comments=tuple(_comment(each, person) for each in action.comments.select_related("person")),
        documents=tuple(action.documents.all()),
        missing=tuple((part.label, part.address(action)) for part in missing_parts(action)),
        changes=tuple(
            history_of_action(action, reports, may_see_counts=may(person, Permission.RESULT_COUNT_VIEW, action))
        ),
    )


def _result(target: ActionTarget, person: Person) -> ResultShown:
    result = result_of(target, person)
    counts = [
        Counted(each.measured_on, replace(result, band=replace(result.band, value=each.value)).figure)
        for each in target.realisations.all()
    ]
    return ResultShown(target, result, draw_band(result), tuple(counts) if len(counts) > 1 else ())


def _comment(comment: ActionComment, person: Person) -> CommentShown:
    return CommentShown(comment, may(person, Permission.ACTION_COMMENT_REMOVE, comment))

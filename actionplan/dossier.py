"""Everything that the page of one action shows."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from actionplan.action_completeness import missing_parts, remember_things
from actionplan.action_history import changes_told, pasts_of_parts
from actionplan.contributions import ContributionShown, contribution_shown
from actionplan.drawings import BandDrawing, draw_band
from actionplan.lasting import EmbeddingShown, embeddings_shown
from actionplan.listing import result_of
from actionplan.models import (
    STALE,
    Action,
    ActionComment,
    ActionDocument,
    ActionOrigin,
    ActionTarget,
    BudgetLine,
    Contribution,
    Embedding,
    Milestone,
    StatusReport,
    Success,
    TargetGroup,
    Training,
)
from actionplan.origins import OriginShown, origins_shown, origins_with_things
from actionplan.progress import SMALL_COUNT, Result
from actionplan.successes import SuccessShown, shown
from network import together
from network.dutch import NOT_FILLED_IN, long_date
from network.history import Change, past_of, telling
from network.models import Person
from network.policy import Permission, may
from partners.models import Organisation
from partners.parts import Part, tellers_of

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
    target_groups: tuple[TargetGroup, ...]
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
    trainings: tuple[Training, ...]
    ties: tuple[Part, ...]  # without what is empty and not for this person to fill
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
        number = len(self.target_groups)
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
    """`action` was read with_light() on the same day. What its parts hold comes with one question."""
    ties = tellers_of(action, person, on)
    may_see_counts = may(person, Permission.RESULT_COUNT_VIEW, action)
    told = together.together(
        rows=_rows(action, person, on),
        own=telling(past_of(action)),
        parts=telling(*pasts_of_parts(action, may_see_counts=may_see_counts)),
        **ties,
    )
    rows: _Rows = told["rows"]
    newest = next((report for report in rows.reports if report.pk == action.report_id), None)
    remember_things(
        action,
        target_groups=rows.target_groups,
        partner_organisations=rows.partners,
        municipalities=rows.contributions,
        targets=rows.targets,
        milestones=rows.milestones,
    )
    return Dossier(
        action=action,
        target_groups=tuple(rows.target_groups),
        report=newest,
        earlier=tuple(report for report in reversed(list(rows.reports)) if report != newest),
        is_late=action.is_late(on),
        results=tuple(_result(target, person) for target in rows.targets),
        milestones=tuple(MilestoneShown(each, each.is_achieved(on), each.is_late(on)) for each in rows.milestones),
        budget=tuple(rows.budget),
        embeddings=tuple(embeddings_shown(rows.embeddings, person, on)),
        partners=tuple(rows.partners),
        contributions=tuple(contribution_shown(each, person) for each in rows.contributions),
        successes=tuple(shown(rows.successes, person)),
        origins=tuple(origins_shown(rows.origins, person)),
        comments=tuple(_comment(each, person) for each in rows.comments),
        documents=tuple(rows.documents),
        trainings=tuple(rows.trainings),
        ties=tuple(part for name in ties if (part := told[name]).items or part.add),
        missing=tuple((part.label, part.address(action)) for part in missing_parts(action)),
        changes=tuple(changes_told(rows.reports, told["own"], told["parts"])),
    )


@dataclass(frozen=True)
class _Rows:
    """What the database holds of an action beside its own row."""

    target_groups: "QuerySet[TargetGroup]"
    reports: "QuerySet[StatusReport]"  # oldest first
    targets: "QuerySet[ActionTarget]"
    milestones: "QuerySet[Milestone]"
    budget: "QuerySet[BudgetLine]"
    embeddings: "QuerySet[Embedding]"
    partners: "QuerySet[Organisation]"
    contributions: "QuerySet[Contribution]"  # by name of the municipality
    successes: "QuerySet[Success]"
    origins: "QuerySet[ActionOrigin]"
    comments: "QuerySet[ActionComment]"
    documents: "QuerySet[ActionDocument]"
    trainings: "QuerySet[Training]"


def _rows(action: Action, person: Person, on: date) -> together.Part[_Rows]:
    rows = _Rows(
        target_groups=action.target_groups.all(),
        reports=action.status_reports.select_related("reported_by").oldest_first(),
        targets=action.targets.with_reached(on).prefetch_related("realisations"),
        milestones=action.milestones.all(),
        budget=action.budget_lines.visible_to(person).select_related("organisation", "source"),
        embeddings=action.embeddings.visible_to(person).with_names(),
        partners=action.partner_organisations.all(),
        contributions=action.contributions.select_related("municipality"),
        successes=Success.objects.visible_to(person).newest_first().filter(action=action),
        origins=origins_with_things(action),
        comments=action.comments.select_related("person"),
        documents=action.documents.all(),
        trainings=action.trainings.all(),
    )
    yield together.fetch(*vars(rows).values())
    return rows


def _result(target: ActionTarget, person: Person) -> ResultShown:
    result = result_of(target, person)
    counts = [
        Counted(each.measured_on, replace(result, band=replace(result.band, value=each.value)).figure)
        for each in target.realisations.all()
    ]
    return ResultShown(target, result, draw_band(result), tuple(counts) if len(counts) > 1 else ())


def _comment(comment: ActionComment, person: Person) -> CommentShown:
    return CommentShown(comment, may(person, Permission.ACTION_COMMENT_REMOVE, comment))

"""Everything that the page of one action shows."""

from dataclasses import dataclass
from datetime import date

from actionplan.contributions import ContributionShown, contributions_shown, history_of_contributions
from actionplan.drawings import BandDrawing, draw_band
from actionplan.listing import result_of
from actionplan.models import (
    STALE,
    Action,
    ActionTarget,
    ActionTargetGroup,
    BudgetLine,
    Milestone,
    StatusReport,
)
from actionplan.origins import OriginShown, origins_of
from actionplan.progress import SMALL_COUNT, Result
from actionplan.successes import SuccessShown, successes_of
from network.dutch import NOT_FILLED_IN, long_date
from network.history import Change, history_of, history_of_links, successive_changes
from network.models import Person
from partners.models import Organisation


@dataclass(frozen=True)
class ResultShown:
    result: Result
    band: BandDrawing | None
    note: str
    measured_on: date | None


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
    partners: tuple[Organisation, ...]
    contributions: tuple[ContributionShown, ...]
    successes: tuple[SuccessShown, ...]  # newest first
    origins: tuple[OriginShown, ...]
    changes: tuple[Change, ...]

    small_count = SMALL_COUNT

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
    """`action` was read with_light() on the same day."""
    reports = list(action.status_reports.select_related("reported_by").oldest_first())
    newest = next((report for report in reports if report.pk == action.report_id), None)
    return Dossier(
        action=action,
        report=newest,
        earlier=tuple(report for report in reversed(reports) if report != newest),
        is_late=action.is_late(on),
        results=tuple(_result(target, person) for target in action.targets.with_reached(on)),
        milestones=tuple(
            MilestoneShown(each, each.is_achieved(on), each.is_late(on)) for each in action.milestones.all()
        ),
        budget=tuple(action.budget_lines.visible_to(person).select_related("organisation", "source")),
        partners=tuple(action.partner_organisations.all()),
        contributions=contributions_shown(action, person),
        successes=tuple(successes_of(action, person)),
        origins=tuple(origins_of(action, person)),
        changes=tuple(_history(action, reports)),
    )


def _result(target: ActionTarget, person: Person) -> ResultShown:
    result = result_of(target, person)
    return ResultShown(result, draw_band(result), target.note, target.measured_on)


def _history(action: Action, reports: list[StatusReport]) -> list[Change]:
    lights = successive_changes(
        reports, "light", who="reported_by", when="recorded_at", why=lambda report: report.cause
    )
    own = history_of(action)
    links = [
        *history_of_links(ActionTargetGroup, "target_group", label="doelgroepen", action=action),
        *history_of_contributions(action),
    ]
    added = {(change.who, change.when) for change in own if change.kind == "toegevoegd"}
    # What came with the action is no change.
    changed_links = [change for change in links if (change.who, change.when) not in added]
    return sorted([*lights, *changed_links, *own], key=lambda change: change.when, reverse=True)

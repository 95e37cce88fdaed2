"""An evaluation as its page shows it: the verdicts, and what is still missing before it can be closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actionplan.goal_tree import goal_tree_in_numbers
from actionplan.models import Ambition, Evaluation, Outcome, Verdict
from actionplan.progress import RolledUp
from network.dates import today
from network.together import fetch_together
from partners.models import Organisation
from partners.register import Participation, Turnover, participations, turnover_in

BADGES = {Outcome.REALISED: "ok", Outcome.PARTLY: "warn", Outcome.NOT_REALISED: "stop"}


@dataclass(frozen=True)
class VerdictShown:
    """What came of an ambition, beside how far its goals are."""

    verdict: Verdict
    progress: RolledUp

    @property
    def in_words(self) -> str:
        return str(self.verdict.get_outcome_display() or "nog geen oordeel").capitalize()

    @property
    def badge(self) -> str:
        return BADGES[Outcome(self.verdict.outcome)] if self.verdict.outcome else "wait"


@dataclass(frozen=True)
class EvaluationShown:
    evaluation: Evaluation
    verdicts: tuple[VerdictShown, ...]
    new_ambitions: tuple[Ambition, ...]
    turnover: Turnover  # the partners that came and went in that year

    @property
    def missing(self) -> int:
        """How many ambitions still have no verdict."""
        return sum(not each.verdict.outcome for each in self.verdicts)


def evaluation_shown(
    evaluation: Evaluation, on: date | None = None, periods: Iterable[Participation] | None = None
) -> EvaluationShown:
    """With what its goals and the network were on the last day of the year, or on that day when the year goes on.

    `periods` are those of the partners of the network, where they were read already.
    """
    verdicts, ambitions = evaluation.verdicts.select_related("ambition__plan"), evaluation.new_ambitions.all()
    fetch_together(verdicts, ambitions)
    last = min(date(evaluation.year, 12, 31), on or today())
    trees = [goal_tree_in_numbers(plan, last) for plan in {verdict.ambition.plan for verdict in verdicts}]
    progress = {each.ambition.pk: each.progress for tree in trees for each in tree.ambitions}
    years = turnover_in(participations(Organisation.objects.standing()) if periods is None else periods, until=last)
    return EvaluationShown(
        evaluation,
        tuple(VerdictShown(verdict, progress.get(verdict.ambition_id, RolledUp())) for verdict in verdicts),
        tuple(ambitions),
        next((each for each in years if each.year == evaluation.year), Turnover(evaluation.year)),
    )

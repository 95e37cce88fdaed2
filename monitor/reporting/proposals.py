"""What the portal proposes to ask the stuurgroep: what stands on red, is stuck, late, unpaid, running out or not kept.

Each thing gives one proposal, for its most urgent reason, with a key that stays the same as long as the thing exists.
Confidential agreements are never proposed: a report is read by people who may not know that they exist.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Model, Q, Sum
from django.shortcuts import resolve_url
from django.urls import reverse

from actionplan.lasting import MoneyEnds, money_that_ends
from actionplan.models import STALE, ActionOrigin, BudgetChoice, BudgetLine, FundingSource, Light, Milestone, Plan
from actionplan.reading import ReportedAction
from monitor.models import QuestionReason
from monitor.reporting.sections import WORDS
from network.dutch import enumeration, euro, long_date
from partners.life_cycle import AgreementStatus
from partners.models import Agreement, CareService
from partners.upkeep import to_confirm

if TYPE_CHECKING:
    from monitor.reporting.live import Live

MOST_CHARACTERS = 200  # of a question
MOST_OF_A_TEXT = 1500


@dataclass(frozen=True)
class Proposal:
    """A question that the portal proposes, in words that the coordinator can change."""

    key: str  # «action:12»
    reason: QuestionReason
    title: str
    why: str
    about: Model | str  # what it leads to: a thing with a page, or an address
    text: str = ""

    @property
    def url(self) -> str:
        """Looked up when it is shown: of thousands of proposals a page shows a few."""
        return resolve_url(self.about)


@dataclass(frozen=True)
class Facts:
    """What may be wrong with an action on the reference date, apart from its light."""

    was_amber: bool = False  # in the report before this one
    bottleneck: str = ""  # an open one that it follows from
    missed: str = ""  # a milestone
    missed_on: date | None = None
    refused: tuple[Decimal, Decimal] | None = None  # asked and granted, where less was granted
    money_ends: MoneyEnds | None = None


NOTHING_WRONG = Facts()


def proposals_of(live: "Live") -> list[Proposal]:
    """The most urgent first; in a number of queries that doesn't grow with the plan."""
    by_reason: dict[QuestionReason, list[Proposal]] = defaultdict(list)
    for proposal in _about_actions(live):
        by_reason[proposal.reason].append(proposal)
    asked_first = (by_reason.pop(QuestionReason.RED, []), _shortfalls(live.plan), _bottlenecks(live))
    rest = (
        *by_reason[QuestionReason.BLOCKED],
        *by_reason[QuestionReason.LATE],
        *by_reason[QuestionReason.UNFUNDED],
        *_agreements(live.on),
        *by_reason[QuestionReason.STALE],
        *_unconfirmed(live.on),
    )
    return [*(each for found in asked_first for each in found), *rest]


# --- actions --------------------------------------------------------------------------------------------------------


def _about_actions(live: "Live") -> Iterator[Proposal]:
    if live.plan is None:
        return
    facts = _facts(live, live.plan)
    for each in live.in_order_of_the_plan:
        if proposal := about_action(each, facts.get(each.action.pk, NOTHING_WRONG), live.on):
            yield proposal


def about_action(each: ReportedAction, facts: Facts, on: date) -> Proposal | None:
    """The most urgent of what is wrong with an action, or nothing. What was completed asks nothing any more."""
    action, light = each.action, each.light
    if action.completed_on is not None and action.completed_on <= on:
        return None

    is_amber = light == Light.AMBER
    cause = each.report.cause if each.report and is_amber else ""  # of red the section tells it by itself

    def ask(reason: QuestionReason, title: str, why: str) -> Proposal:
        return Proposal(
            key=f"action:{action.pk}",
            reason=reason,
            title=title,
            why=f"{WORDS[light].capitalize()}. {why}" if is_amber else why,
            about=action,
            text=_cut(cause, MOST_OF_A_TEXT),
        )

    stuck = f"Knelpunt: {facts.bottleneck}." if facts.bottleneck else ""
    if light == Light.RED:
        title = fitting("Besluiten hoe het verder gaat met ", str(action))
        return ask(QuestionReason.RED, title, stuck or f"Trekker is {action.lead_organisation}.")
    if light == Light.AMBER and (stuck or facts.was_amber):
        title = fitting("Bespreken wat deze actie tegenhoudt: ", str(action))
        return ask(QuestionReason.BLOCKED, title, stuck or "Dat was in de vorige rapportage ook zo.")
    if late := _late(each, facts, on):
        return ask(QuestionReason.LATE, fitting("Kennisnemen van de vertraging bij ", str(action)), late)
    if facts.refused:
        asked, granted = facts.refused
        why = f"Gevraagd is {euro(asked)}, toegekend is {euro(granted)}."
        return ask(QuestionReason.UNFUNDED, fitting("Besluiten over het geld voor ", str(action)), why)
    if ends := facts.money_ends:
        title = fitting("Besluiten hoe ", str(action), " doorgaat zonder tijdelijk geld")
        verb = "is gestopt" if ends.has_stopped else "stopt"
        return ask(
            QuestionReason.UNFUNDED, title, f"Het geld {verb} op {long_date(ends.ends_on)}, en er is niets geborgd."
        )
    if light == STALE and each.report:
        title = fitting(f"{action.lead_organisation} vragen om ", str(action), " bij te werken")
        return ask(QuestionReason.STALE, title, f"{(on - each.report.reported_on).days} dagen niet bijgewerkt.")
    return None


def _late(each: ReportedAction, facts: Facts, on: date) -> str:
    """Past its end, or a milestone missed; or nothing."""
    if each.action.is_late(on) and each.action.ends_on:
        return f"De actie moest klaar zijn op {long_date(each.action.ends_on)}."
    if facts.missed and facts.missed_on:
        return f"Mijlpaal «{facts.missed}» stond gepland op {long_date(facts.missed_on)}."
    return ""


def fitting(before: str, name: str, after: str = "") -> str:
    """The name in these words, shortened where both together are too long for a question."""
    room = max(MOST_CHARACTERS - len(before) - len(after), 1)
    return _cut(f"{before}{_cut(name, room)}{after}", MOST_CHARACTERS)


def _cut(text: str, most: int) -> str:
    """By characters as the database counts them; a tenth of what Django's own takes, and a plan has many texts."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _facts(live: "Live", plan: Plan) -> dict[int, Facts]:
    """By the id of the action; each question is asked once for all actions."""
    before = live.previous.actions if live.previous else {}
    bottlenecks = _open_bottlenecks(plan, live.on)
    missed = _missed_milestones(plan, live.on)
    refused = _refused(plan)
    ending = {each.action.pk: each for each in money_that_ends(plan, live.on)}
    found: dict[int, Facts] = {}
    for pk in {*before, *bottlenecks, *missed, *refused, *ending}:
        title, day = missed.get(pk, ("", None))
        found[pk] = Facts(
            was_amber=pk in before and before[pk].light == Light.AMBER,
            bottleneck=bottlenecks.get(pk, ""),
            missed=title,
            missed_on=day,
            refused=refused.get(pk),
            money_ends=ending.get(pk),
        )
    return found


def _open_bottlenecks(plan: Plan, on: date) -> dict[int, str]:
    """The oldest one that was not closed yet on that day."""
    is_open = Q(bottleneck__closed_on__isnull=True) | Q(bottleneck__closed_on__gt=on)
    origins = ActionOrigin.objects.filter(is_open, action__plan=plan, bottleneck__raised_on__lte=on)
    newest_first = origins.order_by("-bottleneck__raised_on", "-bottleneck")
    return dict(newest_first.values_list("action", "bottleneck__title"))


def _missed_milestones(plan: Plan, on: date) -> dict[int, tuple[str, date]]:
    """The one that should have been reached longest ago."""
    late = Milestone.objects.of_plan(plan, on).late(on).order_by("-planned_on", "-pk")
    return {action: (title, day) for action, title, day in late.values_list("action", "title", "planned_on") if day}


def _refused(plan: Plan) -> dict[int, tuple[Decimal, Decimal]]:
    """What was asked and granted for actions that got less, without a choice about it."""
    got_less = BudgetLine.objects.filter(
        action__plan=plan, amount_granted__lt=F("amount_requested"), choice__isnull=True
    )
    summed = got_less.order_by().values_list("action").annotate(Sum("amount_requested"), Sum("amount_granted"))
    return {action: (asked, granted) for action, asked, granted in summed}


# --- money, bottlenecks, agreements, the sociale kaart ------------------------------------------------------------


def _shortfalls(plan: Plan | None) -> Iterator[Proposal]:
    """Of each source that is asked for more than it has."""
    if plan is None:
        return
    sources = FundingSource.objects.asked_for_plan(plan).filter(amount_available__isnull=False)
    asked = BudgetLine.objects.filter(source__in=sources.values("pk"), amount_requested__isnull=False)
    totals = dict(asked.order_by().values_list("source").annotate(Sum("amount_requested")))
    choices: dict[int | None, list[BudgetChoice]] = defaultdict(list)
    for choice in BudgetChoice.objects.filter(line__in=asked.values("pk")).select_related("line").order_by("line"):
        choices[choice.line.source_id].append(choice)
    for source in sources:
        short = totals.get(source.pk, Decimal()) - (source.amount_available or Decimal())
        if short > 0:
            yield Proposal(
                key=f"source:{source.pk}",
                reason=QuestionReason.UNFUNDED,
                title=f"Besluiten over het tekort van {euro(short)}",
                why=f"{source}: gevraagd is {euro(totals[source.pk])}, beschikbaar is {euro(source.amount_available)}.",
                about=f"{reverse('actionplan:finance')}?bron={source.pk}",
                text=_cut(proposed_choices(choices[source.pk], short), MOST_OF_A_TEXT),
            )


def proposed_choices(choices: Iterable[BudgetChoice], short: Decimal) -> str:
    """«Voorstel: Lotgenotengroep doorschuiven naar 2022 (€ 4.355). Daarna is nog € 21.812 te dekken.»"""
    chosen = list(choices)
    if not chosen:
        return ""
    named = [f"{each.line.description} {_lower(each.in_words)} ({euro(each.amount_less)})" for each in chosen]
    left = short - sum((each.amount_less for each in chosen), Decimal())
    ends = f"Daarna is nog {euro(left)} te dekken." if left > 0 else "Daarmee is het tekort gedekt."
    return f"Voorstel: {enumeration(named)}. {ends}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _bottlenecks(live: "Live") -> Iterator[Proposal]:
    """Escalated, and nothing decided yet; the oldest first."""
    waiting = [each for each in live.bottlenecks if each.asks_a_decision and each.decision is None]
    for each in sorted(waiting, key=lambda each: (each.since, each.bottleneck.pk)):
        yield Proposal(
            key=f"bottleneck:{each.bottleneck.pk}",
            reason=QuestionReason.BOTTLENECK,
            title=fitting("Besluiten over het knelpunt «", each.bottleneck.title, "»"),
            why=f"Geëscaleerd op {long_date(each.since)}, ligt bij {each.steps[-1].body}.",
            about=each.bottleneck,
            text=_cut(each.bottleneck.asked, MOST_OF_A_TEXT),
        )


def _agreements(on: date) -> Iterator[Proposal]:
    """Those that run out within three months without one that comes after them, and those that wait for a signature."""
    found = Agreement.objects.of_status(AgreementStatus.EXPIRING, AgreementStatus.TO_SIGN, day=on)
    open_ones = found.filter(is_confidential=False, offered_on__lte=on, superseded_by__isnull=True)
    for each in open_ones.with_signing().order_by(F("last_day"), "title", "pk"):
        key = f"agreement:{each.pk}"
        if each.status_on(on) == AgreementStatus.EXPIRING:
            title = fitting("Besluiten of «", each.title, "» verder loopt")
            why = f"De overeenkomst loopt af op {long_date(each.terms.last_day)}."
        else:
            signed, named = each.signing
            target = f", streefdatum {long_date(each.sign_by)}" if each.sign_by else ""
            title = fitting("De ondertekening van «", each.title, "» bespreken")
            why = f"{signed} van {named} ondertekend{target}."
        yield Proposal(key, QuestionReason.AGREEMENT, title, why, each)


def _unconfirmed(on: date) -> Iterator[Proposal]:
    """One per partner, however much of its offer is not confirmed in time; who has most of it first."""
    late = to_confirm(CareService.objects.published(on), on).order_by()
    by_partner = late.values_list("organisation", "organisation__name").annotate(number=Count("pk"))
    for pk, name, number in by_partner.order_by("-number", "organisation__name", "organisation"):
        yield Proposal(
            key=f"entries:{pk}",
            reason=QuestionReason.ENTRY,
            title=fitting("", name, " vragen om het aanbod in de sociale kaart te bevestigen"),
            why=f"{number} keer aanbod is niet op tijd bevestigd.",
            about=reverse("partners:organisation-detail", args=[pk]),
        )

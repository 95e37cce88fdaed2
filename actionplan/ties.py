"""What an action is tied to, on its own page: methods and campaigns, agreements, adjoining policy, and decisions that
changed it; and on the page of a decision what changed because of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from actionplan.library import days_of
from actionplan.models import Action, AdjoiningPolicy, AwarenessCampaign, Intervention
from network import together
from network.dutch import long_date
from network.history import Change, changes_between, names_of_people
from network.models import Person
from network.policy import Permission, may
from partners.life_cycle import AgreementStatus
from partners.models import Agreement, Decision
from partners.parts import Part, PartItem, Telling, part_of

MOST_TO_TELL = 50
OTHERS = "voor wie de actie is of wie eraan meedoet"  # what stands in rows of its own


def _choose(words: str, action: Action, person: Person, *, field: str) -> tuple[str, str] | None:
    address = reverse("actionplan:action-links-edit", args=[action.pk])
    return (words, f"{address}#id_{field}") if _may_tie(action, person) else None


def _may_tie(action: Action, person: Person) -> bool:
    return action.plan.may_still_change and may(person, Permission.ACTION_EDIT, action)


@part_of(Action)
def methods_of(action: Action, person: Person, day: date) -> Telling:
    """Erkend: NJi, niveau goed onderbouwd, nagekeken op 3 mei 2026"""
    interventions, campaigns = action.interventions.all(), action.campaigns.all()
    yield together.fetch(interventions, campaigns)
    return Part(
        "Interventies en campagnes",
        [*_interventions(interventions), *_campaigns(campaigns)],
        _choose("Interventies en campagnes kiezen", action, person, field="interventions"),
        empty="Nog geen interventie of landelijke campagne gekozen.",
    )


def _interventions(interventions: Iterable[Intervention]) -> Iterator[PartItem]:
    for each in interventions:
        checked = f", nagekeken op {long_date(each.checked_on)}" if each.checked_on else ""
        library = f"{reverse('actionplan:intervention-list')}#interventie-{each.pk}"
        yield PartItem(each.name, f"{each.recognition_in_words}{checked}", each.url or library)


def _campaigns(campaigns: Iterable[AwarenessCampaign]) -> Iterator[PartItem]:
    for each in campaigns:
        library = f"{reverse('actionplan:intervention-list')}#campagne-{each.pk}"
        yield PartItem(each.name, f"Landelijke campagne, {days_of(each)}", each.url or library)


@part_of(Action)
def agreements_of(action: Action, person: Person, day: date) -> Telling:
    """As far as the person may see them."""
    bound_by = Agreement.objects.visible_to(person).filter(action_links__action=action).with_status(day)
    yield together.fetch(bound_by)
    lines = [
        PartItem(each.title, f"{each.get_kind_display()}, {_status_of(each)}", each.get_absolute_url())
        for each in bound_by
    ]
    choose = _choose("Overeenkomsten kiezen", action, person, field="agreements")
    return Part("Overeenkomsten", lines, choose, empty="Nog aan geen overeenkomst gekoppeld.")


def _status_of(agreement: Any) -> str:
    """Of one that was read with_status()."""
    return str(AgreementStatus(agreement.status).label)


@part_of(Agreement)
def actions_bound_by(agreement: Agreement, person: Person, day: date) -> Telling:
    actions = Action.objects.visible_to(person).filter(agreement_links__agreement=agreement)
    actions = actions.select_related("lead_organisation")
    yield together.fetch(actions)
    lines = [PartItem(str(each), f"trekker is {each.lead_organisation}", each.get_absolute_url()) for each in actions]
    return Part("Acties in het plan", lines, empty="Er is nog geen actie aan gekoppeld.")


@part_of(Action)
def policies_of(action: Action, person: Person, day: date) -> Telling:
    connections = action.policy_connections.select_related("policy__owner")
    yield together.fetch(connections)
    lines = [_policy_line(each.policy, each.note) for each in connections]
    may_connect = _may_tie(action, person)
    add = ("Naar het aanpalend beleid", reverse("actionplan:adjoining-policy-list")) if may_connect else None
    return Part("Aanpalend beleid", lines, add, empty="Nog geen verbinding.")


def _policy_line(policy: AdjoiningPolicy, note: str) -> PartItem:
    address = f"{reverse('actionplan:adjoining-policy-list')}#beleid-{policy.pk}"
    return PartItem(policy.name, f"{note + ', ' if note else ''}eigenaar is {policy.owner}", address)


# --- decisions and what they changed ------------------------------------------------------------------------------


@part_of(Action)
def decisions_about(action: Action, person: Person, day: date) -> Telling:
    """Each decision that somebody named when they changed the action, with its date and what it changed."""
    named = _events().filter(pgh_obj_id=action.pk, pgh_context__metadata__has_key="decision")
    changed = yield from _changes(named)
    by_decision: dict[int, list[Change]] = defaultdict(list)
    for event, changes in changed:
        by_decision[event.pgh_context.metadata["decision"]] += changes
    found = Decision.objects.visible_to(person).filter(pk__in=by_decision).select_related("body")
    yield together.fetch(found)
    lines = [
        PartItem(f"Besluit {each}", f"{_of(each)}: {_in_words(by_decision[each.pk])}", each.get_absolute_url())
        for each in found
    ]
    return Part("Veranderd door een besluit", lines)


def _of(decision: Decision) -> str:
    return f"{decision.body}, {long_date(decision.decided_on)}"


@part_of(Decision)
def changed_by(decision: Decision, person: Person, day: date) -> Telling:
    """What became different in which action, and when."""
    if not may(person, Permission.ACTION_VIEW):
        return Part("Wat er veranderde", [])
    events = _events().filter(
        pgh_created_at__date__gte=decision.decided_on, pgh_context__metadata__decision=decision.pk
    )
    changed = yield from _changes(events)
    actions = Action.objects.visible_to(person).in_bulk([event.pgh_obj_id for event, _ in changed])
    lines = [
        _changed_line(actions[event.pgh_obj_id], event, changes)
        for event, changes in changed
        if event.pgh_obj_id in actions
    ]
    return Part("Wat er veranderde", lines, empty="Er is nog geen actie om dit besluit gewijzigd.")


def _changed_line(action: Action, event: Any, changes: list[Change]) -> PartItem:
    on = long_date(localdate(event.pgh_created_at))
    return PartItem(str(action), f"{_in_words(changes)}, op {on}", action.get_absolute_url())


def _events() -> Any:
    return Action.pgh_event_model.objects.select_related("pgh_context")  # type: ignore[attr-defined]  # set by pghistory


def _changes(events: Any) -> together.Part[list[tuple[Any, list[Change]]]]:
    """Each of these events with what it changed; in two queries more, and at most fifty of the newest."""
    asked = events.order_by("-pgh_id")[:MOST_TO_TELL]
    yield together.fetch(asked)
    if not asked:
        return []
    all_of_them = _events().filter(pgh_obj_id__in={event.pgh_obj_id for event in asked}).order_by("pgh_id")
    yield together.fetch(all_of_them)
    before: dict[int, Any] = {}
    older: dict[int, Any] = {}
    for event in all_of_them:
        before[event.pgh_id] = older.get(event.pgh_obj_id)
        older[event.pgh_obj_id] = event
    names = names_of_people(asked)
    return [(event, changes_between(before[event.pgh_id], event, names)) for event in asked]


def _in_words(changes: Iterable[Change]) -> str:
    """klaar op werd 30 juni 2027 (was 31 december 2026)"""
    told = [f"{each.field} werd {each.new} (was {each.old})" if each.field else each.kind for each in changes]
    return "; ".join(told) or OTHERS

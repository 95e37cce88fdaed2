"""What the plan tells on the pages of the register: the actions of a partner, and those in a link of the chain."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from actionplan.models import Action, ActionPartner, Plan
from network.dutch import long_date
from network.models import Person
from network.together import Part, fetch
from partners.models import ChainLink, Organisation
from partners.parts import PartItem, link_part, organisation_part


@organisation_part("Acties")
def actions_of_partner(organisation: Organisation, person: Person, day: date) -> Part[list[PartItem]]:
    """Of the plan of that day: those it leads first, then those in which it takes part."""
    plan = Plan.objects.current(day)
    if plan is None:
        return []
    takes_part = Exists(ActionPartner.objects.filter(action=OuterRef("pk"), organisation=organisation))
    actions = Action.objects.visible_to(person).of_plan(plan).in_base(day)
    own = actions.filter(Q(lead_organisation=organisation) | takes_part).select_related("lead_organisation")
    yield fetch(own)
    told = []
    for action in sorted(own, key=lambda action: action.lead_organisation_id != organisation.pk):
        leads = action.lead_organisation_id == organisation.pk
        role = "trekker" if leads else f"doet mee, trekker is {action.lead_organisation}"
        told.append(PartItem(str(action), f"{role}{_until(action)}", action.get_absolute_url()))
    return told


@link_part("Acties")
def actions_in_links(links: Sequence[ChainLink], person: Person, day: date) -> dict[int, list[PartItem]]:
    plan = Plan.objects.current(day)
    told: dict[int, list[PartItem]] = defaultdict(list)
    if plan is None:
        return told
    actions = Action.objects.visible_to(person).of_plan(plan).in_base(day).filter(chain_link__in=links)
    for action in actions.select_related("lead_organisation"):
        note = f"trekker is {action.lead_organisation}{_until(action)}"
        if action.chain_link_id is not None:
            told[action.chain_link_id].append(PartItem(str(action), note, action.get_absolute_url()))
    return told


def _until(action: Action) -> str:
    if action.completed_on:
        return f", afgerond op {long_date(action.completed_on)}"
    return f", klaar op {long_date(action.ends_on)}" if action.ends_on else ""

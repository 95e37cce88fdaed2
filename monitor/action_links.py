"""Which indicators an action is meant to move: told on the page of the action and of the indicator, and kept here."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from actionplan.editing import refuse_when_closed
from actionplan.models import Action
from monitor.models import ActionIndicator, Indicator
from network import together
from network.history import because
from network.models import Person
from network.policy import Permission, may
from partners.parts import Part, PartItem, Telling, part_of


@part_of(Action)
def indicators_of(action: Action, person: Person, day: date) -> Telling:
    """The figures that show why the action is there."""
    links = links_of(action, person)
    yield together.fetch(links)
    lines = [PartItem(each.indicator.name, each.why, each.indicator.get_absolute_url()) for each in links]
    may_edit = action.plan.may_still_change and may(person, Permission.ACTION_EDIT, action)
    add = ("Indicatoren kiezen", reverse("monitor:action-indicators", args=[action.pk])) if may_edit else None
    return Part("Indicatoren", lines, add, empty="Nog geen indicator gekozen.")


@part_of(Indicator)
def actions_of(indicator: Indicator, person: Person, day: date) -> Telling:
    """All actions that refer to it, of every plan; why they do stands with each."""
    links = indicator.action_links.filter(action__in=Action.objects.visible_to(person).values("pk"))
    links = links.select_related("action__lead_organisation").order_by("action__code", "pk")
    yield together.fetch(links)
    lines = [
        PartItem(
            str(each.action),
            f"{each.why + ', ' if each.why else ''}trekker is {each.action.lead_organisation}",
            each.action.get_absolute_url(),
        )
        for each in links
    ]
    return Part("Acties bij dit cijfer", lines, empty="Er verwijst nog geen actie naar dit cijfer.")


def links_of(action: Action, person: Person) -> "QuerySet[ActionIndicator]":
    seen = Indicator.objects.visible_to(person).values("pk")
    links = ActionIndicator.objects.filter(action=action, indicator__in=seen)
    return links.select_related("indicator").order_by("indicator__name")


@transaction.atomic
def link_indicator(action: Action, indicator: Indicator, *, by: Person, why: str = "") -> ActionIndicator:
    """Once, whoever asks it twice; who says why anew, changes that."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    there = ActionIndicator.objects.filter(action=action, indicator=indicator).first()
    link = there or ActionIndicator(action=action, indicator=indicator)
    if there and (not why or there.why == why):
        return there
    link.why = why
    link.full_clean()
    with because(f"Indicator bij actie {action.code}", by=by):
        link.save()
    return link


@transaction.atomic
def unlink_indicator(link: ActionIndicator, *, by: Person) -> None:
    refuse_when_closed(link.action)
    with because(f"Indicator bij actie {link.action.code} weggehaald", by=by):
        ActionIndicator.objects.filter(pk=link.pk).delete()

"""The form of a new action, and what the address that leads there may fill in already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from actionplan.action_add_flows import twin_in_words
from actionplan.forms import InOrderOfTime, could_run_in
from actionplan.models import Action, BuildingBlock, Goal, Pillar, Plan, Priority, ScanAnswer, Success, TargetGroup
from actionplan.origins import Thing, things_seen_by
from network.fields import dutch_formfield, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality, Person
from network.pages import number_in
from network.policy import Permission, may
from partners.forms import Boxes
from partners.models import Audience, CarePillar, Organisation, SpecialGroup

# As plans name them, where that is not how the sociale kaart says it to who looks for help.
_IN_A_PLAN: dict[str, str] = {
    Audience.VICTIM: "slachtoffers",
    Audience.PERPETRATOR: "plegers",
    Audience.RELATIVE: "naasten",
}
GROUPS: dict[str, str] = {**dict(Audience.choices), **dict(SpecialGroup.choices), **_IN_A_PLAN}


@dataclass(frozen=True)
class WantedAction:
    """Which gap of the sociale kaart a new action is meant to fill, or what it follows from. What is not known is
    left out.
    """

    group: str = ""  # «naasten»
    pillar: str = ""  # «nazorg»
    municipality: Municipality | None = None
    follows_from: Thing | None = None
    goal: Goal | None = None
    priority: Priority | None = None

    @property
    def title(self) -> str:
        """«Aanbod voor naasten: nazorg in Tiel»"""
        if self.follows_from is not None:
            return title_after(self.follows_from)
        what = f"Aanbod voor {self.group}" if self.group else "Aanbod" if self.pillar else ""
        with_pillar = f"{what}: {self.pillar}" if self.pillar else what
        return f"{with_pillar} in {self.municipality}" if with_pillar and self.municipality else with_pillar

    @property
    def values(self) -> dict[str, Any]:
        """What the form starts with."""
        pillar = Pillar.objects.filter(name__iexact=self.pillar).first() if self.pillar else None
        groups = TargetGroup.objects.filter(name__iexact=self.group) if self.group else TargetGroup.objects.none()
        return {
            "title": self.title,
            "pillar": pillar.pk if pillar else None,
            "target_groups": [group.pk for group in groups],
            "municipalities": [self.municipality.pk] if self.municipality else [],
            "goal": self.goal.pk if self.goal else None,
            "priority": self.priority.pk if self.priority else None,
            "building_block": self.building_block,
        }

    @property
    def building_block(self) -> int:
        """That of the question in the scan or of the goal, and else the one in which most actions are."""
        if isinstance(self.follows_from, ScanAnswer):
            return self.follows_from.item.building_block
        return self.goal.building_block if self.goal else BuildingBlock.ACTION_PLAN


def title_after(thing: Thing) -> str:
    """What an action that follows from it may be called; whoever adds it makes better words of it."""
    if isinstance(thing, ScanAnswer):
        question = thing.item.question
        return _fitting(f"Op orde brengen: {question[:1].lower()}{question[1:]}")
    if isinstance(thing, Success):
        return _fitting(f"Vervolg op: {thing.title}")
    return _fitting(thing.title)


def _fitting(title: str) -> str:
    return title[: Action._meta.get_field("title").max_length]


def wanted_action(query: Mapping[str, str], *, plan: Plan, person: Person) -> WantedAction:
    """Reads `?doelgroep=relative&pijler=aftercare&gemeente=GM0281`, `?uit=besluit-12` and `?doel=12&speerpunt=3`."""
    code = query.get("gemeente", "")
    goal, priority = number_in(query, "doel"), number_in(query, "speerpunt")
    return WantedAction(
        follows_from=_thing_in(query, person),
        goal=Goal.objects.filter(plan=plan, pk=goal).first() if goal else None,
        priority=Priority.objects.filter(plan=plan, pk=priority).first() if priority else None,
        group=GROUPS.get(query.get("doelgroep", ""), ""),
        pillar=str(dict(CarePillar.choices).get(query.get("pijler", ""), "")),
        municipality=Municipality.objects.of_this_region().filter(code=code).first() if code else None,
    )


def _thing_in(query: Mapping[str, str], person: Person) -> Thing | None:
    word, _, _ = query.get("uit", "").partition("-")
    pk = number_in({"uit": query.get("uit", "").removeprefix(f"{word}-")}, "uit")
    things = things_seen_by(person, word)
    return things.filter(pk=pk).first() if things is not None and pk is not None else None


class AddActionForm(InOrderOfTime):
    """A new action of the plan. It gets its number by itself."""

    class Meta:
        model = Action
        formfield_callback = dutch_formfield
        fields = (
            "title",
            "building_block",
            "pillar",
            "lead_organisation",
            "description",
            "goal",
            "priority",
            "target_groups",
            "municipalities",
            "starts_on",
            "ends_on",
        )
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "description": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {
            "description": forms.Textarea({"rows": 5}),
            "target_groups": Boxes,
            "municipalities": Boxes,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "building_block": "De actie krijgt vanzelf het volgende nummer van deze bouwsteen.",
            "municipalities": "Elke gemeente die u aanvinkt, schrijft zelf wat zij voor de actie doet.",
            "starts_on": "Bijvoorbeeld: 1 januari 2027.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De titel ontbreekt. Schrijf in een paar woorden wat de actie is."},
            "building_block": {"required": "Kies bouwsteen 1, 2, 3 of 4."},
            "pillar": {"required": "Kies de pijler waar de actie het meest bij hoort."},
            "lead_organisation": {"required": "Kies de partner die trekker is."},
        }

    def __init__(
        self, data: QueryDict | None, *, plan: Plan, person: Person, wanted: WantedAction | None = None
    ) -> None:
        super().__init__(data, instance=Action(plan=plan, building_block=BuildingBlock.ACTION_PLAN))
        self.initial.update(wanted.values if wanted else {})
        offer(self, "lead_organisation", could_lead(person), empty="Kies een partner")
        offer(self, "pillar", Pillar.objects.all(), empty="Kies een pijler")
        offer(self, "goal", Goal.objects.filter(plan=plan), empty="Geen doel")
        offer(self, "priority", Priority.objects.filter(plan=plan), empty="Geen speerpunt")
        offer(self, "municipalities", could_run_in(self.instance))
        if not may(person, Permission.ACTION_EDIT):  # whatever the action
            del self.fields["municipalities"]

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        twin = Action.objects.of_plan(self.instance.plan).in_base().filter(title__iexact=title).first()
        if twin:
            raise ValidationError(twin_in_words(twin))
        return title


def could_lead(person: Person) -> QuerySet[Organisation]:
    """Partners that may be put in the lead; for a municipal coordinator the own municipality, so that she may edit."""
    partners = Organisation.objects.standing().active()
    return partners if may(person, Permission.ACTION_EDIT) else partners.filter(municipality__in=person.coordinates)

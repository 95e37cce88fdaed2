"""The filters above the list of actions. They live in the address, so a list can be shared."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from actionplan.action_completeness import READ_ALONG, missing_parts
from actionplan.list_facts import LIGHT_CHOICES, ActionFact, Grouping
from actionplan.models import Action

GROUPINGS = [(each.value, each.value) for each in Grouping]
TO_COMPLETE = "ja"
Choices = list[tuple[Any, str]]


def _choice(label: str, empty: str) -> forms.ChoiceField:
    error = f"Deze keuze bestaat niet meer. Kies een andere {label.lower()}, of «{empty}»."
    return forms.ChoiceField(label=label, required=False, error_messages={"invalid_choice": error})


class ActionFilter(forms.Form):
    """What of the list somebody wants to see, with the choices that occur in it."""

    pijler = _choice("Pijler", "Alle pijlers")
    trekker = _choice("Trekker", "Alle partners")
    doelgroep = _choice("Doelgroep", "Alle doelgroepen")
    stand = _choice("Stand", "Alle standen")
    zoek = forms.CharField(label="Zoek in titel en tekst", required=False, widget=forms.TextInput({"type": "search"}))
    aanvullen = _choice("Aan te vullen", "Alle acties")
    groep = forms.ChoiceField(label="Groepeer op", required=False, choices=GROUPINGS)

    def __init__(self, data: QueryDict, *, facts: Sequence[ActionFact]) -> None:
        """`facts` are all actions of the plan: they give the choices."""
        super().__init__(data)
        self._choices: dict[str, Choices] = {}
        pillars = _with_counts((fact.pillar_position, fact.pillar_name, fact.pillar_id) for fact in facts)
        leads = _with_counts((0, fact.lead_name, fact.lead_id) for fact in facts)
        self._offer("pijler", "Alle pijlers", pillars)
        self._offer("trekker", "Alle partners", leads)
        groups = _with_counts(
            (group["position"], group["name"], group["pk"]) for fact in facts for group in fact.target_groups
        )
        self._offer("doelgroep", "Alle doelgroepen", groups)
        self._offer("stand", "Alle standen", LIGHT_CHOICES)
        self._offer("aanvullen", "Alle acties", [(TO_COMPLETE, "Alleen deze acties")])
        self.is_valid()

    def _offer(self, name: str, empty: str, choices: Choices) -> None:
        self._choices[name] = choices
        self.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]  # each is a choice

    def matching(self, facts: Sequence[ActionFact]) -> list[ActionFact]:
        """Those that the filters keep; the database is only asked for what is to be filled in."""
        chosen = self.chosen
        tests = [test for name, test in self._tests.items() if name in chosen]
        kept = [fact for fact in facts if all(test(fact) for test in tests)]
        if "aanvullen" in chosen:
            lacking = _lacking(kept)
            kept = [fact for fact in kept if fact.pk in lacking]
        return kept

    @property
    def _tests(self) -> dict[str, Callable[[ActionFact], bool]]:
        values = self.cleaned_data
        return {
            "pijler": lambda fact: str(fact.pillar_id) == values["pijler"],
            "trekker": lambda fact: str(fact.lead_id) == values["trekker"],
            "stand": lambda fact: fact.light == values["stand"],
            "doelgroep": lambda fact: values["doelgroep"] in {str(group["pk"]) for group in fact.target_groups},
            "zoek": lambda fact: fact.has_words,
        }

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in use, by name, with what they say."""
        return {name: self._said(name, value) for name, value in self.cleaned_data.items() if value and name != "groep"}

    def _said(self, name: str, value: str) -> str:
        label = str(self.fields[name].label)
        if name == "aanvullen":
            return label
        if name not in self._choices:
            return f"{label}: «{value}»"
        said = next((str(text) for key, text in self._choices[name] if str(key) == value), value)
        return f"{label}: {said.rsplit(' (', 1)[0]}"


def _lacking(facts: Sequence[ActionFact]) -> set[int]:
    """Which of these lack something."""
    actions = Action.objects.filter(pk__in=[fact.pk for fact in facts]).prefetch_related(*READ_ALONG)
    return {action.pk for action in actions if missing_parts(action)}


def _with_counts(each: Iterable[tuple[int, str, int]]) -> Choices:
    """(order, name, id) per action → (id, «name (count)») per thing, in order."""
    return [(pk, f"{name} ({count})") for (_, name, pk), count in sorted(Counter(each).items())]

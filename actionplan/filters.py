"""The filters above the list of actions. They live in the address, so a list can be shared."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from actionplan.action_completeness import lacks_something
from actionplan.list_facts import LIGHT_CHOICES, Asked, Grouping, Tally, groups_in, with_words
from actionplan.models.actions import ActionQuerySet
from network.pages import number_in

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

    def __init__(self, data: QueryDict, *, tallies: Sequence[Tally]) -> None:
        """`tallies` are of all actions of the plan: they give the choices."""
        super().__init__(data)
        self._choices: dict[str, Choices] = {}
        pillars = ((each.pillar_position, each.pillar_name, each.pillar_id, each.number) for each in tallies)
        leads = ((0, each.lead_name, each.lead_id, each.number) for each in tallies)
        groups = ((each.position, each.name, each.pk, each.number) for each in groups_in(tallies))
        self._offer("pijler", "Alle pijlers", _with_counts(pillars))
        self._offer("trekker", "Alle partners", _with_counts(leads))
        self._offer("doelgroep", "Alle doelgroepen", _with_counts(groups))
        self._offer("stand", "Alle standen", LIGHT_CHOICES)
        self._offer("aanvullen", "Alle acties", [(TO_COMPLETE, "Alleen deze acties")])
        self.is_valid()

    def _offer(self, name: str, empty: str, choices: Choices) -> None:
        self._choices[name] = choices
        self.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]  # each is a choice

    def matching(self, tallies: Sequence[Tally]) -> list[Tally]:
        """Those that the filters keep."""
        tests = [test for name, test in self._tests.items() if name in self.chosen]
        return [tally for tally in tallies if all(test(tally) for test in tests)]

    def kept_of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """The same of the actions themselves, which have been asked with_light()."""
        values = self.cleaned_data
        conditions: dict[str, Callable[[], Q]] = {
            "pijler": lambda: Q(pillar=values["pijler"]),
            "trekker": lambda: Q(lead_organisation=values["trekker"]),
            "stand": lambda: Q(light=values["stand"]),
            "doelgroep": lambda: Q(target_groups=values["doelgroep"]),  # at most once per action
            "zoek": lambda: with_words(values["zoek"]),
            "aanvullen": lacks_something,
        }
        return actions.filter(*(condition() for name, condition in conditions.items() if name in self.chosen))

    @property
    def _tests(self) -> dict[str, Callable[[Tally], bool]]:
        values = self.cleaned_data
        return {
            "pijler": lambda tally: str(tally.pillar_id) == values["pijler"],
            "trekker": lambda tally: str(tally.lead_id) == values["trekker"],
            "stand": lambda tally: tally.light == values["stand"],
            "doelgroep": lambda tally: tally.is_for_group,
            "zoek": lambda tally: tally.has_words,
            "aanvullen": lambda tally: tally.is_incomplete,
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


def asked_in(address: QueryDict) -> Asked:
    """What the database is asked along with the tallies; which choices there are is only known after that."""
    return Asked(address.get("zoek", ""), number_in(address, "doelgroep"), bool(address.get("aanvullen")))


def _with_counts(each: Iterable[tuple[int, str, int, int]]) -> Choices:
    """(order, name, id, number) of all tallies → (id, «name (number)») per thing, in order."""
    found: Counter[tuple[int, str, int]] = Counter()
    for order, name, pk, number in each:
        found[order, name, pk] += number
    return [(pk, f"{name} ({number})") for (_, name, pk), number in sorted(found.items())]

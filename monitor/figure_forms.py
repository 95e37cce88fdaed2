"""What somebody wants to see of an indicator."""

from typing import Any

from django import forms

from monitor.areas import area_id, area_label
from monitor.categories import TOTAL
from monitor.periods import KIND_LABELS
from monitor.series import Choice, Contents


class SeriesForm(forms.Form):
    """Which series of an edition to see. A question with one answer isn't asked."""

    all_optional = True

    def __init__(self, contents: Contents, first: Choice, data: Any) -> None:
        categories = [(name, name or TOTAL) for name in contents.categories]
        asked = {
            "gebied": ("Gebied", [(area_id(*area), area_label(*area)) for area in contents.areas], first.area_id),
            "onderverdeling": ("Onderverdeling", categories, first.category),
            "onderwerp": ("Onderwerp", [(name, name) for name in contents.measures], first.measure),
            "periode": ("Periode", [(kind, KIND_LABELS[kind]) for kind in contents.period_kinds], first.period_kind),
        }
        self.answers = {name: answer for name, (_, _, answer) in asked.items()}
        super().__init__({**self.answers, **{name: data[name] for name in asked if data.get(name)}})
        for name, (label, choices, _) in asked.items():
            if len(choices) > 1:
                self.fields[name] = forms.ChoiceField(
                    label=label, choices=choices, required=False, error_messages={"invalid_choice": _UNKNOWN}
                )

    @property
    def choice(self) -> Choice:
        """What was chosen; the first view where nothing, or something unknown, was."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) or answer for name, answer in self.answers.items()}
        kind, _, name = chosen["gebied"].partition(":")
        return Choice(kind, name, chosen["onderverdeling"], chosen["onderwerp"], chosen["periode"])


_UNKNOWN = "Dit staat niet in deze cijfers. Kies iets uit de lijst."

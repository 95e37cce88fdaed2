"""What somebody chooses when two organisations become one."""

from typing import Any

from django import forms

from partners.merge import compare
from partners.models import Organisation


class MergeForm(forms.Form):
    """One question for each value in which the two differ, and the statement of having looked."""

    looked_at = forms.BooleanField(
        label="Ik heb gekeken, en deze twee zijn dezelfde organisatie",
        help_text="Samenvoegen kunt u niet terugdraaien.",
        error_messages={"required": "Zet een vinkje als u zeker weet dat dit dezelfde organisatie is."},
    )
    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, staying: Organisation, going: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {"versions": versions_of(staying, going)}
        super().__init__(*args, **kwargs)
        questions: dict[str, forms.Field] = {}
        for row in compare(staying, going):
            if row.must_choose:
                questions[row.field] = forms.ChoiceField(
                    label=row.label,
                    choices=[("staying", row.staying), ("going", row.going)],
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Kies wat u houdt bij: {row.label}."},
                )
        self.questions = tuple(questions)
        self.fields = {**questions, **self.fields}

    @property
    def chosen(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.questions}


def versions_of(staying: Organisation, going: Organisation) -> str:
    """As they are looked at, so that a change by somebody else in between is noticed."""
    return f"{staying.version}-{going.version}"

"""Saying of each part of an entry whether it is still right."""

from typing import Any

from django import forms

from partners.models import CareService, Section
from partners.upkeep_facts import facts_of

RIGHT, UNKNOWN, WRONG = "klopt", "weet-ik-niet", "klopt-niet"
# Where a part stands on the page with which an entry is changed.
ANCHORS = {
    Section.CONTENT: "omschrijving",
    Section.AUDIENCE: "voor-wie",
    Section.CONTACT: "contact",
    Section.HOURS: "openingstijden",
    Section.PLACE: "plek",
    Section.COSTS: "kosten",
}
ANSWERS = [(RIGHT, "Klopt"), (UNKNOWN, "Weet ik niet"), (WRONG, "Klopt niet: ik pas het aan")]


class SectionsForm(forms.Form):
    """An answer per part. None is chosen beforehand: a program that presses the button says nothing."""

    def __init__(self, data: Any = None, *, service: CareService, for_the_partner: bool) -> None:
        super().__init__(data)
        self.facts = {}
        for section in Section:
            self.facts[section.value] = facts_of(service, section, for_the_partner=for_the_partner)
            self.fields[section.value] = forms.ChoiceField(
                label=f"Klopt «{section.label}» nog?",
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies een antwoord."},
            )

    @property
    def sections(self) -> list[tuple[str, list[str], forms.BoundField]]:
        """Heading, what stands there now, and the question."""
        return [(section.label, self.facts[section.value], self[section.value]) for section in Section]

    @property
    def answers(self) -> dict[Section, bool]:
        """What is wrong is not known to be right either, until somebody changes it and confirms."""
        return {section: self.cleaned_data[section.value] == RIGHT for section in Section}

    @property
    def first_wrong(self) -> str:
        """Where to change the first part that is wrong; empty when none is."""
        wrong = (ANCHORS[section] for section in Section if self.cleaned_data[section.value] == WRONG)
        return next(wrong, "")

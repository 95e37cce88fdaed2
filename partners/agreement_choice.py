"""Choosing one of very many agreements: a form shows a hundred at most, and finds the others by their words."""

from typing import Any

from django import forms
from django.http import QueryDict

from network.fields import offer
from partners.models.agreements import AgreementQuerySet

MOST_CHOICES = 100
LONGEST_SEARCH = 60


class FindsAgreementsForm(forms.ModelForm):
    """A form with choices of agreements, each made by `offer_agreements()`.

    Words in `find` are looked for instead of saving: the form comes back with what was typed and with what was found.
    """

    find = forms.CharField(
        label="Zoek een overeenkomst die er niet bij staat",
        required=False,
        max_length=LONGEST_SEARCH,
        help_text="Typ een woord uit de titel en druk op de knop onderaan. Wij zoeken dan, en slaan nog niets op.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = str(self.data.get("find", "")).strip()[:LONGEST_SEARCH]
        self.number_found = 0
        self.has_more = False
        if self.words:
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed["find"] = ""
            self.data = typed

    def offer_agreements(self, name: str, agreements: AgreementQuerySet, *, empty: str) -> None:
        """Each of these may be chosen; the first of them, or those with the words, are shown."""
        offer(self, name, agreements, empty=empty)
        found = list(agreements.matching(self.words)[: MOST_CHOICES + 1])
        self.number_found = max(self.number_found, len(found))
        chosen = str(self.data.get(name, "") if self.is_bound else self.initial.get(name) or "")
        shown = {str(each.pk): str(each) for each in found[:MOST_CHOICES]}
        if chosen.isdecimal() and chosen not in shown:
            shown |= {str(each.pk): str(each) for each in agreements.filter(pk=chosen)}
        self.fields[name].widget.choices = [("", empty), *shown.items()]
        self.has_more = self.has_more or bool(self.words) or len(found) > MOST_CHOICES

    def only_find_where_needed(self) -> None:
        """After the last `offer_agreements()`."""
        if not self.has_more:
            del self.fields["find"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.words and "find" in self.fields:
            self.add_error("find", self._what_was_found())
        return values

    def _what_was_found(self) -> str:
        if not self.number_found:
            return f"Niets gevonden met «{self.words}». Typ een ander woord uit de titel."
        if self.number_found > MOST_CHOICES:
            return f"Meer dan {MOST_CHOICES} gevonden met «{self.words}». Typ meer woorden uit de titel."
        number = "1 overeenkomst" if self.number_found == 1 else f"{self.number_found} overeenkomsten"
        return f"{number} gevonden met «{self.words}». Kies uit de lijst, en sla dan op."

"""What somebody searches for."""

from django import forms
from django.core.exceptions import ValidationError

from network.search import LONGEST, Asked, asked, kinds

TRY_ANOTHER = "Dit woord staat bijna overal. Probeer een ander woord, zoals «opvang» of «convenant»."


class SearchForm(forms.Form):
    """A word or a few, and which kind is shown whole. Posted, so that what was typed stands in no address."""

    woord = forms.CharField(
        label="Zoek op een woord of een telefoonnummer",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off"}),
        help_text="Vul geen namen van cliënten in. Een oud woord uit de wet vindt ook wat nu anders heet.",
        error_messages={"required": "Typ een woord om op te zoeken."},
    )
    soort = forms.CharField(required=False, widget=forms.HiddenInput)

    question: Asked

    def clean_woord(self) -> str:
        word = str(self.cleaned_data["woord"])[:LONGEST]
        self.question = asked(word)
        if not self.question.is_telling:
            raise ValidationError(TRY_ANOTHER)
        return word

    def clean_soort(self) -> str:
        """Only a kind that there is."""
        kind = self.cleaned_data["soort"]
        return kind if kind in {each.key for each in kinds()} else ""

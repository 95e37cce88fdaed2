"""Erasing somebody asks for the name, so that nobody does it by a slip of the finger."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from network.models import Person


class ErasureForm(forms.Form):
    name = forms.CharField(
        label="Typ de naam van deze persoon over",
        max_length=200,
        error_messages={"required": "Typ de naam over om te bevestigen dat u deze persoon wilt wissen."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if typed.casefold() != self.person.name.casefold():
            raise ValidationError(f"Dit is een andere naam. Typ precies: {self.person.name}")
        return typed

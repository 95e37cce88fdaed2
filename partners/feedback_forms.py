"""«Klopt er iets niet?»: what visitors and professionals tell, and what became of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from network.dutch import enumeration
from network.guarded import GuardedBoundField, GuardedLineField, GuardedTextField
from network.personal_data import Kind
from partners.models import CareService, FeedbackAbout

LONGEST = 200


class _WithoutAsking(GuardedBoundField):
    """Nothing is sent while somebody types: a visitor may have no script, and nobody is to see half a sentence."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        return BoundField.build_widget_attrs(self, attrs, widget)


class NobodysTextField(GuardedTextField):
    """Refuses what may point to a person: here nobody knows who types, so nobody can say that it may stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses = frozenset(Kind)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> GuardedBoundField:
        self._bound = bound = _WithoutAsking(form, self, field_name)
        return bound

    def clean(self, value: Any) -> str:
        text: str = forms.CharField.clean(self, value)
        if self._bound and (found := self._bound.check_of(text).refused):
            excerpts = enumeration(list(dict.fromkeys(f"«{finding.excerpt}»" for finding in found)))
            raise ValidationError(f"Schrijf geen namen, adressen of nummers van mensen. Haal {excerpts} weg.")
        return text


class FeedbackForm(forms.Form):
    """Nothing about who sends it."""

    over = forms.ChoiceField(
        label="Wat klopt er niet?",
        choices=[(about.value, f"{about.label[0].upper()}{about.label[1:]}") for about in FeedbackAbout],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er niet klopt."},
    )
    uitleg = NobodysTextField(
        label="Wat is er aan de hand?",
        required=False,
        max_length=LONGEST,
        help_text="Hoogstens 200 tekens. Schrijf geen namen of adressen.",
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "Dit is te lang. Gebruik hoogstens 200 tekens."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)

    def clean_uitleg(self) -> str:
        """One line: it is read in a list."""
        return " ".join(self.cleaned_data["uitleg"].split())


class HandleForm(forms.Form):
    """What was done about it."""

    outcome = GuardedLineField(
        label="Wat heeft u gedaan?",
        strict=True,
        max_length=LONGEST,
        help_text="Bijvoorbeeld: nummer nagebeld en aangepast. Noem geen personen.",
        error_messages={"required": "Schrijf in een paar woorden wat u gedaan heeft."},
    )

    def __init__(self, data: Any = None, *, service: CareService | None) -> None:
        super().__init__(data)
        if service and service.has_secret_place:
            self.fields["outcome"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedLineField

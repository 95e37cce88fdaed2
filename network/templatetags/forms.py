"""`{% load forms %}`: the errors of a field, each saying what to do instead."""

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()

_STANDARD_REQUIRED = forms.Field.default_error_messages["required"]


@register.filter
def errors_in_words(field: BoundField) -> list[str]:
    """The messages of a field. Django's own «Dit veld is verplicht» becomes the thing to do."""
    is_standard = field.field.error_messages.get("required") == _STANDARD_REQUIRED
    words: list[str] = []
    for error in field.errors.as_data():
        words += [_what_to_do(field.field)] if error.code == "required" and is_standard else error.messages
    return words


def _what_to_do(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "Vink dit aan om verder te gaan."
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return "Maak een keuze."
    if isinstance(field, forms.FileField):
        return "Kies een bestand."
    return "Dit is nog leeg. Vul het in."

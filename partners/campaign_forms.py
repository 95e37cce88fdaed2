"""The form of a campaign."""

from typing import Any, ClassVar

from django import forms

from network.fields import dutch_formfield
from network.guarded import GuardedLineField, GuardedTextField
from partners.models import Campaign


class CampaignForm(forms.ModelForm):
    class Meta:
        model = Campaign
        formfield_callback = dutch_formfield
        fields = ("title", "message", "starts_on", "ends_on")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "message": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"message": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "message": "Redacteuren lezen dit in het portaal, bij «Nakijken». In de mail staat alleen een link.",
            "starts_on": "Bijvoorbeeld: 1 juni 2027.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "Geef de controleronde een naam, bijvoorbeeld: voor de zomer."},
            "starts_on": {"required": "De eerste dag ontbreekt. Typ bijvoorbeeld: 1 juni 2027."},
            "ends_on": {"required": "De laatste dag ontbreekt. Typ bijvoorbeeld: 1 juli 2027."},
        }

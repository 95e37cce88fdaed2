"""The form of a municipality's own contribution to an action."""

from typing import Any, ClassVar, Self

from django import forms

from actionplan.models import Contribution
from network.fields import sent_again
from network.guarded import GuardedTextField


class ContributionForm(forms.ModelForm):
    """What the municipality itself does. The action stays as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Contribution
        fields = ("text",)
        field_classes: ClassVar[dict[str, Any]] = {"text": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 5})}
        help_texts: ClassVar[dict[str, Any]] = {
            "text": "Wat doet de gemeente zelf voor deze actie? Bijvoorbeeld: een zaal, uren, geld of bekendheid."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def having_seen(self, current: Contribution) -> Self:
        """The same text, sent by somebody who has now seen the newest one too."""
        data = sent_again(self.data, version=current.version)
        return type(self)(data, instance=current, auto_id=self.auto_id)

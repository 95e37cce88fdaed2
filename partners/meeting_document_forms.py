"""The form with which somebody places a paper for a meeting."""

from typing import Any

from django import forms

from network.guarded import GuardedLineField
from partners.document_forms import PdfField, read_pdf


class MeetingDocumentForm(forms.Form):
    """A PDF and what it is called. Who may read it follows from the meeting."""

    file = PdfField()
    title = GuardedLineField(
        label="Titel",
        max_length=150,
        strict=True,
        help_text="Bijvoorbeeld: notitie spreiding van de opvang. Noem geen personen.",
        error_messages={"required": "Vul in wat voor stuk dit is."},
    )

    def clean_file(self) -> Any:
        """The file, with a name that can be shown; its bytes are in `content`."""
        file = self.cleaned_data["file"]
        self.content = read_pdf(file)
        return file

"""Forms for the documents of an agreement."""

from pathlib import PurePosixPath
from typing import Any

from django import forms

from network.dutch import enumeration, long_date
from network.guarded import GuardedLineField
from network.personal_data import find_personal_data
from network.uploads import LARGEST_PDF, UploadRefused, check_pdf, display_name, too_large_pdf
from partners.documents import name_of
from partners.models import Agreement, AgreementDocument, AgreementVersion, DocumentAccess

_ACCESS = [
    (DocumentAccess.CONFIDENTIAL, "vertrouwelijk: alleen de partijen en de regiocoördinator"),
    (DocumentAccess.MEMBERS, "leden van het netwerk: iedereen die inlogt"),
    (DocumentAccess.PUBLIC, "openbaar: mag ook buiten het netwerk gelezen worden"),
]


class DocumentForm(forms.Form):
    """What a document is called and who may read it."""

    title = GuardedLineField(
        label="Titel",
        max_length=150,
        help_text="Bijvoorbeeld: getekend convenant, of bijlage 1.",
        error_messages={"required": "Vul in wat voor document dit is."},
    )
    access = forms.ChoiceField(
        label="Wie mag het lezen",
        choices=_ACCESS,
        widget=forms.RadioSelect,
        initial=DocumentAccess.CONFIDENTIAL,
        error_messages={"required": "Kies wie het mag lezen."},
    )

    def __init__(self, data: Any = None, *, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if agreement.is_confidential:
            access = self.fields["access"]
            assert isinstance(access, forms.ChoiceField)  # noqa: S101  (declared above)
            access.choices = _ACCESS[:1]
            access.help_text = "De overeenkomst zelf is vertrouwelijk, en dus ook wat erbij hoort."


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version: Any) -> str:
        return f"{name_of(version)}, {long_date(version.dated_on)}"


class PdfField(forms.FileField):
    """A PDF that somebody places."""

    def __init__(self) -> None:
        super().__init__(
            label="Bestand",
            help_text=f"Een pdf van hoogstens {LARGEST_PDF // 1024 // 1024} MB, zonder wachtwoord.",
            widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
            error_messages={
                "required": "Kies een pdf op uw computer.",
                "empty": "Het bestand is leeg. Kies een andere pdf.",
                "invalid": "Kies een pdf op uw computer.",
            },
        )


def read_pdf(file: Any) -> bytes:
    """Its bytes once they are found to be a PDF without harm, and then the file has a name that can be shown."""
    if file.size > LARGEST_PDF:
        raise forms.ValidationError(too_large_pdf())
    file.name = _named(file.name)
    if found := find_personal_data(file.name):
        what = enumeration(list(dict.fromkeys(each.what for each in found)))
        raise forms.ValidationError(
            f"In de naam van het bestand staat {what}. Geef het bestand een andere naam en kies het opnieuw."
        )
    content: bytes = file.read()
    try:
        check_pdf(content)
    except UploadRefused as refused:
        raise forms.ValidationError(str(refused)) from refused
    return content


def _named(name: str) -> str:
    """What was checked is a PDF, so that is what it is called when somebody downloads it."""
    shown = display_name(name)
    stem = PurePosixPath(shown).stem if PurePosixPath(shown).suffix else shown
    return shown if shown.lower().endswith(".pdf") else f"{stem}.pdf"


class NewDocumentForm(DocumentForm):
    """A document, of the version that it belongs to. Which one is asked only when there are more."""

    version = VersionField(
        label="Hoort bij",
        queryset=AgreementVersion.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Kies bij welke versie het document hoort.",
            "invalid_choice": "Deze versie is er niet meer. Kies een versie uit de lijst.",
        },
    )
    file = PdfField()
    field_order = ["file", "title", "version", "access"]

    def __init__(self, data: Any = None, *, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(data, agreement=agreement, **kwargs)
        versions = agreement.versions.in_order()
        self.newest = versions.last()
        if versions.count() > 1:
            field = self.fields["version"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (declared above)
            field.queryset = versions
            field.initial = self.newest
        else:
            del self.fields["version"]

    def clean_file(self) -> Any:
        """The file, with a name that can be shown; its bytes are in `content`."""
        file = self.cleaned_data["file"]
        self.content = read_pdf(file)
        return file

    def clean(self) -> dict[str, Any]:
        values = {"version": self.newest, **self.cleaned_data}
        if values["version"] is None:
            raise forms.ValidationError("Deze overeenkomst heeft nog geen versie. Vul eerst de overeenkomst aan.")
        return values


class RemovalForm(forms.Form):
    """The reason stays in the history, of papers of a meeting too: never a burgerservicenummer."""

    reason = GuardedLineField(
        label="Waarom verwijdert u dit document?",
        max_length=200,
        strict=True,
        help_text="Bijvoorbeeld: de verkeerde scan. Dit staat daarna in de geschiedenis.",
        error_messages={"required": "Vul in waarom u het document verwijdert."},
    )


def initial_of(document: AgreementDocument) -> dict[str, Any]:
    return {"title": document.title, "access": document.access}

"""Setting the house style: whose mark and colour reports carry."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from monitor.models import HouseStyle
from monitor.reporting.style import LEAST_CONTRAST, OWN_COLOUR, contrast_with_white, dark_enough
from network.database import one_at_a_time
from network.dutch import number
from network.guarded import GuardedLineField
from network.history import because
from network.models import Person
from network.pictures import drawn_anew
from network.uploads import UploadRefused
from partners.side_by_side import ChangedMeanwhileError

_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


class HouseStyleForm(forms.Form):
    """The sender, a colour that is dark enough, and a logo that is drawn anew."""

    sender = GuardedLineField(
        label="Afzender",
        max_length=100,
        required=False,
        help_text="Staat op het voorblad. Bijvoorbeeld: Gemeente Nijmegen, namens de regio.",
    )
    colour = forms.CharField(
        label="Kleur",
        max_length=9,
        help_text=f"Van het voorblad en de koppen, zoals {OWN_COLOUR}. Donker genoeg voor witte letters.",
        widget=forms.TextInput({"class": "utrecht-textbox--short", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": f"Vul een kleur in, bijvoorbeeld {OWN_COLOUR}."},
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG of JPEG, hoogstens 200 kB. Wij tekenen het opnieuw op wit, zonder wat er nog meer in zat.",
        widget=forms.FileInput({"accept": ".png,.jpg,.jpeg"}),
    )
    logo_text = GuardedLineField(
        label="Wat het logo laat zien",
        max_length=120,
        required=False,
        help_text="Voor wie het logo niet ziet. Bijvoorbeeld: Gemeente Nijmegen. Verplicht bij een logo.",
    )
    without_logo = forms.BooleanField(label="Het logo weghalen", required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, stored: HouseStyle | None) -> None:
        self.has_logo = bool(stored and stored.logo)
        self.drawing: bytes | None = None  # the logo that was chosen, drawn anew
        style = stored or HouseStyle(version=0)
        values = {"sender": style.sender, "colour": style.colour, "logo_text": style.logo_text}
        super().__init__(data, files, initial=values | {"seen_version": style.version})
        if not self.has_logo:
            del self.fields["without_logo"]

    def clean_colour(self) -> str:
        typed = _COLOUR.fullmatch(self.cleaned_data["colour"].strip().lower())
        if typed is None:
            raise ValidationError(f"Schrijf de kleur als # met zes tekens, bijvoorbeeld {OWN_COLOUR}.")
        digits = typed[1] if len(typed[1]) == 6 else "".join(digit * 2 for digit in typed[1])
        ratio = contrast_with_white(colour := f"#{digits}")
        if ratio < LEAST_CONTRAST:
            raise ValidationError(
                f"Witte letters zijn op deze kleur niet goed te lezen: het contrast is {_one_decimal(ratio)} op 1, en "
                f"nodig is {_one_decimal(LEAST_CONTRAST)} op 1. Neem bijvoorbeeld {dark_enough(colour)}."
            )
        return colour

    def clean_logo(self) -> None:
        file = self.cleaned_data["logo"]
        if file is None:
            return
        try:
            self.drawing = drawn_anew(file.read())
        except UploadRefused as refused:
            raise ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        will_have_one = self.drawing or (self.has_logo and not values.get("without_logo"))
        if will_have_one and not values.get("logo_text") and "logo_text" not in self.errors:
            self.add_error("logo_text", "Schrijf wat het logo laat zien, bijvoorbeeld «Gemeente Tiel».")
        return values

    def show_again(self, version: int) -> None:
        """What was typed, for who has now seen that somebody else saved meanwhile: the next save counts."""
        self.data = {name: self.data.get(name) for name in self.data} | {"seen_version": version}


def _one_decimal(ratio: float) -> str:
    """Rounded down: 4,49 is not enough, so it must not read as 4,5."""
    return number(int(ratio * 10) / 10, 1)


@transaction.atomic
def set_house_style(
    *,
    by: Person,
    seen_version: int,
    sender: str,
    colour: str,
    logo_text: str,
    drawing: bytes | None = None,
    without_logo: bool = False,
) -> HouseStyle:
    """Without a new drawing the logo stays, unless it is taken away."""
    one_at_a_time("house style")
    style = HouseStyle.objects.first() or HouseStyle(version=0)
    if style.version != seen_version:
        raise ChangedMeanwhileError(style)
    style.sender, style.colour = sender, colour
    style.logo = drawing or (None if without_logo else style.logo)
    style.logo_text = logo_text if style.logo else ""
    style.version += 1
    with because("Huisstijl bepaald", by=by):
        style.save()
    return style

"""Free text with a guard on it: it warns while somebody types, and asks on saving whether this may stand here.

Nothing is refused and nothing is lost: the form comes back with what was typed, the warning and a box to tick. A
strict field refuses a burgerservicenummer; whoever adds a kind to `refuses` refuses that too. What stood in the stored
text already is not asked about again; what a new thing takes over from another one is. Use `GuardedTextField` in a
form, or in `field_classes` of a ModelForm.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from network.dutch import enumeration
from network.personal_data import Finding, Kind, find_personal_data

CASEWORK = frozenset({Kind.BSN})
MOST_TO_CHECK = 20_000  # characters, while typing; on saving the whole text is read
MOST_TO_NAME = 3
STATEMENT = "Dit zijn geen gegevens van een slachtoffer, pleger of cliënt"

_HOW_TO_REMOVE = {
    Kind.BSN: "Een burgerservicenummer mag hier niet staan. Haal het weg en sla opnieuw op.",
    Kind.ADDRESS: "Het adres van deze plek is geheim. Haal straat, huisnummer en postcode weg en sla opnieuw op.",
}


def mark_of(excerpts: Iterable[str]) -> str:
    """Stands for exactly these excerpts, so that a tick never covers what was typed after it."""
    return sha256("\n".join(sorted(set(excerpts))).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Check:
    """What the guard says of one text in one field."""

    name: str
    element_id: str
    asked: tuple[Finding, ...] = ()  # may stand here when somebody says so
    refused: tuple[Finding, ...] = ()
    is_confirmed: bool = False

    @property
    def mark(self) -> str:
        return mark_of(finding.excerpt for finding in self.asked)

    @property
    def confirm_name(self) -> str:
        return f"{self.name}_bevestigd"

    @property
    def statement(self) -> str:
        return STATEMENT

    @property
    def warning(self) -> str:
        return f"Hier staat {_in_words(self.asked)}." if self.asked else ""

    @property
    def refusals(self) -> list[str]:
        """Why this text can't be saved here, and what to take out."""
        reasons: dict[str, list[Finding]] = {}
        for finding in self.refused:
            how = _HOW_TO_REMOVE.get(finding.kind, "Dit mag hier niet staan. Haal het weg en sla opnieuw op.")
            reasons.setdefault(how, []).append(finding)
        return [f"Hier staat {_in_words(found)}. {how}" for how, found in reasons.items()]


def _in_words(findings: Collection[Finding]) -> str:
    named = list(dict.fromkeys(f"{each.what} ({each.excerpt})" for each in findings))
    rest = len(named) - MOST_TO_NAME
    return enumeration([*named[:MOST_TO_NAME], f"nog {rest}"] if rest > 0 else named)


def check_text(
    text: str,
    *,
    name: str,
    element_id: str,
    refuses: Collection[Kind] = (),
    known: Collection[str] = (),
    confirmed: str = "",
) -> Check:
    """`known` holds the marks of what stood here before, and `confirmed` the mark that somebody ticked."""
    findings = find_personal_data(text, in_casework=Kind.BSN in refuses)
    refused = tuple(each for each in findings if each.kind in refuses)
    new = tuple(each for each in findings if each.kind not in refuses and mark_of([each.excerpt]) not in known)
    check = Check(name, element_id, new, refused)
    return Check(name, element_id, new, refused, is_confirmed=bool(new) and confirmed == check.mark)


class GuardedBoundField(BoundField):
    """A guarded field in a form: it knows what was stored, what was typed and what was ticked."""

    field: "GuardedTextField"

    @cached_property
    def known(self) -> list[str]:
        """What stood here. What a new thing begins with comes from elsewhere, and is read before it stands here too."""
        thing = getattr(self.form, "instance", None)
        if thing is not None and thing.pk is None:
            return []
        return [mark_of([finding.excerpt]) for finding in find_personal_data(str(self.initial or ""))]

    @property
    def check(self) -> Check:
        return self.check_of(str(self.value() or ""))

    def check_of(self, text: str) -> Check:
        return check_text(
            text,
            name=self.html_name,
            element_id=str(self.id_for_label),
            refuses=self.field.refuses,
            known=self.known,
            confirmed=self.form.data.get(f"{self.html_name}_bevestigd", ""),
        )

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if (widget or self.field.widget).is_hidden:
            return attrs
        return {
            **attrs,
            "data-guarded": True,
            "hx-post": CHECK_URL,
            "hx-trigger": "change, keyup changed delay:700ms",
            "hx-target": f"#{self.id_for_label}_controle",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
            "hx-params": f"{self.html_name},bekend,weigert",
            "hx-vals": json.dumps({"bekend": " ".join(self.known), "weigert": " ".join(sorted(self.field.refuses))}),
        }


class GuardedTextField(forms.CharField):
    """Text that others will read."""

    bound_field_class = GuardedBoundField
    widget: Any = forms.Textarea

    def __init__(self, *args: Any, strict: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses: frozenset[Kind] = CASEWORK if strict else frozenset()
        self._bound: GuardedBoundField | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> GuardedBoundField:
        # Cleaning a value needs to know what was stored and ticked, which only the form can tell.
        self._bound = bound = GuardedBoundField(form, self, field_name)
        return bound

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if self._bound is None:
            raise RuntimeError("A guarded field is cleaned by its form.")
        check = self._bound.check_of(text)
        if check.refused:
            raise ValidationError([ValidationError(reason, code="refused") for reason in check.refusals])
        if check.asked and not check.is_confirmed:
            what_to_do = "Haal het weg, of vink hieronder aan dat het mag blijven staan."
            raise ValidationError(f"{check.warning} {what_to_do}", code="personal_data")
        return text


class GuardedLineField(GuardedTextField):
    """One line of free text: a line break, which no browser sends here, would break subjects of mails and calendars."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        return _BREAKS.sub(" ", super().to_python(value) or "").strip()


_BREAKS = re.compile(r"[\x01-\x1f\x7f\x85\u2028\u2029]+")


CHECK_URL = reverse_lazy("network:check-text")

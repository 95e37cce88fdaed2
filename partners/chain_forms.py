"""Forms of the chain: its links, who does what in them, and the team that directs it."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from network.dates import today
from network.dutch import enumeration, long_date
from network.fields import DutchDateField, offer
from network.guarded import GuardedLineField, GuardedTextField
from partners.models import Body, ChainLink, ChainRole, ChainRoleKind, Membership, Organisation, Seat

ON_A_DAY, MISTAKE = "dag", "vergissing"


class ChainLinkForm(forms.ModelForm):
    """A link of the chain. A new one is in use, and comes last."""

    class Meta:
        model = ChainLink
        fields = ("name", "description", "is_in_use")
        field_classes: ClassVar[dict[str, Any]] = {"name": GuardedLineField, "description": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"description": forms.Textarea({"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "name": "Bijvoorbeeld: melding en signalering.",
            "is_in_use": "Zet dit uit als de schakel niet meer bij de keten hoort. Rollen en taken blijven bewaard.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam ontbreekt. Typ bijvoorbeeld: melding en signalering."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["is_in_use"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = ChainLink.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if same:
            where = "" if same.is_in_use else " Zij staat onder «Niet in gebruik»."
            raise ValidationError(f"De schakel «{same}» is er al.{where} Kies een andere naam.")
        return name


class ChainRoleForm(forms.Form):
    """Who does what in a link, from when, and who answers for it.

    Once another role turns out to be in the way, `asks_to_end` is the question whether that one ends the day before.
    """

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Partner",
        empty_label="Kies een partner",
        error_messages={"required": "Kies de partner die deze rol krijgt."},
    )
    kind = forms.ChoiceField(
        label="Rol",
        choices=ChainRoleKind.choices,
        widget=forms.RadioSelect,
        help_text="In elke schakel is één partner tegelijk procesverantwoordelijke.",
        error_messages={"required": "Kies: procesverantwoordelijke of deelnemer."},
    )
    contact = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Wie het doet",
        required=False,
        empty_label="Nog niemand bij naam",
        help_text="Iemand die voor deze partner werkt. Anderen zien de naam als die persoon dat goed vindt.",
    )
    starts_on = DutchDateField(
        label="Vanaf",
        help_text="Bijvoorbeeld 1 januari 2027.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
    )
    ends_on = DutchDateField(label="Tot en met", required=False, help_text="Leeg: tot u de rol beëindigt.")
    ends_former = forms.BooleanField(required=False)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", today())
        self.initial.setdefault("organisation", organisation)
        offer(self, "organisation", Organisation.objects.standing().still_there())
        working = Membership.objects.on().in_active_organisation().with_names()
        offer(self, "contact", working)
        grouped = groupby(working.order_by("organisation__name", "person__name"), lambda each: str(each.organisation))
        self.fields["contact"].choices = [  # type: ignore[attr-defined]  # a ModelChoiceField
            ("", "Nog niemand bij naam"),
            *((name, [(each.pk, _as_contact(each)) for each in group]) for name, group in grouped),
        ]
        self.asks_to_end = ""

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        starts_on, ends_on, organisation = (values.get(name) for name in ("starts_on", "ends_on", "organisation"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", f"Dat is voor de eerste dag. Kies een datum op of na {long_date(starts_on)}.")
        if starts_on and organisation and organisation.left_on and starts_on > organisation.left_on:
            last = long_date(organisation.left_on)
            self.add_error("starts_on", f"{organisation} doet mee tot en met {last}. Kies een eerdere dag.")
        contact = values.get("contact")
        if contact and organisation and contact.organisation_id != organisation.pk:
            self.add_error(
                "contact",
                f"{contact.person.name} werkt voor {contact.organisation}. Kies iemand van {organisation}, of niemand.",
            )
        return values

    def explain(self, roles: Sequence[ChainRole], starts_on: date, *, can_end: bool) -> None:
        """Say who has the role by now, and offer to let that role end the day before this one starts."""
        told = enumeration([_in_words(role) for role in roles])
        if not can_end:
            first = long_date(min(role.starts_on for role in roles))
            self.add_error("kind", f"{told}. Kies een laatste dag voor {first}, of beëindig die rol eerst.")
            return
        day_before = long_date(starts_on - timedelta(days=1))
        one = len(roles) == 1
        self.asks_to_end = f"Laat {'die rol' if one else 'die rollen'} eindigen op {day_before}"
        self["ends_former"].label = self.asks_to_end
        ends = f"die rol op {day_before} eindigt" if one else f"die rollen op {day_before} eindigen"
        self.add_error("kind", f"{told}. Vink hieronder aan dat {ends}, of kies iets anders.")


def _as_contact(membership: Membership) -> str:
    name = str(membership.person.name)
    return f"{name}, {membership.function}" if membership.function else name


def _in_words(role: ChainRole) -> str:
    """«GGD is procesverantwoordelijke vanaf 1 januari 2021, zonder einddatum»"""
    until = f"tot en met {long_date(role.ends_on)}" if role.ends_on else "zonder einddatum"
    return f"{role.organisation} is {role.get_kind_display()} vanaf {long_date(role.starts_on)}, {until}"


class LastDayForm(forms.Form):
    """The last day of a role or a task; or it was never right, and goes."""

    when = forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=[(ON_A_DAY, "Dit eindigt na een laatste dag"), (MISTAKE, "Dit was een vergissing: haal het weg")],
        initial=ON_A_DAY,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of dit eindigt, of een vergissing was."},
    )
    ends_on = DutchDateField(
        label="Laatste dag", required=False, help_text="Bijvoorbeeld 31 december 2026. Die dag telt nog mee."
    )

    def __init__(self, *args: Any, starts_on: date, ends_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on, self.planned = starts_on, ends_on
        self.initial["ends_on"] = ends_on or max(today(), starts_on)
        self.fields["ends_on"].sometimes_required = True  # type: ignore[attr-defined]  # read by the field's template

    @property
    def last_day(self) -> date | None:
        """None means that it was a mistake."""
        return self.cleaned_data["ends_on"] if self.cleaned_data["when"] == ON_A_DAY else None

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if values.get("when") != ON_A_DAY:
            self.errors.pop("ends_on", None)
            return values
        if "ends_on" in self.errors:
            return values
        day = values.get("ends_on")
        if day is None:
            self.add_error("ends_on", "De laatste dag ontbreekt. Typ bijvoorbeeld: 31 december 2026.")
        elif day < self.starts_on:
            first = long_date(self.starts_on)
            self.add_error("ends_on", f"Dit begint op {first}. Kies die dag of een latere, of kies «vergissing».")
        elif self.planned and day > self.planned:
            self.add_error("ends_on", f"Dit eindigt al op {long_date(self.planned)}. Kies die dag of een eerdere.")
        return values


class ChainTeamForm(forms.ModelForm):
    """The ketenregieteam: how often it meets, and which process owners have a seat."""

    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Wie heeft een zetel?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De procesverantwoordelijken van de schakels, en wie al een zetel heeft.",
    )

    class Meta:
        model = Body
        fields = ("name", "rhythm")
        field_classes: ClassVar[dict[str, Any]] = {"name": GuardedLineField, "rhythm": GuardedLineField}
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam ontbreekt. Typ bijvoorbeeld: ketenregieteam."}
        }

    def __init__(self, *args: Any, owners: Sequence[int], seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = [seat.organisation_id for seat in seats if seat.organisation_id]
        choices = Organisation.objects.filter(Q(pk__in=owners) | Q(pk__in=seated))
        offer(self, "partners", choices)
        self.initial.setdefault("partners", seated if self.instance.pk else list(owners))

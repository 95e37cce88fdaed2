"""/componenten/: every component in each of its states, for who builds and for who checks the look."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from network.fields import DutchDateField, DutchDecimalField, DutchIntegerField, DutchTimeField, LightPicker
from network.guarded import GuardedTextField
from network.history import Change
from network.overview import Todo
from network.policy import Permission, require

LIGHTS = [("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")]
ICONS = [
    *["ok", "warning", "stop", "info", "open", "clock", "add", "edit", "close", "search", "person", "group", "menu"],
    *["caret", "next", "previous", "document", "download", "upload", "lock", "phone", "mail", "chat", "place"],
    *["calendar", "history", "link", "exit", "print"],
]


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Titel", max_length=80, help_text="Kort en herkenbaar, zoals: Lotgenotengroep.")
    starts_on = DutchDateField(label="Begindatum", help_text="Bijvoorbeeld 3 mei 2026.")
    amount = DutchDecimalField(label="Gevraagd bedrag", required=False, help_text="In euro’s, bijvoorbeeld 13.588.")
    conversations = DutchIntegerField(label="Aantal gesprekken", required=False)
    opens_at = DutchTimeField(label="Open vanaf", required=False)
    lead = forms.ChoiceField(label="Trekker", choices=[("", "Kies een partner"), ("1", "GGD"), ("2", "MEE")])
    form_of_work = forms.ChoiceField(
        label="Vorm",
        choices=[("individual", "Individueel"), ("collective", "Collectief")],
        widget=forms.RadioSelect,
        help_text="Collectief is: voor meer mensen tegelijk.",
    )
    target_groups = forms.MultipleChoiceField(
        label="Doelgroepen",
        choices=[("youth", "Jeugdigen"), ("risk", "Risicogroep"), ("professionals", "Professionals")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    document = forms.FileField(label="Ondertekend stuk", required=False)
    explanation = GuardedTextField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    is_shared = forms.BooleanField(
        label="Delen met het netwerk", help_text="Iedereen die is ingelogd kan dit lezen.", required=False
    )


class SampleProgressForm(forms.Form):
    """The row editor of an action."""

    time_light = forms.ChoiceField(label="Tijd", choices=LIGHTS, widget=LightPicker)
    money_light = forms.ChoiceField(label="Geld", choices=LIGHTS, widget=LightPicker)
    cause = forms.CharField(label="Oorzaak", help_text="Wat gebeurde er?", widget=forms.Textarea)
    consequence = forms.CharField(label="Consequentie", help_text="Wat lukt er nu niet?", widget=forms.Textarea)
    correction = forms.CharField(label="Bijsturing", help_text="Wat doet u, en wanneer?", widget=forms.Textarea)


class SampleFilterForm(forms.Form):
    all_optional = True

    pillar = forms.ChoiceField(label="Pijler", choices=[("", "Alle pijlers"), ("1", "Preventie")], required=False)
    light = forms.ChoiceField(label="Stand", choices=[("", "Alle standen"), *LIGHTS], required=False)
    words = forms.CharField(label="Zoek in titel en tekst", required=False, widget=forms.TextInput({"type": "search"}))


@dataclass(frozen=True)
class SampleDay:
    name: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class SampleStep:
    name: str
    text: str
    state: str


@dataclass(frozen=True)
class SampleChart:
    title: str
    conclusion: str
    svg: str
    columns: list[str]
    rows: list[list[str]]
    note: str
    source_line: str


def _sample_chart() -> SampleChart:
    drawing = (
        '<svg width="640" height="180" viewBox="0 0 640 180" role="img" aria-labelledby="chart-name">'
        '<title id="chart-name">Adviezen per jaar: 35, 40 en 55</title>'
        '<g fill="#0b5c75"><rect x="60" y="90" width="120" height="70"/><rect x="260" y="80" width="120" height="80"/>'
        '<rect x="460" y="50" width="120" height="110"/></g>'
        '<g fill="#17252c" font-size="15" text-anchor="middle"><text x="120" y="176">2022</text>'
        '<text x="320" y="176">2023</text><text x="520" y="176">2024</text><text x="120" y="84">35</text>'
        '<text x="320" y="74">40</text><text x="520" y="44">55</text></g></svg>'
    )
    return SampleChart(
        title="Adviezen per jaar, voorbeeldcijfers",
        conclusion="55 adviezen in 2024, 15 meer dan een jaar eerder",
        svg=mark_safe(drawing),  # noqa: S308  (a constant of our own, nothing typed by anybody)
        columns=["Jaar", "Aantal", "Per 10.000 inwoners", "Status"],
        rows=[
            ["2022", "35", "6,3", "definitief"],
            ["2023", "40", "7,1", "definitief"],
            ["2024", "55", "–", "voorlopig"],
        ],
        note="De cijfers van 2024 zijn voorlopig.",
        source_line="Bron: voorbeeldcijfers. Opgehaald op 3 september 2026.",
    )


def _sample_history() -> list[Change]:
    at = datetime(2026, 9, 16, 15, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return [
        Change("Bas Hendriks", at, "gewijzigd", "realisatie", "3", "4", "vierde traject gestart op 7 september."),
        Change("Marijke de Wit", at.replace(month=6), "gewijzigd", "einddatum", "1 november 2026", "niet ingevuld", ""),
        Change("Marijke de Wit", at.replace(month=1), "toegevoegd", "", "", "", ""),
    ]


def _sample_todos() -> list[Todo]:
    return [
        Todo(
            date(2026, 9, 1), "Mijlpaal: workshop gegeven", "Actie 4.3.", "#", "Mijlpaal bijwerken", late=True, key=""
        ),
        Todo(date(2027, 10, 1), "Levering: aantal trajecten", "Twee getallen.", "#", "Cijfers invullen", key=""),
        Todo(None, "Profiel aanvullen", "Er is nog geen contactpersoon.", "#", "Contact toevoegen", key=""),
    ]


def _samples() -> dict[str, Any]:
    return {
        "lights": ["green", "amber", "red", "grey", "stale"],
        "counts": {"green": 11, "amber": 5, "red": 2, "grey": 0, "stale": 1},
        "icons": ICONS,
        "crumbs": [("Plan", "#"), ("Bouwsteen 4", "#"), ("4.2", None)],
        "parts": [("Acties", "#", True), ("Bouwstenen", "#", False), ("Matrix", "#", False)],
        "form": SampleForm(initial={"starts_on": date(2026, 5, 3), "amount": 13588, "form_of_work": "individual"}),
        "form_with_errors": SampleForm(
            {"starts_on": "31-2-2026", "amount": "12.5", "conversations": "3,7", "opens_at": "25"},
            auto_id="fout_%s",
        ),
        "progress_form": SampleProgressForm(
            initial={"time_light": "amber", "money_light": "green", "cause": "De tweede trainer is er nog niet."},
            auto_id="stand_%s",
        ),
        "filter_form": SampleFilterForm(auto_id="filter_%s"),
        "page": Paginator(range(57), 20).page(2),
        "chart": _sample_chart(),
        "changes": _sample_history(),
        "todos": _sample_todos(),
        "days": [
            SampleDay("maandag", "9.00 tot 12.30 uur en 13.30 tot 17.00 uur"),
            SampleDay("dinsdag", "op afspraak"),
            SampleDay("vrijdag", "22.00 tot 6.00 uur", "open tot zaterdag 6.00 uur"),
            SampleDay("zaterdag", "gesloten"),
            SampleDay("zondag", "niet opgegeven"),
        ],
        "steps": [
            SampleStep("Concept", "12 mei 2026", "done"),
            SampleStep("Ondertekenen", "streefdatum 1 oktober", "now"),
            SampleStep("In werking", "1 januari 2027", "to come"),
        ],
        "budget": [
            ["Individuele begeleiding", "156", "€\u00a013.588"],
            ["Casemanagement", "156", "n.v.t."],
            ["Lotgenotengroep", "45,5", "€\u00a04.355"],
        ],
        "budget_columns": ["Post", "Uren per jaar", "Gevraagd"],
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.COMPONENTS_VIEW)
    return render(request, "network/components.html", _samples())

"""What to see of the list of indicators. Names are those of the address, so Dutch."""

from typing import Any

from django import forms
from django.db.models import Q

from monitor.catalogue import NO_FIGURES, OUTDATED, UP_TO_DATE, IndicatorRow
from monitor.models import Source
from monitor.models.figures import IndicatorQuerySet
from network.fields import offer


class IndicatorFilter(forms.Form):
    all_optional = True

    zoek = forms.CharField(
        label="Zoek een woord", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    bron = forms.ModelChoiceField(Source.objects.none(), label="Bron", required=False, empty_label="Alle bronnen")
    stand = forms.ChoiceField(
        label="Cijfers",
        required=False,
        choices=[
            ("", "Alles"),
            (UP_TO_DATE, "Met actuele cijfers"),
            (OUTDATED, "Verouderd"),
            (NO_FIGURES, "Nog geen cijfers"),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offer(self, "bron", Source.objects.filter(indicators__isnull=False).distinct())
        self.is_valid()

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    def chosen(self, indicators: IndicatorQuerySet) -> IndicatorQuerySet:
        """Every word stands in what is told of the indicator or of its source."""
        if source := self.cleaned_data.get("bron"):
            indicators = indicators.filter(source=source)
        for word in self.cleaned_data.get("zoek", "").split():
            indicators = indicators.filter(
                Q(name__icontains=word)
                | Q(definition__icontains=word)
                | Q(table_id__icontains=word)
                | Q(table_title__icontains=word)
                | Q(source__name__icontains=word)
            )
        return indicators

    def in_state(self, rows: list[IndicatorRow]) -> list[IndicatorRow]:
        wanted = self.cleaned_data.get("stand")
        return [row for row in rows if row.state == wanted] if wanted else rows

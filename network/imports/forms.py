"""Forms of the import pages: the file, how it is read, what stands in which column, and what is double."""

from collections.abc import Sequence
from typing import Any

from django import forms

from network.dutch import number
from network.imports.kinds import Column, ImportKind
from network.imports.layouts import MOST_SKIPPED, SKIPS, Layout, problems_with, samples
from network.imports.previews import Preview
from network.tables import MOST_ROWS, Table, column_letter
from network.uploads import MOST_PACKED, display_name, too_large

SEPARATORS = [(";", "puntkomma ( ; )"), (",", "komma ( , )"), ("\t", "tab"), ("|", "streepje ( | )")]


class UploadForm(forms.Form):
    """A list on somebody's computer."""

    file = forms.FileField(
        label="Bestand",
        help_text="Een lijst uit Excel (.xlsx), LibreOffice (.ods) of een ander programma (.csv). "
        f"Hoogstens {MOST_PACKED // 1024**2} MB en {number(MOST_ROWS)} rijen. Er wordt nog niets opgeslagen.",
        error_messages={
            "required": "Kies eerst een bestand op uw computer.",
            "empty": "Het bestand is leeg. Kies het bestand met de lijst.",
            "invalid": "Kies eerst een bestand op uw computer.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_PACKED:
            raise forms.ValidationError(too_large())
        file.name = display_name(file.name)
        return file


class ReadingForm(forms.Form):
    """Which sheet of a workbook is meant, or what stands between the columns of a CSV file."""

    sheet = forms.ChoiceField(label="Blad")
    separator = forms.ChoiceField(label="Tussen de kolommen staat een", choices=SEPARATORS)

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data, initial={"sheet": table.sheet, "separator": table.separator}, prefix="lezen")
        if table.kind == "csv":
            del self.fields["sheet"]
        else:
            del self.fields["separator"]
            self.fields["sheet"].choices = [(name, name) for name in table.sheets]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def offers_a_choice(self) -> bool:
        return "separator" in self.fields or len(self.fields["sheet"].choices) > 1  # type: ignore[attr-defined]  # likewise


class LayoutForm(forms.Form):
    """Each of our columns with the column of the file that holds it, and one value for all rows where that helps."""

    all_optional = True  # what is needed says so itself

    def __init__(self, kind: ImportKind, table: Table, layout: Layout, data: Any = None) -> None:
        self.kind, self.table = kind, table
        super().__init__(data, initial=self._initial(layout), prefix="kolom")
        options = file_columns(table)
        for column in kind.columns:
            self.fields[column.key] = self._column_field(column, options)
            if column.choices:
                self.fields[f"{column.key}-vast"] = self._default_field(column)
        self.fields[SKIPS] = _skips_field()

    def _initial(self, layout: Layout) -> dict[str, str]:
        return {
            **{key: str(index) for key, index in layout.columns.items()},
            **{f"{key}-vast": value for key, value in layout.defaults.items()},
            SKIPS: str(layout.skips) if layout.skips else "",
        }

    def _column_field(self, column: Column, options: Sequence[tuple[str, str]]) -> forms.Field:
        return forms.ChoiceField(
            label=column.label,
            choices=[("", "Staat niet in het bestand"), *options],
            required=column.is_required and not column.choices,
            help_text=_how_needed(column) or column.help_text,
            error_messages={
                "required": f"Kies de kolom met de {column.label.lower()}.",
                "invalid_choice": "Kies een kolom van dit bestand.",
            },
        )

    def _default_field(self, column: Column) -> forms.Field:
        return forms.ChoiceField(
            label=column.chosen_label or f"{column.label} van wie nieuw is",
            choices=[("", "Lees alleen wat in het bestand staat"), *column.choices],
            required=False,
            help_text=column.chosen_help
            or "Voor een lijst waarin dit niet staat, of niet overal. Wie er al is, blijft zoals hij is.",
            error_messages={"invalid_choice": "Kies een waarde uit de lijst."},
        )

    @property
    def layout(self) -> Layout:
        values = {key: value for key, value in self.cleaned_data.items() if value and key != SKIPS}
        columns = {key: int(value) for key, value in values.items() if not key.endswith("-vast")}
        defaults = {key.removesuffix("-vast"): value for key, value in values.items() if key.endswith("-vast")}
        return Layout(columns, defaults, self.cleaned_data[SKIPS] or 0)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for key, problem in problems_with(self.kind, self.layout, self.table.header).items():
                self.add_error(key, problem)
        return self.cleaned_data


def _skips_field() -> forms.Field:
    return forms.IntegerField(
        label="Rijen met uitleg onder de kolomkoppen",
        required=False,
        min_value=0,
        max_value=MOST_SKIPPED,
        help_text="Staan er onder de koppen eerst nog rijen met uitleg of andere koppen? Vul in hoeveel. Die slaat het "
        "portaal over.",
        error_messages={
            "invalid": "Vul een getal in, bijvoorbeeld 1.",
            "min_value": "Vul nul of meer in.",
            "max_value": f"Vul hoogstens {MOST_SKIPPED} in.",
        },
    )


def _how_needed(column: Column) -> str:
    if not column.is_required:
        return ""
    return "Kies een kolom, of hieronder één keuze voor alle rijen." if column.choices else "Deze kolom is nodig."


def file_columns(table: Table) -> list[tuple[str, str]]:
    """The columns of a file as people recognise them: letter, heading, and the first values."""
    return [(str(index), column_in_words(table, index)) for index in range(len(table.header))]


def column_in_words(table: Table, index: int) -> str:
    """B: Plaats (Gieten, Aalsmeer, Aalten)"""
    values = ", ".join(samples(table, index)) or "leeg"
    return f"{column_letter(index)}: {table.header[index] or 'zonder kop'} ({values})"


class DoublesForm(forms.Form):
    """Of each possible duplicate whether it is the same as what we hold."""

    all_optional = True

    def __init__(self, preview: Preview, data: Any = None) -> None:
        self.rows = preview.doubles
        super().__init__(data, initial={f"{row.number}": row.choice for row in self.rows}, prefix="rij")
        for row in self.rows:
            self.fields[str(row.number)] = forms.ChoiceField(
                label=f"Rij {row.number}: {row.title}",
                choices=[(value, words) for value, words in row.options],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Kies of dit dezelfde is."},
            )

    @property
    def choices(self) -> dict[str, str]:
        return {number: choice for number, choice in self.cleaned_data.items() if choice}

"""What the page of one import shows, in each of its states."""

from dataclasses import dataclass
from typing import Any

from monitor.areas import area_label
from monitor.import_columns import columns_of_run
from monitor.import_flows import is_ready
from monitor.import_forms import ConfirmForm, ExistingIndicatorForm, NewIndicatorForm
from monitor.import_look import SHOWN, not_released, why_not_released
from monitor.import_progress import progress_of
from monitor.models import EditionBuild, ImportFile, ImportRun, ImportStatus
from monitor.numbers import SYMBOL_OF, ValueStatus
from monitor.series import ALL_CRIME
from monitor.statline import Columns, Layout
from network.database import as_steward
from network.dutch import number
from network.models import Person
from network.progress import Progress

# Of a table that was thrown away before anybody said what its columns are.
_NOTHING_READ: dict[str, Any] = {
    "table_id": "",
    **dict.fromkeys(("filters", "areas", "notes", "period_labels", "measures"), ()),
    **dict.fromkeys(("observations", "rows", "provisional", "zeros", "new", "changed", "unchanged", "rejected"), 0),
    "missing": {},
    "names_an_area": True,
    "is_all_crime": False,
}
_NAMED = {
    ValueStatus.SUPPRESSED: "een punt",
    ValueStatus.IMPOSSIBLE: "leeg",
    ValueStatus.NIL: "een streepje",
    ValueStatus.LIMIT: "een grens",
}


@dataclass(frozen=True)
class ImportPage:
    run: ImportRun
    rejected: list[list[str]]
    changes: list[list[str]]
    samples: list[list[str]]
    existing: ExistingIndicatorForm | None = None
    new: NewIndicatorForm | None = None
    confirm: ConfirmForm | None = None
    build: EditionBuild | None = None  # that gave no edition of what was saved

    change_columns = ("Gebied en periode", "Onderwerp", "Nu", "Straks", "Bijzonderheid")
    sample_columns = ("Gebied", "Periode", "Onderwerp", "Waarde", "Status")
    all_crime = ALL_CRIME

    @property
    def told(self) -> dict[str, Any]:
        return _NOTHING_READ | self.run.preview

    @property
    def layout(self) -> str:
        return Layout(self.run.layout).label

    @property
    def is_mapped(self) -> bool:
        return self.run.layout == Layout.MAPPED

    @property
    def title(self) -> str:
        return {
            ImportStatus.PREVIEWED: "Bekijk wat er gaat veranderen",
            ImportStatus.CONFIRMED: "De cijfers worden opgeslagen",
            ImportStatus.LOADED: "De cijfers zijn opgeslagen",
            ImportStatus.FAILED: "Het opslaan is mislukt",
            ImportStatus.CANCELLED: "Deze import is geannuleerd",
        }[ImportStatus(self.run.status)]

    @property
    def lead(self) -> str:
        nothing = self.run.status in {ImportStatus.PREVIEWED, ImportStatus.FAILED}
        return f"Bestand {self.run.file_name}.{' Er is nog niets opgeslagen.' if nothing else ''}"

    @property
    def is_open(self) -> bool:
        """Whether something can still be chosen or saved."""
        return self.run.status in {ImportStatus.PREVIEWED, ImportStatus.FAILED}

    @property
    def is_busy(self) -> bool:
        return self.run.status == ImportStatus.CONFIRMED

    @property
    def table(self) -> str:
        names = dict.fromkeys(filter(None, [self.told["table_id"], self.run.table_title]))
        return ", ".join(names) or "niet genoemd in het bestand"

    @property
    def periods(self) -> str:
        return ", ".join(self.told["period_labels"])

    @property
    def areas(self) -> str:
        """The areas by name, or how many there are."""
        if self.run.area_given:
            return f"{area_label(self.run.area_kind_given, self.run.area_given)}, door u opgegeven"
        areas = self.told["areas"]
        if not areas:
            return "niet genoemd in het bestand"
        first = ", ".join(areas[:5])
        return first if len(areas) <= 5 else f"{number(len(areas))} gebieden, waaronder {first}"

    @property
    def missing(self) -> str:
        """«2 keer een punt (geheim of onbekend), 1 keer leeg (kan niet voorkomen), …, 1 keer nul»."""
        missing = self.told["missing"]
        kinds = [
            f"{number(missing[status])} keer {_sign_of(status)} ({status.label})"
            for status in ValueStatus
            if status in missing
        ]
        return ", ".join([*kinds, f"{number(self.told['zeros'])} keer nul"])

    @property
    def indicator_name(self) -> str:
        if self.run.indicator:
            return self.run.indicator.name
        name = self.run.new_indicator.get("name", "")
        return f"{name} (nieuw)" if name else ""

    @property
    def other_notes(self) -> list[str]:
        return [note for note in self.told["notes"] if note != ALL_CRIME]

    @property
    def has_indicators(self) -> bool:
        return self.existing is not None and self.existing.has_indicators

    @property
    def opens_new(self) -> bool:
        """Whether the form for a new indicator stands open: there is no other, or it was filled in with mistakes."""
        return not self.has_indicators or bool(self.new and self.new.is_bound)

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in (self.existing, self.new, self.confirm) if form)

    @property
    def loaded_title(self) -> str:
        return f"{number(self.to_save)} {'cijfer' if self.to_save == 1 else 'cijfers'} opgeslagen"

    @property
    def loaded_text(self) -> str:
        told = self.told
        return (
            f"{number(told['new'])} nieuw, {number(told['changed'])} veranderd, "
            f"{number(told['unchanged'])} gelijk gebleven, {number(told['rejected'])} afgekeurd en overgeslagen."
        )

    @property
    def why_not_released(self) -> str:
        return why_not_released(self.build) if self.build else ""

    @property
    def to_save(self) -> int:
        return int(self.told["new"]) + int(self.told["changed"])

    @property
    def more_rejected(self) -> int:
        return max(0, int(self.told["rejected"]) - len(self.rejected))

    @property
    def more_changes(self) -> int:
        return max(0, int(self.told["changed"]) - SHOWN)


@dataclass(frozen=True)
class RunningImport:
    """An import that is being saved, and how far it is."""

    run: ImportRun
    progress: Progress | None


def running_import(person: Person, *, besides: ImportRun | None = None) -> RunningImport | None:
    running = ImportRun.objects.visible_to(person).filter(status=ImportStatus.CONFIRMED)
    if besides:
        running = running.exclude(pk=besides.pk)
    run = running.order_by("pk").first()
    return RunningImport(run, progress_of(run.pk)) if run else None


def columns_of_import(run: ImportRun, *, sheet: str) -> Columns:
    """The columns of the file, with a few values of each. Raises FileError."""
    with as_steward():
        content = bytes(ImportFile.objects.get(import_run=run).content)
    return columns_of_run(run, content, sheet=sheet)


def import_page(
    run: ImportRun,
    *,
    chooses: bool = False,
    existing: ExistingIndicatorForm | None = None,
    new: NewIndicatorForm | None = None,
    confirm: ConfirmForm | None = None,
) -> ImportPage:
    """The page of a run; a form that was filled in with mistakes stays as it was typed."""
    with as_steward():
        file = ImportFile.objects.filter(import_run=run).only("preview").first()
    examples = file.preview if file else {}
    page = {name: examples.get(name, [])[:SHOWN] for name in ("rejected", "changes", "samples")}
    if run.status not in {ImportStatus.PREVIEWED, ImportStatus.FAILED}:
        return ImportPage(run, **page, build=not_released(run))
    if not is_ready(run) or chooses or existing or new:
        return ImportPage(
            run, **page, existing=existing or ExistingIndicatorForm(run), new=new or NewIndicatorForm(run)
        )
    return ImportPage(run, **page, confirm=confirm or ConfirmForm(run.preview["rejected"]))


def _sign_of(status: ValueStatus) -> str:
    """What stands in the file: a sign by its name, a word as it is."""
    return _NAMED.get(status) or f"«{SYMBOL_OF[status]}»"

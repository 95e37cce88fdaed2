"""The indicator that figures belong to: one that exists, or one that an import makes."""

from dataclasses import dataclass

from monitor.areas import COUNTRY, area_label, same_name
from monitor.catalogue_flows import free_slug
from monitor.models import ImportRun, Indicator, Source
from monitor.series import ALL_CRIME


class ImportRefusedError(ValueError):
    """What was asked can't be done as it stands; the message is Dutch and says what to do."""


@dataclass(frozen=True)
class NewIndicator:
    """An indicator that an import will make: never without a name, a definition and a source."""

    name: str
    definition: str
    source: str
    unit: str = "aantal"
    table_id: str = ""
    table_title: str = ""
    direction: str = "none"
    quality_note: str = ""
    has_overlapping_categories: bool = False
    is_in_report: bool = False
    is_national: bool = False  # a survey among the whole country


def suggested_indicator(run: ImportRun) -> NewIndicator:
    """A first draft, in the words of the table itself."""
    told = run.preview
    about = "; ".join([*told["measures"], *told["filters"]]).strip("; ")
    table = f"de tabel «{run.table_title}»" if run.table_title else "deze tabel"
    source = source_name(run)
    return NewIndicator(
        name=run.table_title[:200],
        definition=f"Wat {source or 'de bron'} telt in {table}{f': {about}' if about else ''}.",
        source=source,
        unit=told["unit"] or "aantal",
        table_id=told["table_id"],
        table_title=run.table_title,
        quality_note=ALL_CRIME if told["is_all_crime"] else "",
        is_national="prevalentiemonitor" in run.table_title.casefold(),
    )


def source_name(run: ImportRun) -> str:
    return run.source_line.removeprefix("Bron:").strip()


def refuse_without_definition(new: NewIndicator) -> None:
    if not new.name.strip() or not new.definition.strip():
        raise ImportRefusedError("Schrijf op hoe het heet en wat er meetelt. Zonder definitie tonen we geen cijfer.")
    if not new.source.strip():
        raise ImportRefusedError("Vul in wie de cijfers maakt. Zonder bron tonen we geen cijfer.")


def refuse_other_source(run: ImportRun, wanted: str) -> None:
    """Figures of two sources never meet in one indicator. A file that names no source is taken on trust."""
    source = source_name(run)
    if source and wanted and same_name(source) != same_name(wanted):
        raise ImportRefusedError(
            f"Dit bestand komt van {source}. Cijfers van {wanted} en van {source} mogen niet in één indicator, "
            "want ze tellen anders. Kies een andere indicator, of maak een nieuwe."
        )


def is_national(run: ImportRun) -> bool:
    """Whether the figures belong to a survey among the whole country."""
    return run.indicator.is_national if run.indicator else bool(run.new_indicator.get("is_national"))


def refuse_a_part_of_the_country(run: ImportRun) -> None:
    """A survey among the whole country says nothing about one region or municipality."""
    if run.area_given and run.area_kind_given != COUNTRY and is_national(run):
        raise ImportRefusedError(
            f"Dit is een landelijk onderzoek. Het zegt niets over {area_label(run.area_kind_given, run.area_given)}. "
            "Geef Nederland op als gebied."
        )


def make_indicator(new: NewIndicator) -> Indicator:
    source, _ = Source.objects.get_or_create(
        name=new.source,
        defaults={
            "attribution": f"Bron: {new.source}",
            "licence": "CC BY 4.0" if new.source in {"CBS", "Politie"} else "",
        },
    )
    fields = {name: value for name, value in vars(new).items() if name not in {"source", "is_national"}}
    indicator = Indicator(
        **fields, source=source, slug=free_slug(new.name), geography=COUNTRY if new.is_national else ""
    )
    indicator.full_clean()
    indicator.save()
    return indicator

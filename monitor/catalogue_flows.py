"""What happens in the catalogue, as small stories: a source, an indicator, its subdivisions, breaks and targets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify

from monitor.areas import COUNTRY, area_label
from monitor.models import (
    Delivery,
    DeliveryStatus,
    Dimension,
    DimensionPart,
    DisclosureRule,
    Edition,
    Indicator,
    IndicatorTarget,
    SeriesBreak,
    Source,
    SourceKind,
)
from monitor.series import Contents
from network.database import one_at_a_time
from network.dutch import enumeration, number
from network.history import because
from network.models import Person
from partners.side_by_side import ChangedMeanwhileError, plain

THE_CATALOGUE = "monitor catalogue"
MOST_TO_NAME = 3

SOURCE_FIELDS = ("name", "attribution", "licence", "website", "kind", "note")
INDICATOR_FIELDS = (
    *("name", "definition", "unit", "source", "table_id", "table_title", "geography", "frequency", "direction"),
    *("quality_note", "differs", "rate_per", "adds_up", "has_overlapping_categories", "is_in_report"),
)
BREAK_FIELDS = ("day", "kind", "title", "text")
SUBDIVISION_FIELDS = ("name_1", "parts_1", "name_2", "parts_2")
TARGET_FIELDS = ("kind", "year", "value", "label", "measure", "category", "area", "priority")


class CatalogueRefusedError(ValueError):
    """What was asked would make figures say something else than they do; the message is Dutch and says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _of(thing: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in fields}


def _changes(
    stored: models.Model, now: Mapping[str, Any], seen: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """What this person changed, when all of it is still as they saw it. `seen` is plain text by field."""
    if any(plain(value) != seen.get(name) for name, value in now.items()):
        raise ChangedMeanwhileError(stored)
    return {name: value for name, value in values.items() if plain(now[name]) != plain(value)}


def _save(stored: models.Model, changed: Mapping[str, Any], *, by: Person, reason: str) -> None:
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.full_clean()
    with because(reason, by=by):
        stored.save()


# --- sources ---------------------------------------------------------------------------------------------------------


def values_of_source(source: Source) -> dict[str, Any]:
    return _of(source, SOURCE_FIELDS)


@transaction.atomic
def add_source(*, by: Person, values: dict[str, Any]) -> Source:
    """The same source twice, by a second click, is one source. What partners deliver has its rule from the start."""
    one_at_a_time(THE_CATALOGUE)
    if same := Source.objects.filter(**values).first():
        return same
    with because("Bron toegevoegd", by=by):
        source = Source(**values)
        source.full_clean()
        source.save()
        _give_rule(source)
    return source


@transaction.atomic
def change_source(source: Source, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Source:
    stored = Source.objects.select_for_update().get(pk=source.pk)
    # Who brings figures in holds the indicator, so that its source keeps its kind while figures come.
    indicators = list(Indicator.objects.select_for_update().filter(source=stored))
    if values["kind"] != stored.kind and any(has_figures(indicator) for indicator in indicators):
        raise CatalogueRefusedError("kind", why_kind_stays(stored))
    if changed := _changes(stored, values_of_source(stored), seen, values):
        _save(stored, changed, by=by, reason="Bron gewijzigd")
        _give_rule(stored)
    return stored


def _give_rule(source: Source) -> None:
    """Without a rule for small numbers nothing that partners deliver can be released."""
    if source.kind == SourceKind.DELIVERED:
        DisclosureRule.objects.get_or_create(source=source)


def why_kind_stays(source: Source) -> str:
    how = "het portaal kleine aantallen verbergt" if source.kind == SourceKind.DELIVERED else "de bron zelf publiceert"
    return f"Er zijn al cijfers van deze bron, waarvan {how}. Maak een nieuwe bron voor cijfers van een andere soort."


# --- indicators ------------------------------------------------------------------------------------------------------


def values_of_indicator(indicator: Indicator) -> dict[str, Any]:
    return _of(indicator, INDICATOR_FIELDS)


def has_figures(indicator: Indicator) -> bool:
    """Released, saved or asked of partners. What is saved stays raw, so this looks at what happened to it."""
    return indicator.editions.exists() or indicator.imports.loaded().exists() or indicator.rounds.exists()


@transaction.atomic
def add_indicator(*, by: Person | None, values: dict[str, Any]) -> Indicator:
    """The same indicator twice, by a second click, is one indicator."""
    one_at_a_time(THE_CATALOGUE)
    if same := Indicator.objects.filter(**values).first():
        return same
    indicator = Indicator(**values, slug=free_slug(values["name"]))
    indicator.full_clean()
    with because("Indicator toegevoegd", by=by):
        indicator.save()
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Indicator:
    """Its address stays: reports and mails point to it."""
    stored = Indicator.objects.select_for_update(of=["self"]).select_related("source").get(pk=indicator.pk)
    refuse_another_source(stored, values["source"])
    refuse_national(stored, values["geography"], values["source"])
    if changed := _changes(stored, values_of_indicator(stored), seen, values):
        _save(stored, changed, by=by, reason="Indicator gewijzigd")
    return stored


def refuse_another_source(indicator: Indicator, source: Source) -> None:
    """Figures of two sources never meet in one indicator, and those of one never pass for those of another."""
    if source != indicator.source and has_figures(indicator):
        raise CatalogueRefusedError(
            "source",
            f"De cijfers van deze indicator komen van {indicator.source}. Onder een andere bron zouden ze iets anders "
            "betekenen. Maak een nieuwe indicator voor de andere bron.",
        )


def refuse_national(indicator: Indicator | None, geography: str, source: Source) -> None:
    """A survey among the whole country says nothing about one region, so it holds no figure of one."""
    if geography != COUNTRY:
        return
    if source.kind == SourceKind.DELIVERED:
        raise CatalogueRefusedError(
            "geography", "Wat partners leveren, gaat over de regio. Kies een gemeente of een regio als gebied."
        )
    if indicator and (areas := areas_of_figures(indicator)):
        raise CatalogueRefusedError(
            "geography",
            f"Deze indicator heeft cijfers van {_named(areas)}. Een landelijk cijfer zegt niets over een gemeente of "
            "regio. Maak een nieuwe indicator voor de landelijke cijfers.",
        )


def areas_of_figures(indicator: Indicator) -> list[str]:
    """Every area smaller than the country of which a figure was released, under its own name."""
    held = Edition.objects.filter(indicator=indicator).values_list("contents", flat=True)
    areas = {area for contents in held for area in Contents.from_json(contents).areas if area[0] != COUNTRY}
    return sorted(area_label(*area) for area in areas)


def _named(areas: Sequence[str]) -> str:
    rest = len(areas) - MOST_TO_NAME
    others = [f"nog {number(rest)} {'gebied' if rest == 1 else 'gebieden'}"] if rest > 0 else []
    return enumeration([*areas[:MOST_TO_NAME], *others])


def free_slug(name: str) -> str:
    """The name as it stands in an address; «toevoegen» is the page that adds one."""
    slug = slugify(name)[:50].strip("-") or "indicator"
    taken = {"toevoegen", *Indicator.objects.filter(slug__startswith=slug).values_list("slug", flat=True)}
    return next(
        free for count in range(1, len(taken) + 2) if (free := f"{slug}-{count}" if count > 1 else slug) not in taken
    )


# --- subdivisions ----------------------------------------------------------------------------------------------------


def values_of_subdivisions(indicator: Indicator) -> dict[str, Any]:
    """As they stand in the form: a name, and a line for each part."""
    dimensions = Dimension.objects.filter(indicator=indicator).prefetch_related("parts")
    found = dict.fromkeys(SUBDIVISION_FIELDS, "")
    for dimension in dimensions:
        found[f"name_{dimension.position}"] = dimension.name
        found[f"parts_{dimension.position}"] = "\n".join(part.label for part in dimension.parts.all())
    return found


def why_subdivisions_stay(indicator: Indicator) -> str:
    """Empty when they may change."""
    if indicator.source.kind == SourceKind.PUBLISHED:
        return "Deze bron publiceert zelf. De onderverdelingen komen uit het bestand van de bron."
    begun = ~Q(status=DeliveryStatus.WAITING) | Q(delivered_at__isnull=False) | Q(version__gt=1)
    if Delivery.objects.filter(begun, round__indicator=indicator).exists():
        return (
            "Een partner vulde al getallen in bij deze onderverdelingen. Met andere delen zouden die getallen nergens "
            "meer bij horen. Maak een nieuwe indicator als u anders wilt onderverdelen."
        )
    return ""


@transaction.atomic
def set_subdivisions(indicator: Indicator, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Indicator:
    """Exactly these, in this order. No partner begins to fill in its numbers meanwhile."""
    stored = Indicator.objects.select_for_update(of=["self"]).select_related("source").get(pk=indicator.pk)
    list(Delivery.objects.select_for_update(of=["self"]).filter(round__indicator=stored))
    if reason := why_subdivisions_stay(stored):
        raise CatalogueRefusedError("", reason)
    if not _changes(stored, values_of_subdivisions(stored), seen, values):
        return stored
    with because("Onderverdelingen gewijzigd", by=by):
        stored.dimensions.all().delete()
        for position in (1, 2):
            if name := values[f"name_{position}"]:
                dimension = Dimension.objects.create(indicator=stored, name=name, position=position)
                DimensionPart.objects.bulk_create(
                    DimensionPart(dimension=dimension, label=label, position=place)
                    for place, label in enumerate(values[f"parts_{position}"].splitlines(), start=1)
                )
    return stored


# --- breaks ----------------------------------------------------------------------------------------------------------


def values_of_break(series_break: SeriesBreak) -> dict[str, Any]:
    return _of(series_break, BREAK_FIELDS)


@transaction.atomic
def add_break(of: Indicator | Source, *, by: Person, values: dict[str, Any]) -> SeriesBreak:
    """The same break twice, by a second click, is one break."""
    one_at_a_time(THE_CATALOGUE)
    if same := of.breaks.filter(**values).first():
        return same
    owner = {"indicator": of} if isinstance(of, Indicator) else {"source": of}
    series_break = SeriesBreak(**owner, **values)
    series_break.full_clean()
    with because("Trendbreuk toegevoegd", by=by):
        series_break.save()
    return series_break


@transaction.atomic
def change_break(series_break: SeriesBreak, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> SeriesBreak:
    stored = SeriesBreak.objects.select_for_update().get(pk=series_break.pk)
    if changed := _changes(stored, values_of_break(stored), seen, values):
        _save(stored, changed, by=by, reason="Trendbreuk gewijzigd")
    return stored


@transaction.atomic
def remove_break(series_break: SeriesBreak, *, by: Person) -> None:
    with because("Trendbreuk verwijderd", by=by):
        series_break.delete()


# --- targets ---------------------------------------------------------------------------------------------------------


def values_of_target(target: IndicatorTarget) -> dict[str, Any]:
    area = f"{target.area_kind}:{target.area_name}" if target.area_name else ""
    return {name: area if name == "area" else getattr(target, name) for name in TARGET_FIELDS}


def _target_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, _, name = values["area"].partition(":")
    return {
        **{field: value for field, value in values.items() if field != "area"},
        "area_kind": kind,
        "area_name": name,
    }


@transaction.atomic
def add_target(indicator: Indicator, *, by: Person, values: dict[str, Any]) -> IndicatorTarget:
    """The same target twice, by a second click, is one target."""
    one_at_a_time(THE_CATALOGUE)
    fields = _target_fields(values)
    if same := indicator.targets.filter(**fields).first():
        return same
    target = IndicatorTarget(indicator=indicator, **fields)
    target.full_clean()
    with because("Streefwaarde toegevoegd", by=by):
        target.save()
    return target


@transaction.atomic
def change_target(
    target: IndicatorTarget, *, by: Person, seen: dict[str, Any], values: dict[str, Any]
) -> IndicatorTarget:
    stored = IndicatorTarget.objects.select_for_update().get(pk=target.pk)
    if _changes(stored, values_of_target(stored), seen, values):
        _save(stored, _target_fields(values), by=by, reason="Streefwaarde gewijzigd")
    return stored


@transaction.atomic
def remove_target(target: IndicatorTarget, *, by: Person) -> None:
    with because("Streefwaarde verwijderd", by=by):
        target.delete()

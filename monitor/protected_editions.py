"""Editions of what partners delivered: the whole table at once, with small numbers hidden, or no edition at all.

Runs as portal_steward, inside the transaction of who asks: whatever goes wrong, nothing is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from monitor.disclosure.engine import EngineError
from monitor.disclosure.protection import Before, NotProvenError, Protected, protect
from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import InconsistentError, Key
from monitor.edition_cubes import (
    REGION,
    Area,
    Asked,
    EditionRefusedError,
    Layout,
    Table,
    cube_of,
    is_total,
    name_of,
    table_of,
)
from monitor.edition_description import describe
from monitor.edition_input import asked_of, given_of, layout_of
from monitor.models import DisclosureRule, Edition, Indicator, ProtectedCell, ReleasedValue
from monitor.numbers import COUNTED, RevisionStatus, ValueStatus
from monitor.periods import period_label
from monitor.series import Contents, period_kinds_of
from network.dates import today

NO_RULE = (
    "Deze bron heeft nog geen regel voor kleine aantallen. Leg de regel eerst vast. "
    "Zonder regel wordt er niets vrijgegeven."
)
NO_ENGINE = (
    "De bescherming van kleine aantallen werkt nu niet. Daarom is er niets vrijgegeven. "
    "Vraag de beheerder om in het logboek te kijken."
)
NOT_PROVEN = (
    "Het portaal kan niet bewijzen dat niemand een klein aantal kan uitrekenen. Daarom is er niets vrijgegeven. "
    "Kies een grovere onderverdeling, of rond de aantallen van deze bron af."
)
NOTHING_NEW = "Er is niets veranderd sinds de vorige editie. Een nieuwe editie is niet nodig."
_STATUS_OF = {Shown.VALUE: ValueStatus.VALUE, Shown.BELOW: ValueStatus.BELOW, Shown.HIDDEN: ValueStatus.HIDDEN}
CELLS_TO_NAME = 50


@dataclass(frozen=True)
class Draft:
    """The table of an indicator as it stands now, with what was released of it before."""

    table: Table
    rule: DisclosureRule
    before: list[Before]


def draft_of(indicator: Indicator) -> Draft:
    """Everything that an edition is made of. Raises EditionRefusedError; raw, so only as portal_steward."""
    if not indicator.adds_up:
        raise EditionRefusedError("Dit cijfer is geen aantal. Het portaal kan alleen aantallen beschermen.")
    rule = DisclosureRule.objects.filter(source=indicator.source_id).first()
    if rule is None:
        raise EditionRefusedError(NO_RULE)
    layout = layout_of(indicator)
    asked = asked_of(indicator, today())
    _refuse_other_municipalities(indicator, asked)
    table = table_of(layout, asked, given_of(indicator, asked))
    if not table.values:
        raise EditionRefusedError("Er zijn nog geen goedgekeurde leveringen. Keur eerst een levering goed.")
    return Draft(table, rule, before_of(indicator, layout))


def build_protected(indicator: Indicator, *, reason: str = "") -> Edition:
    """The next edition, proven against all that were released before it. Raises EditionRefusedError."""
    draft = draft_of(indicator)
    protected = _protect(draft)
    last = Edition.objects.latest_of(indicator)
    edition = Edition(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        retrieved_on=today(),
        contents=_contents(draft.table).as_json(),
        description=describe(indicator),
        is_protected=True,
        rule=_rule_as_json(draft.rule),
        proof=_proof_as_json(protected),
        reason=reason or "Eerste editie",
    )
    rows = list(_released(edition, draft.table, protected))
    if last and _says_the_same(last, edition, rows):
        raise EditionRefusedError(NOTHING_NEW)
    edition.save()
    ReleasedValue.objects.bulk_create(rows, batch_size=2_000)
    ProtectedCell.objects.bulk_create(_cells(edition, draft.table, protected), batch_size=2_000)
    return edition


def _protect(draft: Draft) -> Protected:
    areas = draft.table.areas
    try:
        return protect(draft.table.cube(), rule_of(draft.rule), before=draft.before)
    except NotProvenError as failed:
        names = [name_of(key, areas) for key in failed.cells[:CELLS_TO_NAME]]
        raise EditionRefusedError(NOT_PROVEN, names) from None
    except EngineError:
        raise EditionRefusedError(NO_ENGINE) from None
    except InconsistentError:
        raise EditionRefusedError("De geleverde getallen spreken elkaar tegen. Controleer de leveringen.") from None


def rule_of(rule: DisclosureRule) -> Rule:
    return Rule(rule.threshold, rule.shows_zero, rule.rounds_to, rule.least_values, rule.largest_share)


def _rule_as_json(rule: DisclosureRule) -> dict[str, Any]:
    held = asdict(rule_of(rule))
    return held | {"largest_share": str(rule.largest_share) if rule.largest_share else None}


def _rule_from_json(held: dict[str, Any]) -> Rule:
    share = held.get("largest_share")
    return Rule(**(held | {"largest_share": Decimal(share) if share else None}))


def _proof_as_json(protected: Protected) -> dict[str, Any]:
    """Counts of cells only; how long it took is no part of the edition, so that the same table gives the same one."""
    return {name: value for name, value in asdict(protected.proof).items() if name != "seconds"}


# --- editions before ------------------------------------------------------------------------------------------------


def before_of(indicator: Indicator, layout: Layout) -> list[Before]:
    """Every protected edition of an indicator, with the raw numbers it was made of."""
    editions = list(Edition.objects.filter(indicator=indicator, is_protected=True).order_by("number"))
    cells: dict[int, list[ProtectedCell]] = {}
    for cell in ProtectedCell.objects.filter(edition__in=editions).order_by("pk"):
        cells.setdefault(cell.edition_id, []).append(cell)
    return [_before(edition, cells.get(edition.pk, []), layout) for edition in editions]


def _refuse_other_municipalities(indicator: Indicator, asked: Sequence[Asked]) -> None:
    """The numbers of a municipality that joined or left afterwards moved from or to «buiten de regio»: what that had
    in two editions would tell them.
    """
    released = ReleasedValue.objects.filter(
        edition__in=Edition.objects.filter(indicator=indicator, is_protected=True), municipality__isnull=False
    )
    held: dict[str, set[int | None]] = {}
    counted = set()
    found = released.order_by().values_list("period", "municipality_id", "value_status").distinct()
    for period, municipality, status in found:
        held.setdefault(period, set()).add(municipality)
        if status in COUNTED:
            counted.add(period)
    for each in asked:
        now = {area.municipality_id for area in each.municipalities}
        if each.period in counted and held[each.period] != now:
            raise EditionRefusedError(
                f"De regio heeft over {period_label(each.period)} nu andere gemeenten dan bij de vorige vrijgave. "
                "Zet de gemeenten van toen terug bij de regio, of maak een nieuwe indicator: anders is niet te "
                "bewijzen dat beide edities samen niets verraden."
            )


def _before(edition: Edition, cells: Sequence[ProtectedCell], layout: Layout) -> Before:
    if layout.unknown(cell.category for cell in cells):
        raise EditionRefusedError(
            f"De onderverdeling is veranderd sinds editie {edition.number}. Zet de delen terug, of maak een nieuwe "
            "indicator: anders is niet te bewijzen dat beide edities samen niets verraden."
        )
    rule = _rule_from_json(edition.rule)
    values: dict[Key, int] = {}
    shown: dict[Key, Shown] = {}
    shares: dict[str, dict[Key, int]] = {}
    for cell in cells:
        # The region may have had another name.
        area = layout.region if cell.area_kind == REGION else Area(cell.area_kind, cell.area_name)
        key = (area.id, cell.period, *(layout.coordinates_of(cell.category) or ()))
        values[key], shown[key] = cell.value, Shown(cell.shown)
        for deliverer, share in cell.shares.items():
            shares.setdefault(deliverer, {})[key] = share
    numbers = {key: rule.rounded(values[key]) for key, each in shown.items() if each == Shown.VALUE}
    return Before(cube_of(layout, values, shares), shown, numbers, rule)


# --- the rows of an edition -----------------------------------------------------------------------------------------


def _released(edition: Edition, table: Table, protected: Protected) -> Iterator[ReleasedValue]:
    for key, area in table.rows():
        number, status = _told(key, table, protected)
        yield ReleasedValue(
            edition=edition,
            indicator_id=edition.indicator_id,
            category=table.category_of(key),
            area_kind=area.kind,
            area_name=area.name,
            municipality_id=area.municipality_id,
            period=key[1],
            is_total=is_total(key, table),
            value=number,
            value_status=status,
            revision_status=RevisionStatus.FINAL,
        )


def _told(key: Key, table: Table, protected: Protected) -> tuple[int | None, ValueStatus]:
    if key in table.missing:
        return None, table.missing[key]
    return protected.numbers.get(key), _STATUS_OF[protected.shown[key]]


def _cells(edition: Edition, table: Table, protected: Protected) -> Iterator[ProtectedCell]:
    for key, area in table.rows():
        if key in table.values:
            yield ProtectedCell(
                edition=edition,
                category=table.category_of(key),
                area_kind=area.kind,
                area_name=area.name,
                period=key[1],
                value=table.values[key],
                shown=protected.shown[key].value,
                shares={who: own[key] for who, own in sorted(table.shares.items()) if own.get(key)},
            )


def _contents(table: Table) -> Contents:
    rows = list(table.rows())
    return Contents(
        areas=tuple(dict.fromkeys((area.kind, area.name) for _, area in rows)),
        categories=tuple(dict.fromkeys(table.category_of(key) for key, _ in rows)),
        measures=("",),
        period_kinds=period_kinds_of(key[1] for key, _ in rows),
    )


_SAID = ("category", "area_kind", "area_name", "period", "value", "value_status")


def _says_the_same(last: Edition, new: Edition, rows: Sequence[ReleasedValue]) -> bool:
    if (last.description, last.rule) != (new.description, new.rule):
        return False
    released = list(ReleasedValue.objects.of_edition(last).in_table_order().values_list(*_SAID))
    return released == [tuple(getattr(row, name) for name in _SAID) for row in rows]

"""Names of codes that a file of the open-data portal leaves out: what our register, an earlier file of the same table
and the figures we hold tell of them. What nobody told stays a code, and its figures stay apart. Raw: as portal_steward.
"""

import re
from collections.abc import Iterable

from monitor.areas import area_label, same_name
from monitor.models import Edition, Indicator, Observation, TableMapping
from monitor.numbers import RevisionStatus
from monitor.series import Contents, is_total
from monitor.statline import ANY_TOTAL, BETWEEN_CATEGORIES, Reading
from network.models import AreaSet

MOST_KEPT = 5_000
_NUMBERED = re.compile(r"(\d[\d.]*) [A-Z]")  # «18 tot 25 jaar» is no number of a list
_ASTERISKS = {RevisionStatus.PROVISIONAL: "*", RevisionStatus.REVISED_PROVISIONAL: "**"}
# A period is provisional or not on the day of its own file; of a neighbourhood nobody needs the name of another table.
_NOT_KEPT = re.compile(r"Perioden:.*|\w+:(?:GM|WK|BU)\d+", re.IGNORECASE)


def names_of_codes(table_id: str, indicator: Indicator | None) -> dict[str, str]:
    """Code → name, for a file that holds none itself."""
    names = {area.code: area_label(area.kind, area.name) for area in AreaSet.objects.exclude(code="")}
    if indicator:
        names |= _names_in_figures(indicator)
    if earlier := TableMapping.objects.filter(fingerprint=_kept_as(table_id)).first():
        names |= earlier.mapping["names"]
    return names


def remember_names(reading: Reading) -> None:
    """For the next file of this table that holds codes alone."""
    names = {code: name for code, name in reading.names.items() if not _NOT_KEPT.fullmatch(code)}
    if reading.table_id and names:
        kept = dict(list(names.items())[:MOST_KEPT])
        TableMapping.objects.update_or_create(
            fingerprint=_kept_as(reading.table_id),
            defaults={"headings": [reading.table_id], "mapping": {"names": kept}},
        )


def _kept_as(table_id: str) -> str:
    return f"codes:{table_id}"


def _names_in_figures(indicator: Indicator) -> dict[str, str]:
    """«33 Seksueel misdrijf» is the name of 3.3, the one total that of a total, and a period that is provisional with
    us stays so. Two names for one code are none.
    """
    newest = Edition.objects.latest_of(indicator)
    if newest is None:
        return {}
    contents = Contents.from_json(newest.contents)
    labels = dict.fromkeys(label for each in contents.categories for label in each.split(BETWEEN_CATEGORIES))
    coded = [(code, label) for label in labels for code in _codes_in(label)]
    totals = [(ANY_TOTAL, label) for label in labels if is_total(label)]
    subjects = [(f"Onderwerp:{same_name(measure)}", measure) for measure in contents.measures]
    held = Observation.objects.filter(indicator=indicator).values_list("period", "revision_status").distinct()
    periods = [(period, f"{period}{_ASTERISKS.get(RevisionStatus(status), '')}") for period, status in held]
    return _without_doubt([*coded, *totals, *subjects, *periods])


def _codes_in(label: str) -> set[str]:
    """«33 Seksueel misdrijf» and «3.3 Seksueel misdrijf» → 33, 3.3."""
    match = _NUMBERED.match(label)
    digits = match[1].replace(".", "") if match else ""
    return {match[1], digits, ".".join(digits)} if match else set()


def _without_doubt(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, set[str]] = {}
    for code, name in pairs:
        names.setdefault(code, set()).add(name)
    return {code: found.pop() for code, found in names.items() if len(found) == 1}

"""What the pages of editions show. Everything here reads released figures and counts, never a raw number."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection

from monitor.areas import area_label
from monitor.edition_description import describe
from monitor.figures import rule_explained
from monitor.models import (
    BuildStatus,
    Delivery,
    DeliveryRound,
    DeliveryStatus,
    DisclosureRule,
    Edition,
    EditionBuild,
    Indicator,
    ReleasedValue,
    SourceKind,
)
from monitor.numbers import EXPLANATION_OF, figure_text
from monitor.periods import period_label
from network.dutch import number
from network.models import Person
from network.policy import Permission, may

ROWS = 100
CHANGES_SHOWN = 200
ROUNDS_SHOWN = 24


@dataclass(frozen=True)
class Correction:
    """A released figure that was different in the edition before."""

    area: str
    category: str
    period: str
    old: str
    new: str


_CHANGES = """
SELECT new.area_kind, new.area_name, new.measure, new.category, new.period,
    old.value, old.value_status, new.value, new.value_status, count(*) OVER ()
FROM monitor_releasedvalue new
JOIN monitor_releasedvalue old USING (category, measure, area_kind, area_name, period)
WHERE new.edition_id = %s AND old.edition_id = %s
    AND (new.value IS DISTINCT FROM old.value OR new.value_status <> old.value_status)
ORDER BY new.id LIMIT %s
"""


@dataclass(frozen=True)
class Corrections:
    """What an edition corrects in the one before, as both were released: at most `CHANGES_SHOWN` of `total`."""

    shown: list[Correction]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)

    @property
    def rows(self) -> list[list[str]]:
        return [[each.area, each.category, each.period, each.old, each.new] for each in self.shown]


def corrections_of(edition: Edition, before: Edition | None) -> Corrections:
    """The database compares, also where an edition holds half a million figures."""
    if before is None:
        return Corrections([], 0)
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [edition.pk, before.pk, CHANGES_SHOWN])
        found = cursor.fetchall()
    then, now = before.threshold, edition.threshold
    shown = [
        Correction(
            area_label(kind, name),
            ", ".join(filter(None, [measure, category])) or "alles samen",
            period_label(period),
            figure_text(old, old_status, then),
            figure_text(new, new_status, now),
        )
        for kind, name, measure, category, period, old, old_status, new, new_status, _ in found
    ]
    return Corrections(shown, found[0][-1] if found else 0)


class EditionPage:
    """One edition: what was said of it then, its figures, and what it corrects."""

    columns = ("Gebied", "Onderverdeling", "Periode", "Waarde")
    correction_columns = ("Gebied", "Onderverdeling", "Periode", "Was", "Is nu")

    def __init__(self, edition: Edition, person: Person, page_asked: str | None) -> None:
        self.edition = edition
        self._person = person
        self._page_asked = page_asked

    @property
    def told(self) -> dict[str, Any]:
        """The words of then; of an edition from before they were kept, those of now."""
        return description_of(self.edition)

    @property
    def title(self) -> str:
        return f"{self.told['name']}, editie {self.edition.number}"

    @property
    def short_title(self) -> str:
        return f"Editie {self.edition.number}"

    @cached_property
    def values(self) -> Page:
        return Paginator(ReleasedValue.objects.of_edition(self.edition).in_table_order(), ROWS).get_page(
            self._page_asked
        )

    @property
    def rows(self) -> list[list[str]]:
        return [
            [
                value.area_label,
                ", ".join(filter(None, [value.measure, value.category])) or "alles samen",
                value.period_label,
                figure_text(value.value, value.value_status, self.edition.threshold),
            ]
            for value in self.values
        ]

    @property
    def notes(self) -> list[str]:
        return [*self.told["notes"], *explained((value.value_status for value in self.values), self.edition)]

    @property
    def rule(self) -> list[str]:
        return rule_in_words(self.edition.rule) if self.edition.is_protected else []

    @cached_property
    def before(self) -> Edition | None:
        return Edition.objects.filter(indicator=self.edition.indicator_id, number=self.edition.number - 1).first()

    @cached_property
    def corrections(self) -> Corrections:
        return corrections_of(self.edition, self.before)

    @property
    def proof(self) -> list[tuple[str, str]]:
        """For who releases figures: what the proof says, in counts of cells."""
        if not self.edition.is_protected or not may(self._person, Permission.EDITION_RELEASE):
            return []
        return proof_in_words(self.edition.proof)


def description_of(edition: Edition) -> dict[str, Any]:
    return edition.description or describe(edition.indicator)


def explained(statuses: Iterable[str], edition: Edition) -> list[str]:
    """What the signs mean that are in a table; and that numbers were rounded."""
    found = set(statuses)
    signs = [text.format(threshold=edition.threshold) for status, text in EXPLANATION_OF.items() if status in found]
    return signs + rule_explained(edition)


def rule_in_words(rule: dict[str, Any]) -> list[str]:
    """What a reader must know of a rule, in short sentences."""
    threshold, rounds_to, share = rule["threshold"], rule["rounds_to"], rule.get("largest_share")
    low = "1" if rule["shows_zero"] else "0"
    lines = [
        f"Zijn het er {low} tot en met {threshold - 1}, dan tonen wij het aantal niet.",
        "Een nul tonen wij wel." if rule["shows_zero"] else "Een nul tonen wij ook niet.",
        "Grotere aantallen tonen wij precies."
        if rounds_to == 1
        else f"Grotere aantallen ronden wij af op {rounds_to}.",
        f"Voor elk verborgen getal blijven minstens {rule['least_values']} mogelijke waarden over.",
    ]
    if share:
        lines.append(
            f"Levert één partner meer dan {number(Decimal(share) * 100)} % van een getal, dan verbergen wij het."
        )
    return lines


def proof_in_words(proof: dict[str, Any]) -> list[tuple[str, str]]:
    narrowest = proof.get("narrowest")
    return [
        ("Getallen in de tabel", number(proof["cells"])),
        ("Getoond", number(proof["published"])),
        ("Kleiner dan de grens", number(proof["below"])),
        ("Verborgen", number(proof["hidden"])),
        ("Verborgen zonder zelf klein te zijn", number(proof["lost"])),
        ("Zoveel zou een vuistregel verbergen, die niet veilig is", number(proof["lost_by_heuristic"])),
        ("Extra verborgen door de controle", number(proof["extra"])),
        ("Mogelijke waarden van het krapste getal", number(narrowest) if narrowest else "niets verborgen"),
        ("Gekozen door", proof["engine"]),
    ]


# --- releasing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One round, and how far its partners are."""

    round: DeliveryRound
    deliveries: list[Delivery]

    @property
    def missing(self) -> list[Delivery]:
        return [each for each in self.deliveries if each.status != DeliveryStatus.APPROVED]

    @property
    def is_complete(self) -> bool:
        return bool(self.deliveries) and not self.missing


class ReleasePage:
    """What is approved, what is missing, and what became of the last try."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    @cached_property
    def last(self) -> Edition | None:
        return Edition.objects.latest_of(self.indicator)

    @cached_property
    def rounds(self) -> list[Asked]:
        """Newest period first."""
        rounds = self.indicator.rounds.order_by("-period")[:ROUNDS_SHOWN]
        by_round: dict[int, list[Delivery]] = {each.pk: [] for each in rounds}
        deliveries = Delivery.objects.filter(round__in=list(by_round)).select_related("organisation")
        for delivery in deliveries.order_by("organisation__name"):
            by_round[delivery.round_id].append(delivery)
        return [Asked(each, by_round[each.pk]) for each in rounds]

    @property
    def has_incomplete(self) -> bool:
        return any(not each.is_complete for each in self.rounds)

    @cached_property
    def build(self) -> EditionBuild | None:
        """The last try, where it needs attention."""
        build = EditionBuild.objects.filter(indicator=self.indicator).first()
        return build if build and build.status != BuildStatus.RELEASED else None

    @property
    def is_waiting(self) -> bool:
        return bool(self.build and self.build.status == BuildStatus.WAITING)

    @cached_property
    def rule(self) -> list[str]:
        rule = DisclosureRule.objects.filter(source=self.indicator.source_id).first()
        return rule_in_words(vars(rule)) if rule else []


def can_be_released(indicator: Indicator) -> bool:
    """What a source published itself becomes an edition when it is imported; there is nothing to decide."""
    return indicator.source.kind == SourceKind.DELIVERED

"""Rates per so many inhabitants: only with the population of that very year, of every municipality that is meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from network.dutch import number
from network.models import Population

ONE_DECIMAL = Decimal("0.1")
NOT_SHOWN = "–"


@dataclass(frozen=True)
class Populations:
    """How many people lived in municipalities on 1 January of some years."""

    inhabitants: dict[tuple[str, int], int]  # code of CBS and year

    @classmethod
    def of(cls, years: Iterable[int], codes: Iterable[str]) -> Self:
        """In one query."""
        known = Population.objects.filter(year__in=set(years), municipality__code__in=set(codes))
        counted = known.values_list("municipality__code", "year", "inhabitants")
        return cls({(code, year): inhabitants for code, year, inhabitants in counted})

    def total(self, year: int, codes: Iterable[str]) -> int | None:
        """None when one of them is not known for that year: another year is never taken instead."""
        each = [self.inhabitants.get((code, year)) for code in set(codes)]
        return sum(filter(None, each)) if each and None not in each else None

    def rate(self, count: Decimal, per: int, year: int, codes: Iterable[str]) -> Decimal | None:
        """Per `per` inhabitants, to one decimal; None without that year's population, or when nobody lived there."""
        inhabitants = self.total(year, codes)
        return (count * per / inhabitants).quantize(ONE_DECIMAL, ROUND_HALF_UP) if inhabitants else None


def rate_text(rate: Decimal | None) -> str:
    """4,0; a dash where there is no rate."""
    return NOT_SHOWN if rate is None else number(rate, decimals=1)


def per_inhabitants(per: int) -> str:
    """«per 10.000 inwoners»"""
    return f"per {number(per)} inwoners"

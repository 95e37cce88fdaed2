"""A paper that has to fit on one page: in the largest letters with which it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from network.bounded import Limits
from network.models import Region
from network.pdf import Paper, make_paper

LIMITS = Limits(cpu_seconds=40, wall_seconds=45, memory_megabytes=800)


def make_one_page(template: str, context: Mapping[str, Any], *, sizes: Sequence[str], start: int = 0) -> Paper:
    """The template set in each of `sizes` until it is one page; in the smallest it may become more.

    A size is the word of a class in pdf.css. `start` is where to begin, when most of them are too large for sure.
    """
    for size in sizes[start:]:
        paper = make_paper(template, {**context, "size": size}, limits=LIMITS)
        if paper.pages == 1:
            break
    return paper


def whose_paper() -> tuple[str, bool]:
    """The name of the network, and whether what it shows is an example."""
    region = Region.objects.first()
    return (f"Netwerk {region.name}", region.is_example) if region else ("Netwerk", False)

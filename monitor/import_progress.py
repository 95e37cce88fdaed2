"""How far a large import of figures is."""

from collections.abc import Callable

from network import progress
from network.progress import Progress

Tell = Callable[[int, int], None]  # hears how many figures are done, of how many
TellPart = Callable[[int], None]

# How the work divides over reading, writing and releasing, as it was measured at 500,000 figures.
_PARTS = (0.2, 0.5, 0.3)


class Reporter(progress.Reporter):
    """Hears from the import how far it is."""

    def __init__(self, run: int) -> None:
        super().__init__(_key(run))


def progress_of(run: int) -> Progress | None:
    return progress.progress_of(_key(run), things="cijfers")


def forget(run: int) -> None:
    progress.forget(_key(run))


def in_parts(tell: Tell | None, figures: int) -> list[TellPart | None]:
    """One count of figures, from three kinds of work that each go over all of them."""
    if tell is None:
        return [None, None, None]
    return [_part(tell, figures, sum(_PARTS[:number]), share) for number, share in enumerate(_PARTS)]


def _part(tell: Tell, figures: int, before: float, share: float) -> TellPart:
    def told(done: int) -> None:
        tell(round(figures * (before + share * min(1, done / figures))), figures)

    return told


def _key(run: int) -> str:
    return f"import-{run}"

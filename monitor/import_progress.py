"""How far a large import of figures is."""

from network import progress
from network.progress import Progress


class Reporter(progress.Reporter):
    """Hears from the import how far it is."""

    def __init__(self, run: int) -> None:
        super().__init__(_key(run))


def progress_of(run: int) -> Progress | None:
    return progress.progress_of(_key(run), things="cijfers")


def forget(run: int) -> None:
    progress.forget(_key(run))


def _key(run: int) -> str:
    return f"import-{run}"

"""An import of figures is killed by its number while it reads, while it writes and while it releases; then begun again.

Counted is what each kill left behind, and what there is after the import was done after all.
"""

import json
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.drills.portal import told_by
from tests.figures_table import Line

MOMENTS = (0.1, 0.3, 0.6, 0.8, 0.95)  # of the work
FIGURES = {True: 100_000, False: 5_000}
PROTECTIONS = {"transaction": "what was written before the end stays"}


def drill(*, long: bool, without: str = "") -> list[Line]:
    figures = FIGURES[long]
    told = told_by("tests.drills.killed_import", str(figures), without)
    after = ", ".join(
        str(told[name]) for name in ("figures", "traces", "released", "waiting", "editions", "indicators")
    )
    return [
        Line("G-10", f"keer gedood in een import van {figures} cijfers", told["kills"], str(len(MOMENTS))),
        Line("G-10", "rijen die daarvan bleven liggen", told["left_behind"], "0"),
        Line("G-10", "cijfers na opnieuw beginnen", after, f"{figures}, {figures}, {figures}, 0, 1, 1"),
    ]


def run(figures: int, without: str) -> dict[str, int]:
    from django.db import connections

    if without:
        from tests.drills.killed_processes import each_statement_on_its_own

        each_statement_on_its_own()
    pk = _confirmed(figures)
    left_behind = 0
    for moment in MOMENTS:
        connections.close_all()  # no child may share a connection
        _kill_at(pk, moment)
        left_behind += sum(_held().values())
    from monitor import import_flows
    from monitor.models import ImportRun

    import_flows.save_figures(ImportRun.objects.get(pk=pk))
    return {"kills": len(MOMENTS), "left_behind": left_behind, **_held()}


def _confirmed(figures: int) -> int:
    from monitor import import_flows
    from monitor.import_indicators import NewIndicator
    from monitor.models import ImportRun, ImportStatus
    from tests.bench.statline_import import table

    made = import_flows.bring_in(file_name="groot.csv", content=table(figures), by=None)
    import_flows.choose(made, new_indicator=NewIndicator("Proef", "Een proef.", "CBS"))
    ImportRun.objects.filter(pk=made.pk).update(status=ImportStatus.CONFIRMED)
    return made.pk


def _kill_at(pk: int, moment: float) -> None:
    """Kill whoever saves the import as soon as that part of the work is done."""
    with TemporaryDirectory() as folder:
        note = Path(folder) / "so-far"
        child = os.fork() or _save(pk, note)
        while not note.exists() or float(note.read_text() or 0) < moment:
            os.sched_yield()
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit("the import was done before it was killed")


def _save(pk: int, note: Path) -> int:
    from monitor import import_flows
    from monitor.models import ImportRun

    try:
        import_flows.save_figures(ImportRun.objects.get(pk=pk), tell=lambda done, of: _write(note, done / of))
    finally:
        os._exit(0)


def _write(note: Path, share: float) -> None:
    fresh = note.with_suffix(".new")
    fresh.write_text(str(share))
    fresh.rename(note)


def _held() -> dict[str, int]:
    from monitor.models import Edition, IncomingFigure, Indicator, Observation, ReleasedValue
    from network.database import as_steward

    with as_steward():
        return {
            "figures": Observation.objects.count(),
            "traces": Observation.pgh_event_model.objects.count(),  # type: ignore[attr-defined]  # of pghistory
            "waiting": IncomingFigure.objects.count(),
            "released": ReleasedValue.objects.count(),
            "editions": Edition.objects.count(),
            "indicators": Indicator.objects.count(),
        }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(run(int(sys.argv[1]), sys.argv[2])))

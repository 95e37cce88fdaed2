"""Many people write in one plan at once, each in a process of its own, and half of those are killed at a random moment.

A writer changes titles of the same few actions and now and then leaves a remark. After the portal said that it saved,
and not before, the writer notes that down: this is what was acknowledged. Counted is what was acknowledged, and what
the database and its history hold of it.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.drills.portal import told_by
from tests.figures_table import Line

ACTIONS = 5
REMARK_EVERY = 5
WRITERS, EDITS = 20, {True: 200, False: 50}
PROTECTIONS = {"version": "a writer saves past the flow, over what another saved"}


def drill(*, long: bool, without: str = "") -> list[Line]:
    told = told_by("tests.drills.many_writers", str(WRITERS), str(EDITS[long]), without)
    living = (WRITERS - WRITERS // 2) * EDITS[long]
    return [
        Line("G-12", "schrijvers in één plan die halverwege gedood zijn", told["killed"], str(WRITERS // 2)),
        # Those who lived wrote all of theirs.
        Line("G-12", "wijzigingen waarvan gemeld is dat ze bewaard zijn", told["acknowledged"], f"≥ {living}"),
        # Saved, and killed before that was noted.
        Line("G-12", "bewaard en niet meer gemeld", told["found"] - told["acknowledged"], f"≤ {WRITERS // 2}"),
        Line("G-12", "gemeld en niet teruggevonden", told["missing"], "0"),
        Line("G-12", "dubbel bewaard", told["doubled"], "0"),
        Line("G-12", "overschreven zonder dat iemand het zag", told["overwritten"], "0"),
    ]


def run(writers: int, edits: int, *, careless: bool) -> dict[str, int]:
    from django.db import connections

    actions = _prepare()
    connections.close_all()  # no child may share a connection
    with TemporaryDirectory() as folder:
        notes = [Path(folder) / str(number) for number in range(writers)]
        pids = [_start(number, note, actions, edits, careless) for number, note in enumerate(notes)]
        _kill_half(pids, notes, edits)
        for pid in pids:
            os.waitpid(pid, 0)
        acknowledged = [line for note in notes if note.exists() for line in note.read_text().splitlines()]
    return {"writers": writers, "killed": len(pids) // 2, **_count(acknowledged, actions)}


def _prepare() -> list[int]:
    from actionplan.models import Action

    return list(Action.objects.order_by("pk").values_list("pk", flat=True)[:ACTIONS])


def _start(number: int, note: Path, actions: list[int], edits: int, careless: bool) -> int:
    if pid := os.fork():
        return pid
    status = 1
    try:
        _write(number, note, actions, edits, careless)
        status = 0
    finally:
        os._exit(status)


def _write(number: int, note: Path, actions: list[int], edits: int, careless: bool) -> None:
    from actionplan.models import ActionComment

    chance = random.Random(number)  # noqa: S311  (no secret)
    noted = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for edit in range(edits):
        said = f"Schrijver {number}, keer {edit}"
        pk = chance.choice(actions)
        if edit % REMARK_EVERY == REMARK_EVERY - 1:
            ActionComment.objects.create(action_id=pk, text=said)
        else:
            _rename(pk, said, careless=careless)
        os.write(noted, f"{said}\n".encode())  # straight to the file: nothing of it is lost with the process


def _rename(pk: int, title: str, *, careless: bool) -> None:
    """As somebody does who, told that another saved meanwhile, chooses the own text."""
    from actionplan.flows import ChangedMeanwhileError, change_action
    from actionplan.models import Action

    while True:
        action = Action.objects.get(pk=pk)
        if careless:
            action.title, action.version = title, action.version + 1
            return action.save()
        try:
            change_action(action, version=action.version, seen={"title": action.title}, changes={"title": title})
        except ChangedMeanwhileError:
            continue
        return None


def _kill_half(pids: list[int], notes: list[Path], edits: int) -> None:
    """Every second one, once it wrote about so much as chance decides."""
    chance = random.Random(7)  # noqa: S311  (no secret)
    waiting = {
        pid: (note, chance.randint(1, max(edits - 5, 1))) for pid, note in list(zip(pids, notes, strict=True))[1::2]
    }
    while waiting:
        for pid, (note, enough) in list(waiting.items()):
            if note.exists() and note.read_bytes().count(b"\n") >= enough:
                os.kill(pid, signal.SIGKILL)
                del waiting[pid]
        os.sched_yield()


def _count(acknowledged: list[str], actions: list[int]) -> dict[str, int]:
    from actionplan.models import Action, ActionComment

    events = Action.pgh_event_model.objects.filter(  # type: ignore[attr-defined]  # of pghistory
        pgh_label="gewijzigd", pgh_obj_id__in=actions, title__startswith="Schrijver "
    )
    remarks = ActionComment.objects.filter(action__in=actions, text__startswith="Schrijver ")
    held = Counter([*events.values_list("title", flat=True), *remarks.values_list("text", flat=True)])
    # Each change counts the version up by one, on top of what the one before it saved.
    versions = set(events.values_list("pgh_obj_id", "version"))
    return {
        "acknowledged": len(acknowledged),
        "found": sum(held.values()),
        "missing": sum(said not in held for said in acknowledged),
        "doubled": sum(times > 1 for times in held.values()),
        "overwritten": events.count() - len(versions),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]), careless=bool(sys.argv[3]))))

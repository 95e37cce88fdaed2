"""The disk of the private files is full, and then it may only be read: the page says so, and nothing is half there.

A real file system of one megabyte (tmpfs) in a mount namespace of its own, in which web and worker run. That takes root
and `unshare` of util-linux; elsewhere this drill can't be held.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.drills.killed_processes import pdf
from tests.drills.portal import Answer, NoPageError, Portal, running_portal
from tests.figures_table import Line

SIZE = 1024 * 1024
FITS, TOO_LARGE = 400_000, 900_000
PAGE = "/plan/acties/9/bewijsstuk/"
SAYS = "Het portaal kan nu niets bewaren"


def _half_a_file_stays() -> None:
    """Straight to its own name, and nobody clears what broke off."""
    from network.private_files import FilesOfThisMachine

    def keep(self: FilesOfThisMachine, name: str, content: bytes) -> None:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(content), 50_000):
                file.write(content[start : start + 50_000])

    FilesOfThisMachine.keep_once = keep  # type: ignore[method-assign]
    FilesOfThisMachine.forget = lambda self, name: None  # type: ignore[method-assign]


def _no_page_of_its_own() -> None:
    from network import errors

    errors.NOTHING_CAN_BE_WRITTEN = set()


PROTECTIONS = {"whole or not": _half_a_file_stays, "page": _no_page_of_its_own}


def can_be_held() -> bool:
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("nsenter"):
        return False
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0


@dataclass(frozen=True)
class SmallDisk:
    """The private folder, on a file system of its own."""

    portal: Portal
    holder: int

    def remount(self, how: str) -> None:
        self._inside("mount", "-o", f"remount,{how}", str(self.portal.data_dir / "private"))

    def _inside(self, *command: str) -> None:
        subprocess.run(["nsenter", "--target", str(self.holder), "--mount", *command], check=True)


@contextlib.contextmanager
def small_disk(**settings: str) -> Iterator[SmallDisk]:
    """A portal whose private files lie on it."""
    holder = subprocess.Popen(["unshare", "--mount", "sleep", "3600"])

    def mount(portal: Portal) -> None:
        portal.private.mkdir(exist_ok=True)
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "oefening", str(portal.private)]
        portal.within = ["nsenter", "--target", str(holder.pid), "--mount", "--wd=."]
        subprocess.run([*portal.within, *mounting], check=True)
        portal.root = Path(f"/proc/{holder.pid}/root")

    try:
        with running_portal(before=mount, **settings) as portal:
            yield SmallDisk(portal, holder.pid)
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()


def drill(*, long: bool, without: str = "") -> list[Line]:
    with small_disk(without=f"failing_disk.{without}" if without else "") as disk:
        return on(disk, long=long)


def on(disk: SmallDisk, *, long: bool) -> list[Line]:
    portal, answers = disk.portal, list[Answer]()
    before = portal.files()
    place = _placer(portal)
    assert place("Past nog", FITS).is_saved
    kept = _contents(portal)
    answers += [place("Past niet meer", TOO_LARGE) for _ in range(10 if long else 2)]
    disk.remount("ro")
    answers.append(place("Mag niet", 2_000))
    reads = portal.signed_in("coordinator").get("/plan/acties/9/").status
    disk.remount("rw")
    again = place("Mag weer", 2_000)
    rows = {title for (title,) in portal.ask("SELECT title FROM actionplan_actiondocument WHERE action_id = 9")}
    there = _contents(portal)
    return [
        Line("G-18", "keer dat een bestand niet bewaard kon worden", len(answers), str(11 if long else 3)),
        Line(
            "G-18", "daarvan met een bladzijde die het zegt", sum(_says_so(each) for each in answers), str(len(answers))
        ),
        Line("G-18", "half bewaarde bestanden op de volle schijf", len(portal.files() - before) - 2, "0"),
        Line("G-18", "rijen zonder bestand", len(rows & {"Past niet meer", "Mag niet"}), "0"),
        Line(
            "G-18", "wat er al was, is veranderd", sum(there.get(name) != digest for name, digest in kept.items()), "0"
        ),
        Line("G-18", "lezen met een schijf waarop niets kan", reads, "200"),
        Line("G-18", "opnieuw geplaatst toen het weer kon", str(again.is_saved and "Mag weer" in rows), "True"),
    ]


def _placer(portal: Portal) -> Callable[[str, int], Answer]:
    visitor = portal.signed_in("coordinator")

    def place(title: str, size: int) -> Answer:
        try:
            return visitor.send_file(PAGE, field="file", name="stuk.pdf", content=pdf(title, size), title=title)
        except NoPageError as none:
            return none.answer

    return place


def _says_so(answer: Answer) -> bool:
    return answer.status == 503 and SAYS in answer.text and "retry-after" in answer.headers


def _contents(portal: Portal) -> dict[str, str]:
    return {name: hashlib.sha256((portal.private / name).read_bytes()).hexdigest() for name in portal.files()}

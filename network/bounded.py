"""Work that could run wild, in a process of its own: bounded in CPU time, wall clock and memory, without network.

Processes come from a fork server that has already loaded what the work needs, so a start costs milliseconds. The work
is a plain function of a module, and its arguments and result can be pickled.
"""

import contextlib
import gc
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from network.frames import in_one_piece

T = TypeVar("T")

_MEGABYTE = 1024 * 1024
_TOO_MUCH_MEMORY = 77  # exit status of a child that its own watch stopped
_MEASURE_EVERY = 0.1  # seconds
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "ftplib.", "smtplib.")


@dataclass(frozen=True)
class Limits:
    cpu_seconds: int = 100
    wall_seconds: int = 120
    memory_megabytes: int = 1200


class Why(Enum):
    """Why work was stopped."""

    TIME = auto()  # more CPU time, or more time on the clock, than it may have
    MEMORY = auto()
    UNKNOWN = auto()  # the process ended without an answer, and nothing of ours ended it


class StoppedError(RuntimeError):
    """The work was stopped before it was done."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True)
class _Answer:
    result: Any = None
    problem: Exception | None = None
    is_out_of_memory: bool = False


def run_bounded(function: Callable[..., T], *arguments: Any, limits: Limits, preload: str) -> T:
    """The function's result. What it raises is raised here too; StoppedError when it had to be stopped.

    `preload` names the module that the fork server loads beforehand.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    receiver, sender = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(prefix="portal-") as scratch:
        process = context.Process(target=_work, args=(sender, scratch, limits, function, arguments), daemon=True)
        process.start()
        sender.close()
        try:
            if not receiver.poll(limits.wall_seconds):
                raise StoppedError(Why.TIME)
            answer: _Answer = receiver.recv()
        except EOFError:
            process.join(timeout=5)
            raise StoppedError(_why_it_ended(process.exitcode)) from None
        finally:
            process.kill()
            process.join()
            process.close()
            receiver.close()
    if answer.is_out_of_memory:
        raise StoppedError(Why.MEMORY)
    if answer.problem:
        raise answer.problem
    return answer.result


def _why_it_ended(exit_code: int | None) -> Why:
    if exit_code == -signal.SIGXCPU:
        return Why.TIME
    if exit_code in {_TOO_MUCH_MEMORY, -signal.SIGKILL}:  # SIGKILL: the system itself ran out of memory
        return Why.MEMORY
    return Why.UNKNOWN


# --- inside the child ----------------------------------------------------------------------------------------------


def _work(
    sender: Connection, scratch: str, limits: Limits, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    tempfile.tempdir = scratch  # whatever is left there goes when the parent is done
    # Looking for garbage took a third of the time and found next to nothing; the process ends soon anyway.
    gc.freeze()
    gc.set_threshold(500_000, 10, 10)
    _set_limits(limits)
    sys.addaudithook(_refuse)
    try:
        answer = _Answer(in_one_piece(function, *arguments))
    except MemoryError:
        answer = _Answer(is_out_of_memory=True)
    except Exception as problem:  # noqa: BLE001  (whatever it is, it belongs to who asked)
        answer = _Answer(problem=problem)
    sender.send(answer)


def _set_limits(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and does not set it
        most = 2 * limits.memory_megabytes * _MEGABYTE  # addresses, of which a part is never used
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    threading.Thread(target=_watch_memory, args=(limits.memory_megabytes,), daemon=True).start()


def _watch_memory(megabytes: int) -> None:
    unit = 1 if sys.platform == "darwin" else 1024
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < megabytes * _MEGABYTE:
        time.sleep(_MEASURE_EVERY)
    os._exit(_TOO_MUCH_MEMORY)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    """No network and no other programs, whatever a document asks for."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is refused here")

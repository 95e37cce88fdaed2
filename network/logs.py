"""The log: one JSON object per line, in UTC, from which nobody can learn who wrote or read what.

What is printed is an allow-list. Of a message only our own words are told, and the numbers in it. Of an exception its
types and where it came from: a database error quotes values, and a form error what was typed. Of packages that write
their message in one piece, only the place that wrote it.

Also loaded by gunicorn before there are settings, so nothing here asks for them.
"""

import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from pythonjsonlogger.json import JsonFormatter

OUR_LOGGERS = ("network", "partners", "actionplan", "monitor")
# Numbers and names from our own code, which a message may carry beside its text.
FIELDS = ("route", "method", "status", "ms", "person", "task", "job", "count", "kind", "fingerprint")
# Says what is wrong with the installation, and never what somebody typed.
SAYS_WHY = (ImproperlyConfigured, ModuleNotFoundError)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
# Without letters and digits that are easily mistaken for another: people read it over the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ROOT = Path(__file__).resolve().parent.parent

_request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("network.request")


def request_id() -> str:
    """The mark of the request at work, which its log lines and its error page share; empty outside a request."""
    return _request_id.get()


# --- one line per request ------------------------------------------------------------------------------------------


def request_line(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The outermost middleware: gives the request its mark and logs how it went."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        mark = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        token = _request_id.set(f"{mark[:4]}-{mark[4:]}")
        start = time.monotonic()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id()
            ms = round((time.monotonic() - start) * 1000)
            if not _is_a_static_file(request, response):
                logger.info("request", extra=_told(request) | {"status": response.status_code, "ms": ms})
        finally:
            _request_id.reset(token)
        return response

    return middleware


def _is_a_static_file(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Style sheets and fonts would be eight of every nine lines."""
    return request.resolver_match is None and response.status_code in {200, 304}


def _told(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    told: dict[str, object] = {
        "route": match.view_name if match else "",
        "method": request.method if request.method in METHODS else "",
    }
    # Who reads a public page is nobody's business. What nobody asked for before is not asked for here.
    is_private = match and getattr(match.func, "login_required", True)
    person = getattr(request, "_cached_user", None)
    if is_private and person is not None and person.pk:
        told["person"] = person.pk
    return told


# --- how a line is written -----------------------------------------------------------------------------------------


class JsonLines(JsonFormatter):
    """Only what is known to be safe; everything else of a record is left out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
            "request": request_id(),
            **{name: getattr(record, name) for name in FIELDS if isinstance(getattr(record, name, None), str | int)},
            **_job(record),
        }
        if record.exc_info and (problem := _exception(record)):
            line["error"] = told_safely(problem)
        return self.jsonify_log_record({name: value for name, value in line.items() if value != ""})


def _event(record: logging.LogRecord) -> str:
    """Our own words, with the numbers filled in and nothing else; of others, where it was written."""
    if record.name.split(".")[0] in OUR_LOGGERS and isinstance(record.msg, str):
        given = iter(record.args if isinstance(record.args, tuple) else ())
        return re.sub(r"%[sdr]", lambda _: _number(next(given, None)), record.msg)
    action = getattr(record, "action", "")  # procrastinate names what it does
    return action if isinstance(action, str) and action.isidentifier() else f"{record.module}.{record.funcName}"


def _number(value: object) -> str:
    return str(value) if isinstance(value, int | float) else "…"


def _job(record: logging.LogRecord) -> dict[str, object]:
    """Number and name of the jobs that a line of procrastinate is about, without what they were asked to do."""
    jobs = getattr(record, "jobs", None) or [job for job in [getattr(record, "job", None)] if isinstance(job, dict)]
    return {"jobs": [f"{job.get('task_name')} {job.get('id')}" for job in jobs]} if jobs else {}


def _exception(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else sys.exc_info()[1]


def told_safely(problem: BaseException) -> dict[str, object]:
    """An exception without its message and without any value: types, constraint and places."""
    told: dict[str, object] = {"types": [_name_of(each) for each in _chain(problem)], "frames": frames_of(problem)}
    if isinstance(problem, SAYS_WHY):
        told["why"] = str(problem)
    for each in _chain(problem):
        diagnosis = getattr(each, "diag", None)  # of psycopg
        if diagnosis is not None and diagnosis.sqlstate:
            told["database"] = " ".join(filter(None, [diagnosis.sqlstate, diagnosis.constraint_name]))
    return told


def _name_of(problem: BaseException) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}".removeprefix("builtins.")


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)


def frames_of(problem: BaseException) -> list[str]:
    """Where it went wrong: our own frames, and the last one whoever it is of; outermost first."""
    frames = list(_frames(problem.__traceback__))
    return [place for place, is_ours in frames[:-1] if is_ours] + [place for place, _ in frames[-1:]]


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, bool]]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        is_ours, name = _place(code.co_filename)
        yield f"{name}:{traceback.tb_lineno} {code.co_name}", is_ours
        traceback = traceback.tb_next


def _place(file_name: str) -> tuple[bool, str]:
    """Whether a file is ours, and its name without the folder in which the portal was put."""
    if "site-packages/" in file_name:
        return False, file_name.rpartition("site-packages/")[2]
    path = Path(file_name)
    return (True, str(path.relative_to(_ROOT))) if path.is_relative_to(_ROOT) else (False, path.name)


# --- who writes where ------------------------------------------------------------------------------------------------


def tells_a_failure(record: logging.LogRecord) -> bool:
    """What Django says of a request stands in its own line already, unless something broke."""
    return bool(record.exc_info)


def configuration(loggers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """For `logging.config`: everything through one writer to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "network.logs.JsonLines"}},
        "filters": {"failures": {"()": "django.utils.log.CallbackFilter", "callback": tells_a_failure}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": loggers,
    }

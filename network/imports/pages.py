"""The pages of an import, for every kind of list: choose a file, choose its columns, look, save.

A kind gives them an address of their own; see partners/views/imports.py.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from network.downloads import as_download
from network.dutch import clock, number
from network.imports import flows
from network.imports.forms import DoublesForm, LayoutForm, ReadingForm, UploadForm
from network.imports.jobs import progress_key
from network.imports.kinds import Choice, ImportKind, Rejection, RowState
from network.imports.layouts import Layout
from network.imports.previews import Preview, ShownRow
from network.imports.rejected import rejected_rows
from network.models import ImportState, WaitingImport
from network.pages import SignedInRequest, render_page_or_part
from network.policy import require
from network.progress import Progress, progress_of
from network.tables import TableError

STATES = {
    RowState.NEW: ("ok", "nieuw"),
    RowState.CHANGED: ("wait", "gewijzigd"),
    RowState.UNCHANGED: ("plain", "ongewijzigd"),
    RowState.UNDECIDED: ("stop", "kies eerst"),
}


def start(request: SignedInRequest, kind: ImportKind) -> HttpResponse:
    """A form for a file, and the lists of this person that still wait."""
    require(request.user, kind.permission)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            waiting = flows.take(kind, file_name=file.name, content=file.read(), by=request.user)
            return redirect(kind.look_url if waiting.is_mapped else kind.columns_url, waiting.pk)
        except TableError as refused:
            form.add_error("file", str(refused))
    context = {
        "kind": kind,
        "form": form,
        "waiting": WaitingImport.objects.of(request.user, kind.key).without_rows()[:20],
        "crumbs": crumbs(kind),
    }
    return render(request, "imports/start.html", context, status=422 if form.errors else 200)


def columns(request: SignedInRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Which column of the file holds what."""
    waiting = _waiting_or_404(request, kind, pk)
    if not waiting.is_waiting:
        return redirect(kind.look_url, pk)
    try:
        return _columns(request, kind, waiting)
    except TableError as unreadable:
        return _read_no_longer(request, kind, unreadable)


def _read_no_longer(request: SignedInRequest, kind: ImportKind, unreadable: TableError) -> HttpResponse:
    """What could be read when it came in takes too long on a busy day."""
    messages.warning(request, str(unreadable))
    return redirect(kind.start_url)


def _columns(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    pk = waiting.pk
    table = flows.table_of(waiting, kind)
    reads_otherwise = request.method == "POST" and "lezen" in request.POST
    reading = ReadingForm(table, request.POST if reads_otherwise else None)
    if reads_otherwise and reading.is_valid():
        try:
            values = {"sheet": "", "separator": "", **reading.cleaned_data}
            flows.read_otherwise(waiting, kind, **values)
            return redirect(kind.columns_url, pk)
        except (TableError, flows.ImportRefusedError) as refused:
            reading.add_error(None, str(refused))
    chooses = request.method == "POST" and not reads_otherwise
    form = LayoutForm(kind, table, Layout.from_json(waiting.layout), request.POST if chooses else None)
    if chooses and form.is_valid():
        try:
            flows.choose_columns(waiting, kind, layout=form.layout, by=request.user)
            return redirect(kind.look_url, pk)
        except flows.ImportRefusedError as refused:
            form.add_error(None, str(refused))
    context = {
        "kind": kind,
        "waiting": waiting,
        "table": table,
        "reading": reading,
        "form": form,
        "doubles": [problem.reason for problem in table.problems if problem.row == table.header_row],
        "crumbs": crumbs(kind, waiting),
    }
    return render(request, "imports/columns.html", context, status=422 if form.errors or reading.errors else 200)


def look(request: SignedInRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """What the file would change; choosing for what is double, and saving. How far it is, for a long one."""
    waiting = _waiting_or_404(request, kind, pk)
    if request.method == "POST" and "weg" in request.POST:
        return _forget(request, kind, waiting)
    if request.method == "POST" and "opnieuw" in request.POST:
        return _try_again(request, kind, waiting)
    if waiting.is_busy:
        return redirect(kind.look_url, pk) if request.method == "POST" else _busy(request, kind, waiting)
    if request.headers.get("HX-Request"):  # the work is done: whoever watches it gets the whole page anew
        return HttpResponse(headers={"HX-Refresh": "true"})
    if waiting.state == ImportState.LOADED:
        return _done(request, kind, waiting)
    if waiting.state == ImportState.REFUSED:
        return _busy(request, kind, waiting)
    try:
        return _look_or_save(request, kind, waiting)
    except TableError as unreadable:
        return _read_no_longer(request, kind, unreadable)


def _done(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    if request.method == "POST" and "melding" in request.POST:
        flows.forget_note(waiting)
        return redirect(kind.start_url)
    return render(request, "imports/done.html", {"kind": kind, "waiting": waiting, "crumbs": crumbs(kind, waiting)})


def _look_or_save(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    if not waiting.is_mapped:
        return redirect(kind.columns_url, waiting.pk)
    if request.method == "POST" and "dubbel" in request.POST:
        return _choose(request, kind, waiting)
    if request.method == "POST":
        return _confirm(request, kind, waiting)
    if "afgekeurd" in request.GET:
        return _rejected(kind, waiting)
    return _look(request, kind, waiting, problem=waiting.problem)


def _forget(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    try:
        is_gone = flows.forget(waiting)
    except flows.ImportRefusedError as busy:
        messages.warning(request, str(busy))
        return redirect(kind.look_url, waiting.pk)
    if is_gone:
        messages.success(request, f"De lijst {waiting.file_name} is weggegooid. Er is niets opgeslagen.")
        return redirect(kind.start_url)
    messages.warning(request, f"Deze lijst was al opgeslagen of weggegooid. Kijk bij de {kind.things[1]}.")
    return redirect(kind.done_url)


def _try_again(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    try:
        flows.try_again(waiting)
    except flows.ImportRefusedError as refused:
        messages.warning(request, str(refused))
    return redirect(kind.look_url, waiting.pk)


@dataclass(frozen=True)
class BusyPage:
    """What the page of a long list shows while the portal works at it, or when that went wrong."""

    waiting: WaitingImport
    progress: Progress | None

    @property
    def title(self) -> str:
        if self.waiting.state == ImportState.REFUSED:
            return "Deze lijst is niet opgeslagen"
        return "De lijst wordt opgeslagen" if self.waiting.state == ImportState.SAVING else "De lijst wordt bekeken"

    @property
    def lead(self) -> str:
        nothing = "" if self.waiting.state == ImportState.SAVING else " Er is nog niets opgeslagen."
        return f"{self.waiting.file_name}: {number(self.waiting.number_of_rows)} rijen.{nothing}"

    @property
    def since(self) -> str:
        return clock(localtime(self.waiting.busy_since)) if self.waiting.busy_since else ""

    @property
    def in_the_queue(self) -> str:
        what = "opgeslagen" if self.waiting.state == ImportState.SAVING else "bekeken"
        return f"De lijst staat in de rij om {what} te worden."


def _busy(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    context = {
        "kind": kind,
        "waiting": waiting,
        "page": BusyPage(waiting, progress_of(progress_key(waiting.pk))),
        "look_url": reverse(kind.look_url, args=[waiting.pk]),
        "columns_url": reverse(kind.columns_url, args=[waiting.pk]),
        "crumbs": crumbs(kind, waiting),
    }
    return render_page_or_part(request, "imports/busy.html", context, part="imports/_progress.html")


def _rejected(kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    """Only the rows that can't be taken in, to be corrected apart."""
    content = rejected_rows(flows.table_of(waiting, kind), flows.preview_of(waiting, kind).reasons)
    name = f"afgekeurde rijen van {PurePosixPath(waiting.file_name).stem}.csv"
    return as_download(content, file_name=name, content_type="text/csv; charset=utf-8")


def _choose(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    preview = flows.preview_of(waiting, kind)
    form = DoublesForm(preview, request.POST)
    if not form.is_valid():
        return _look(request, kind, waiting, doubles=form, status=422)
    choices = form.choices
    if (for_all := request.POST["dubbel"]) in {"zelfde", Choice.OTHER}:
        choices = {row: _for_all(same, for_all) for row, same in preview.undecided.items()} | choices
    try:
        flows.choose_for_doubles(waiting, choices=choices)
    except flows.ImportRefusedError as refused:
        messages.warning(request, str(refused))
    return redirect(kind.look_url, waiting.pk)


def _for_all(same: str, choice: str) -> str:
    return Choice.OTHER if choice == Choice.OTHER else same


def _confirm(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    seen = request.POST.get("gezien", "")
    try:
        if waiting.is_long:
            flows.ask_to_save(waiting, seen=seen)
            return redirect(kind.look_url, waiting.pk)
        flows.confirm(waiting, kind, seen=seen, by=request.user)
    except flows.ImportRefusedError as refused:
        return _look(request, kind, waiting, problem=str(refused), status=422)
    messages.success(request, f"Opgeslagen: {waiting.outcome}.")
    return redirect(kind.done_url)


@dataclass(frozen=True)
class LookPage:
    """What the page of a look shows: the beginning of everything, and how much more there is."""

    kind: ImportKind
    look: Preview
    doubles: DoublesForm

    @property
    def rows(self) -> list[tuple[ShownRow, str, str]]:
        return [(row, *STATES[RowState(row.state)]) for row in self.look.rows]

    @property
    def more_rows(self) -> int:
        return self.look.number_of_rows - self.look.rejected_rows - len(self.look.rows)

    @property
    def rejected(self) -> list[tuple[Rejection, str]]:
        return [(each, self.kind.label(each.key)) for each in self.look.rejected]

    @property
    def more_rejected(self) -> int:
        return self.look.rejected_cells - len(self.look.rejected)

    @property
    def counts(self) -> list[tuple[int, str]]:
        counts = self.look.counts
        named = [(counts.get(state, 0), label) for state, (_, label) in STATES.items() if state != RowState.UNDECIDED]
        return [*named, (self.look.rejected_rows, "afgekeurd")]

    @property
    def undecided(self) -> int:
        return len(self.look.undecided)

    @property
    def double_rows(self) -> list[tuple[ShownRow, Any]]:
        return [(row, self.doubles[str(row.number)]) for row in self.doubles.rows]

    @property
    def more_doubles(self) -> int:
        """Duplicates without a choice that are not shown."""
        return max(0, self.undecided - sum(row.state == RowState.UNDECIDED for row in self.doubles.rows))

    @property
    def can_save(self) -> bool:
        return bool(self.look.to_save) and not self.look.rejected and not self.look.undecided

    @property
    def nothing_changes(self) -> bool:
        return not self.look.to_save and not self.look.rejected and not self.look.undecided


def _look(
    request: SignedInRequest,
    kind: ImportKind,
    waiting: WaitingImport,
    *,
    doubles: DoublesForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    preview = flows.preview_of(waiting, kind)
    context = {
        "kind": kind,
        "waiting": waiting,
        "page": LookPage(kind, preview, doubles or DoublesForm(preview)),
        "problem": problem,
        "columns_url": reverse(kind.columns_url, args=[waiting.pk]),
        "crumbs": crumbs(kind, waiting),
    }
    return render(request, "imports/look.html", context, status=status)


def _waiting_or_404(request: SignedInRequest, kind: ImportKind, pk: int) -> WaitingImport:
    """Their own list. Who may not bring lists in hears that there is no such thing."""
    waiting = get_object_or_404(WaitingImport.objects.of(request.user, kind.key).without_rows(), pk=pk)
    require(request.user, kind.permission)
    return waiting


def crumbs(kind: ImportKind, waiting: WaitingImport | None = None) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [
        (kind.done_title or kind.things[1].capitalize(), reverse(kind.done_url)),
        ("Lijst inlezen", reverse(kind.start_url)),
    ]
    return [*trail, (waiting.file_name, None)] if waiting else trail

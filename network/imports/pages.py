"""The pages of an import, for every kind of list: choose a file, choose its columns, look, save.

A kind gives them an address of their own; see partners/views/imports.py.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from network.imports import flows
from network.imports.forms import MOST_SHOWN, DoublesForm, LayoutForm, ReadingForm, UploadForm
from network.imports.kinds import Choice, ImportKind, Rejection, RowLook, RowState
from network.imports.layouts import Layout
from network.imports.looks import Look
from network.models import WaitingImport
from network.pages import SignedInRequest
from network.policy import require
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
        "waiting": WaitingImport.objects.of(request.user, kind.key).defer("content")[:20],
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
        except TableError as refused:
            reading.add_error(None, str(refused))
    chooses = request.method == "POST" and not reads_otherwise
    form = LayoutForm(kind, table, Layout.from_json(waiting.layout), request.POST if chooses else None)
    if chooses and form.is_valid():
        flows.choose_columns(waiting, kind, layout=form.layout, by=request.user)
        return redirect(kind.look_url, pk)
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
    """What the file would change; choosing for what is double, and saving."""
    waiting = _waiting_or_404(request, kind, pk)
    if request.method == "POST" and "weg" in request.POST:
        if flows.forget(waiting):
            messages.success(request, f"De lijst {waiting.file_name} is weggegooid. Er is niets opgeslagen.")
            return redirect(kind.start_url)
        messages.warning(request, "Deze lijst was al opgeslagen of weggegooid. Kijk bij de partners.")
        return redirect(kind.done_url)
    if not waiting.is_waiting:
        return render(request, "imports/done.html", {"kind": kind, "waiting": waiting, "crumbs": crumbs(kind, waiting)})
    if not waiting.is_mapped:
        return redirect(kind.columns_url, pk)
    try:
        if request.method == "POST" and "dubbel" in request.POST:
            return _choose(request, kind, waiting)
        if request.method == "POST":
            return _confirm(request, kind, waiting)
        return _look(request, kind, waiting)
    except TableError as unreadable:
        return _read_no_longer(request, kind, unreadable)


def _choose(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    found = flows.look_at_waiting(waiting, kind)
    form = DoublesForm(found, request.POST)
    if not form.is_valid():
        return _look(request, kind, waiting, doubles=form, status=422)
    choices = form.choices
    if (for_all := request.POST["dubbel"]) in {"zelfde", Choice.OTHER}:
        choices |= {
            str(row.number): _for_all(row, for_all) for row in found.undecided if str(row.number) not in choices
        }
    flows.choose_for_doubles(waiting, choices=choices)
    return redirect(kind.look_url, waiting.pk)


def _for_all(row: RowLook, choice: str) -> str:
    return Choice.OTHER if choice == Choice.OTHER else Choice.same_as(row.candidates[0].key)


def _confirm(request: SignedInRequest, kind: ImportKind, waiting: WaitingImport) -> HttpResponse:
    try:
        flows.confirm(waiting, kind, seen=request.POST.get("gezien", ""), by=request.user)
    except flows.ImportRefusedError as refused:
        return _look(request, kind, waiting, problem=str(refused), status=422)
    messages.success(request, f"Opgeslagen: {waiting.outcome}.")
    return redirect(kind.done_url)


@dataclass(frozen=True)
class LookPage:
    """What the page of a look shows: the beginning of everything, and how much more there is."""

    look: Look
    doubles: DoublesForm

    @property
    def rows(self) -> list[tuple[RowLook, str, str]]:
        """What happens first, what stays the same last."""
        shown = sorted(self.look.rows, key=lambda row: (row.state == RowState.UNCHANGED, row.number))
        return [(row, *STATES[row.state]) for row in shown[:MOST_SHOWN]]

    @property
    def more_rows(self) -> int:
        return max(0, len(self.look.rows) - MOST_SHOWN)

    @property
    def rejected(self) -> list[tuple[Rejection, str]]:
        return [(each, self.look.kind.label(each.key)) for each in self.look.rejected[:MOST_SHOWN]]

    @property
    def more_rejected(self) -> int:
        return max(0, len(self.look.rejected) - MOST_SHOWN)

    @property
    def counts(self) -> list[tuple[int, str]]:
        counts = self.look.counts
        named = [(counts[state], label) for state, (_, label) in STATES.items() if state != RowState.UNDECIDED]
        return [*named, (self.look.rejected_rows, "afgekeurd")]

    @property
    def undecided(self) -> int:
        return len(self.look.undecided)

    @property
    def double_rows(self) -> list[tuple[RowLook, Any]]:
        return [(row, self.doubles[str(row.number)]) for row in self.doubles.rows]

    @property
    def warned(self) -> list[RowLook]:
        return [row for row in self.look.rows if row.warnings][:MOST_SHOWN]

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
    found = flows.look_at_waiting(waiting, kind)
    context = {
        "kind": kind,
        "waiting": waiting,
        "page": LookPage(found, doubles or DoublesForm(found)),
        "problem": problem,
        "columns_url": reverse(kind.columns_url, args=[waiting.pk]),
        "crumbs": crumbs(kind, waiting),
    }
    return render(request, "imports/look.html", context, status=status)


def _waiting_or_404(request: SignedInRequest, kind: ImportKind, pk: int) -> WaitingImport:
    """Their own list. Who may not bring lists in hears that there is no such thing."""
    waiting = get_object_or_404(WaitingImport.objects.of(request.user, kind.key), pk=pk)
    require(request.user, kind.permission)
    return waiting


def crumbs(kind: ImportKind, waiting: WaitingImport | None = None) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [
        (kind.things[1].capitalize(), reverse(kind.done_url)),
        ("Lijst inlezen", reverse(kind.start_url)),
    ]
    return [*trail, (waiting.file_name, None)] if waiting else trail

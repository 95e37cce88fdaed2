"""What partners did with the hours and the money of a year: the list, the sheet of one partner, and a line of it."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan.accounting import AccountLine, Sheet, last_day_of_results, sheet_of, sheets_of
from actionplan.accounting_flows import account_for
from actionplan.accounting_forms import AccountForm
from actionplan.menu import plan_menu
from actionplan.models import BudgetLine
from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest, number_in, render_page_or_part
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError


@require_safe
def accounting(request: SignedInRequest) -> HttpResponse:
    """/plan/financien/verantwoording/: each partner in one year; `?jaar=2025` for another."""
    require(request.user, Permission.FINANCE_VIEW)
    lines = BudgetLine.objects.in_sheets_of(request.user)
    years = sorted(set(lines.order_by().values_list("year", flat=True)), reverse=True)
    asked = number_in(request.GET, "jaar")
    year = asked if asked in years else next((each for each in years if each <= today().year), None)
    context = {
        "menu": plan_menu(request.user, "actionplan:finance"),
        "years": years,
        "year": year,
        "sheets": sheets_of(lines.filter(year=year)) if year else [],
    }
    return render(request, "actionplan/accounting.html", context)


@require_safe
def account_sheet(request: SignedInRequest, organisation: int, year: int) -> HttpResponse:
    """/plan/financien/verantwoording/12/2025/: all lines of one partner in that year."""
    first = BudgetLine.objects.in_sheets_of(request.user).on_sheet(organisation, year).first()
    if first is None:
        raise Http404
    sheet = _sheet(request, first)
    context = {
        "sheet": sheet,
        "may_edit": may(request.user, Permission.FINANCE_ACCOUNT, first),
        "measured_until": last_day_of_results(year, today()),
        "crumbs": [*_crumbs(), (str(sheet.organisation), None)],
    }
    return render(request, "actionplan/account_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of one line: a form under it, and without JavaScript a page. `?dicht=ja` gives the line back."""
    lines = BudgetLine.objects.in_sheets_of(request.user).with_names()
    line = get_object_or_404(lines, pk=pk)
    require(request.user, Permission.FINANCE_ACCOUNT, line)
    if "dicht" in request.GET:
        return _line_page(request, line, None)
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, instance=copy(line), auto_id=f"post-{line.pk}-%s")
    if not form.is_valid():
        return _line_page(request, line, form, status=422 if data is not None else 200)
    try:
        told = account_for(line, by=request.user, on=today(), seen=form.seen, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        [last_change] = history_of(meanwhile.stored, limit=1)
        conflict = form.differences_with(meanwhile.stored, meanwhile.fields)
        again = form.having_seen(meanwhile.stored)
        return _line_page(request, line, again, status=409, conflict=conflict, last_change=last_change)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _line_page(request, line, form, status=422)
    return _saved(request, told, is_changed=told.version != line.version)


def _saved(request: SignedInRequest, line: BudgetLine, *, is_changed: bool) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.success(request, f"«{line.description}» is opgeslagen." if is_changed else "Er is niets veranderd.")
        return redirect(f"{_address_of(line)}#post-{line.pk}")
    context = {**_about(_sheet(request, line), line), "saved": "Opgeslagen" if is_changed else "Niets veranderd"}
    return render(request, "actionplan/_account_saved.html", context)


def _line_page(
    request: SignedInRequest, line: BudgetLine, form: AccountForm | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    sheet = _sheet(request, line)
    crumbs = [*_crumbs(), (f"{sheet.organisation} {sheet.year}", _address_of(line)), ("Verantwoorden", None)]
    context = {**_about(sheet, line), "sheet": sheet, "form": form, "crumbs": crumbs, **more}
    part = "actionplan/_account_line.html"
    return render_page_or_part(request, "actionplan/account_line.html", context, part=part, status=status)


def _about(sheet: Sheet, line: BudgetLine) -> dict[str, Any]:
    group = sheet.group_with(line.pk)
    shown: AccountLine = next(each for each in group.lines if each.pk == line.pk)
    return {
        "line": shown,
        "group": group,
        "is_asked": group.is_asked,
        "may_edit": True,
        "back": f"{_address_of(line)}#post-{line.pk}",
    }


def _sheet(request: SignedInRequest, line: BudgetLine) -> Sheet:
    sheet = sheet_of(line.organisation_id, line.year, today(), request.user)
    if sheet is None:  # it went meanwhile
        raise Http404
    return sheet


def _address_of(line: BudgetLine) -> str:
    return reverse("actionplan:account-sheet", args=[line.organisation_id, line.year])


def _crumbs() -> list[tuple[str, str | None]]:
    return [
        ("Plan", reverse("actionplan:plan")),
        ("Financiën", reverse("actionplan:finance")),
        ("Verantwoording", reverse("actionplan:accounting")),
    ]

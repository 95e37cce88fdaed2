"""What the plan costs and who pays."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionplan import reading
from actionplan.drawings import draw_money
from actionplan.menu import plan_menu
from actionplan.models import BudgetLine, FundingSource
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_safe
def finance(request: SignedInRequest) -> HttpResponse:
    """/plan/financien/: what each partner asks, what there is, and what is short."""
    require(request.user, Permission.FINANCE_VIEW)
    source = FundingSource.objects.newest()
    table = reading.finance_of(source) if source else None
    context = {
        "menu": plan_menu(request.user, "actionplan:finance"),
        "source": source,
        "table": table,
        "bar": draw_money(table) if table else None,
        "without_request": BudgetLine.objects.visible_to(request.user).without_request(source.year) if source else (),
    }
    return render(request, "actionplan/finance.html", context)

"""What a report asks of the stuurgroep: picked and worded by the coordinator, and answered with decisions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from monitor.models import Report, ReportQuestion
from monitor.reporting.question_flows import (
    AnsweredMeanwhileError,
    ChangedQuestionsError,
    LockedReportError,
    add_question,
    move_question,
    save_questions,
)
from monitor.reporting.question_forms import AnswerForm
from monitor.reporting.question_page import QuestionPage, answers_of, asks_questions, body_of, may_read_answers
from monitor.views.report_reading import report_seen_by
from network.pages import SignedInRequest
from network.policy import Permission, require

LOCKED = "Deze rapportage wordt aangeboden, of is dat al. De vragen veranderen niet meer."
MOVES = {"omhoog": -1, "omlaag": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def question_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a draft: pick and word what is asked. After that: what was asked, and what was decided about it."""
    report = _report_that_asks(request, pk)
    if not report.is_draft and request.method != "POST":
        return _answers(request, report)
    require(request.user, Permission.REPORT_EDIT, report)
    if not report.is_draft:
        raise PermissionDenied(LOCKED)
    page = QuestionPage(report, request.POST if request.method == "POST" else None, request.GET)
    if request.method != "POST" or not page.is_valid():
        return _picking(request, page, status=422 if request.method == "POST" else 200)
    try:
        _save(request, page)
    except LockedReportError:
        messages.warning(request, f"{LOCKED} Wat u typte, is niet opgeslagen.")
        return _picking(request, page, status=409)
    except ChangedQuestionsError as meanwhile:
        page.show(meanwhile)
        return _picking(request, page, status=409)
    number = report.questions.chosen().count()
    messages.success(request, f"Opgeslagen. In de rapportage: {number} {'vraag' if number == 1 else 'vragen'}.")
    return redirect(f"{request.get_full_path()}#vragen")


def _report_that_asks(request: SignedInRequest, pk: int) -> Report:
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_VIEW, report)
    if not asks_questions(report):
        raise Http404("Deze rapportage vraagt niets.")
    return report


def _save(request: SignedInRequest, page: QuestionPage) -> None:
    """The words first, so that a button that moves a question never loses what was typed."""
    save_questions(page.report, by=request.user, typed=[form.typed for form in page.changed])
    if page.own.has_changed():
        add_question(page.report, by=request.user, **page.own.cleaned_data)
    for word, step in MOVES.items():
        if word in request.POST:
            move_question(page.report, by=request.user, key=request.POST[word], step=step)


def _picking(request: SignedInRequest, page: QuestionPage, *, status: int) -> HttpResponse:
    return render(request, "monitor/reports/question_list.html", {"shown": page}, status=status)


def _answers(request: SignedInRequest, report: Report) -> HttpResponse:
    if not may_read_answers(report, request.user):
        raise Http404("Deze vragen staan in een andere versie dan met u is gedeeld.")
    context = {"report": report, "answers": answers_of(report, request.user)}
    return render(request, "monitor/reports/question_answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_decision(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    """What the stuurgroep decided about one question, in a new decision or one that was recorded already."""
    report = _report_that_asks(request, pk)
    asked = _question_of(report, question)
    body = body_of(report)
    require(request.user, Permission.DECISION_RECORD, body)
    if report.is_draft:
        raise PermissionDenied("Een besluit kunt u vastleggen zodra de rapportage is aangeboden.")
    if body is None:
        messages.warning(request, "Er is nog geen stuurgroep in het portaal. Maak haar eerst aan bij «Overleg».")
        return redirect("monitor:question-list", report.pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, question=asked, body=body)
    context = {"form": form, "question": asked, "report": report, "body": body}
    if request.method != "POST" or not form.is_valid():
        return _deciding(request, context, status=422 if request.method == "POST" else 200)
    try:
        decision = form.save(by=request.user)
    except AnsweredMeanwhileError:
        current = _question_of(report, question)
        return _deciding(request, context | {"question": current, "form": form.having_seen(current)}, status=409)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _deciding(request, context, status=422)
    messages.success(request, f"Vastgelegd: besluit {decision.number}.")
    return redirect(f"{reverse('monitor:question-list', args=[report.pk])}#vraag-{asked.pk}")


def _question_of(report: Report, pk: int) -> ReportQuestion:
    return get_object_or_404(report.questions.chosen().select_related("decision", "report__meeting__body"), pk=pk)


def _deciding(request: SignedInRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    shown = context | {"changed_meanwhile": status == 409}
    return render(request, "monitor/reports/question_decision.html", shown, status=status)

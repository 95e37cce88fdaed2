"""Addresses of what a report asks of the stuurgroep."""

from django.urls import URLPattern, path

from monitor.views import report_questions as questions

question_urlpatterns: list[URLPattern] = [
    # /rapportages/12/vragen/
    path("rapportages/<int:pk>/vragen/", questions.question_list, name="question-list"),
    path("rapportages/<int:pk>/vragen/<int:question>/besluit/", questions.question_decision, name="question-decision"),
]

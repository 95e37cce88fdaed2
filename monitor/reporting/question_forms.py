"""Forms of what is asked of the stuurgroep: the words of a question, one that was thought of, and the decision."""

from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from monitor.models import Report, ReportQuestion
from monitor.reporting.question_flows import Typed, choose_answer, record_answer
from network.dates import today
from network.dutch import long_date
from network.fields import DutchDateField, not_to_come, offer, sent_again
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Person
from partners.models import Body, Decision, Meeting
from partners.side_by_side import SideBySideModelForm

MOST_TO_CHOOSE = 40
NO_TITLE = "Schrijf in één zin wat u vraagt."


class QuestionForm(SideBySideModelForm):
    """Whether a question stands in the report, and in which words. Left as it was, it is not read at all."""

    title = GuardedLineField(
        label="Vraag",
        max_length=200,
        strict=True,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": NO_TITLE},
    )
    text = GuardedTextField(
        label="Toelichting", required=False, max_length=1500, strict=True, widget=forms.Textarea({"rows": 3})
    )

    class Meta:
        model = ReportQuestion
        fields = ("is_chosen", "title", "text")
        labels: ClassVar[dict[str, Any]] = {"is_chosen": "Staat in de rapportage"}

    def __init__(self, data: QueryDict | None, *, instance: ReportQuestion) -> None:
        super().__init__(
            data,
            instance=instance,
            prefix=instance.key.replace(":", "-"),
            empty_permitted=True,
            use_required_attribute=False,
        )
        self.remember(instance.version if instance.pk else 0)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)

    @property
    def typed(self) -> Typed:
        question: ReportQuestion = self.instance
        version = self.cleaned_data["version"]
        return Typed(question.key, question.reason, version, seen=self.seen, changes=self.changes)


class OwnQuestionForm(forms.Form):
    """A question that the portal didn't think of; left empty there is none."""

    title = GuardedLineField(
        label="Vraag",
        max_length=200,
        strict=True,
        help_text="In één zin, zoals: Stem in met het convenant.",
        error_messages={"required": NO_TITLE},
    )
    text = GuardedTextField(
        label="Toelichting", required=False, max_length=1500, strict=True, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data, prefix="nieuw", empty_permitted=True, use_required_attribute=False)


class MeetingOnADay(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Any) -> str:
        """«Stuurgroep, 8 oktober 2026»"""
        return f"{meeting}, {long_date(meeting.day)}"


class DecisionOfADay(forms.ModelChoiceField):
    def label_from_instance(self, decision: Any) -> str:
        """«2026-004 Het tekort wordt gedekt (8 oktober 2026)»"""
        return f"{decision} ({long_date(decision.decided_on)})"


class AnswerForm(forms.Form):
    """What was decided about a question: one of the decisions that are there, or a new one."""

    decision = DecisionOfADay(
        label="Staat het besluit er al?",
        queryset=Decision.objects.none(),
        required=False,
        help_text="Kiest u een besluit, dan hoeft u hieronder niets in te vullen.",
    )
    meeting = MeetingOnADay(label="In welke bijeenkomst?", queryset=Meeting.objects.none(), required=False)
    decided_on = DutchDateField(
        label="Besloten op", required=False, help_text="Bijvoorbeeld 8 oktober 2026.", validators=[not_to_come]
    )
    title = GuardedLineField(
        label="Besluit",
        required=False,
        max_length=200,
        strict=True,
        help_text="In één zin, zoals: Het tekort wordt gedekt uit de reserve.",
    )
    text = GuardedTextField(
        label="Toelichting",
        required=False,
        strict=True,
        widget=forms.Textarea({"rows": 6}),
        help_text="Waarom, en wat er nu gebeurt. Noem geen personen.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, question: ReportQuestion, body: Body) -> None:
        meeting = meeting_of(question.report)
        day = meeting.day if meeting else today()
        initial = {
            "meeting": meeting,
            "decided_on": day,
            "title": question.title,
            "text": question.text,
            "version": question.version,
        }
        super().__init__(data, initial=initial)
        self.question, self.body = question, body
        for name in ("decision", "meeting", "decided_on", "title"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # asked by the label
        past = Meeting.objects.planned().filter(body=body, starts_at__date__lte=today()).order_by("-starts_at", "-pk")
        decisions = Decision.objects.filter(body=body, withdrawn_on__isnull=True).newest_first()
        offer(self, "meeting", _at_most(past), empty="Buiten een bijeenkomst")
        offer(self, "decision", _at_most(decisions), empty="Nee, ik leg het nu vast")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("decision"):
            for name in ("meeting", "decided_on", "title", "text"):
                self.errors.pop(name, None)
            return answers
        if not answers.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", "Typ de dag van het besluit, bijvoorbeeld 8 oktober 2026.")
        if not answers.get("title") and "title" not in self.errors:
            self.add_error("title", "Schrijf in één zin wat er besloten is.")
        return answers

    def save(self, *, by: Person) -> Decision:
        answers = dict(self.cleaned_data)
        decision, version = answers.pop("decision"), answers.pop("version")
        if decision:
            return choose_answer(self.question, by=by, version=version, decision=decision)
        return record_answer(self.question, by=by, version=version, body=self.body, **answers)

    def having_seen(self, current: ReportQuestion) -> Self:
        """What was typed, by somebody who now knows what is stored."""
        data = sent_again(self.data, version=current.version)
        return type(self)(data, question=current, body=self.body)


def meeting_of(report: Report) -> Meeting | None:
    """Where the report was discussed, once that day has come."""
    meeting = report.meeting
    return meeting if meeting and not meeting.is_cancelled and meeting.day <= today() else None


def _at_most(rows: Any) -> Any:
    """The newest few, as a queryset in which one can still look something up."""
    newest = list(rows.values_list("pk", flat=True)[:MOST_TO_CHOOSE])
    return rows.filter(pk__in=newest)

"""The form under a row of the list: what the action is, how it goes and its next milestone, in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from actionplan.action_part_forms import MilestoneForm
from actionplan.forms import InOrderOfTime, StatusReportForm
from actionplan.models import Action, Milestone, StatusReport
from network.fields import dutch_formfield, offer
from network.guarded import GuardedLineField
from partners.models import Organisation
from partners.side_by_side import SideBySideModelForm


class RowActionForm(InOrderOfTime, SideBySideModelForm):
    """The part of an action that stands in its row."""

    class Meta:
        model = Action
        formfield_callback = dutch_formfield
        fields = ("title", "lead_organisation", "starts_on", "ends_on")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField}
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De titel ontbreekt. Schrijf in een paar woorden wat de actie is."},
            "lead_organisation": {"required": "Kies de partner die trekker is."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A partner that left the network can't be chosen any more, but stays where it stands.
        lead = Organisation.objects.filter(pk=self.instance.lead_organisation_id)
        offer(self, "lead_organisation", Organisation.objects.standing().active() | lead)
        self.remember(self.instance.version)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, auto_id=self.auto_id)


class RowReportForm(StatusReportForm):
    """How it goes. In a row nothing is said by leaving it as it is, unless a tick says that it is still true."""

    still_true = forms.BooleanField(label="De stand is nagekeken en klopt nog", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in StatusReport.ASPECTS:
            self.fields[name].required = any(self.initial.values()) or self.says_something

    @property
    def says_something(self) -> bool:
        return self.is_bound and bool(set(self.changed_data) - {"last_seen"})

    @classmethod
    def at_row(cls, data: QueryDict | None, action: Action, **kwargs: Any) -> Self:
        """It starts from the newest report; once sent, from the one that its sender saw."""
        if data is None:
            return cls.after(action.status_reports.newest(), **kwargs)
        seen = data.get("last_seen", "")
        report = action.status_reports.filter(pk=int(seen)).first() if seen.isascii() and seen.isdigit() else None
        initial = {name: getattr(report, name) for name in cls.Meta.fields} if report else {}
        return cls(data, initial=initial, **kwargs)

    def having_seen(self, newest: StatusReport, **kwargs: Any) -> Self:
        initial = {name: getattr(newest, name) for name in self.Meta.fields}
        return super().having_seen(newest, initial=initial, auto_id=self.auto_id, **kwargs)


class RowMilestoneForm(MilestoneForm):
    """The next milestone, or a new one; left empty it is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="mijlpaal", empty_permitted=True, use_required_attribute=False, **kwargs)

    class Meta(MilestoneForm.Meta):
        fields = ("title", "planned_on", "achieved_on")  # type: ignore[assignment]  # fewer of them
        labels: ClassVar[dict[str, Any]] = {"title": "Volgende mijlpaal"}
        help_texts: ClassVar[dict[str, Any]] = {}

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, auto_id=self.auto_id)


@dataclass
class RowForm:
    """The three together, for a page one form."""

    about: RowActionForm
    report: RowReportForm
    milestone: RowMilestoneForm

    @classmethod
    def at_row(cls, data: QueryDict | None, action: Action, milestone: Milestone | None, **kwargs: Any) -> Self:
        """`action` and `milestone` are copies: a form writes in them what was typed."""
        return cls(
            RowActionForm(data, instance=action, **kwargs),
            RowReportForm.at_row(data, action, **kwargs),
            RowMilestoneForm(data, instance=milestone or Milestone(action=action), **kwargs),
        )

    @property
    def parts(self) -> tuple[forms.BaseForm, ...]:
        return (self.about, self.report, self.milestone)

    def is_valid(self) -> bool:
        said = [part.is_valid() for part in self.parts]  # each says what is wrong
        return all(said)

    @property
    def errors(self) -> dict[str, Any]:
        return {f"{part.prefix}-{name}": each for part in self.parts for name, each in part.errors.items()}

    def non_field_errors(self) -> list[str]:
        return [str(error) for part in self.parts for error in part.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        for part in self.parts:
            yield from part

    def visible_fields(self) -> list[BoundField]:
        return [field for field in self if not field.is_hidden]

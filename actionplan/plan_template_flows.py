"""Taking over a speerpunt of another region in a plan."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from actionplan.action_add_flows import add_action
from actionplan.editing import may_be_edited
from actionplan.models import Action, ActionTarget, Milestone, Pillar, Plan, Priority, TargetGroup
from actionplan.plan_columns import counts_people
from actionplan.plan_template import ActionTemplate, PriorityTemplate
from actionplan.plan_template_forms import ActionChosen
from network.history import because
from network.models import Person
from partners.models import Organisation


@transaction.atomic
def take_over(plan: Plan, template: PriorityTemplate, chosen: Sequence[ActionChosen], *, by: Person) -> Priority:
    """The speerpunt, where the plan doesn't have it yet, and the chosen actions below it."""
    may_be_edited(plan)
    with because(f"sjabloon «{template.title}» overgenomen", by=by):
        priority = _priority(plan, template)
        leads = Organisation.objects.in_bulk([each.lead for each in chosen])
        pillars = Pillar.objects.in_bulk([each.pillar for each in chosen])
        groups = TargetGroup.objects.in_bulk()
        for each in chosen:
            told = each.action
            action = add_action(
                plan,
                title=told.title,
                description=told.description,
                building_block=told.building_block,
                pillar=pillars[each.pillar],
                lead_organisation=leads[each.lead],
                target_groups=[groups[pk] for pk in each.groups],
                priority=priority,
                by=by,
            )
            _complete(action, told)
    return priority


def _priority(plan: Plan, template: PriorityTemplate) -> Priority:
    priorities = Priority.objects.filter(plan=plan)
    if same := priorities.filter(title__iexact=template.title).first():
        return same
    last = priorities.aggregate(last=Max("position"))["last"] or 0
    return Priority.objects.create(plan=plan, title=template.title, text=template.text, position=last + 1)


def _complete(action: Action, told: ActionTemplate) -> None:
    """What a new action has no room for in its form."""
    action.form, action.expected_result, action.national_line = told.form, told.expected_result, told.national_line
    action.save(update_fields=["form", "expected_result", "national_line"])
    Milestone.objects.bulk_create([Milestone(action=action, title=title) for title in told.milestones])
    targets = [
        ActionTarget(
            action=action,
            unit=each.unit,
            minimum=each.minimum,
            maximum=each.maximum,
            counts_persons=counts_people(each.unit),
        )
        for each in told.targets_typed
    ]
    ActionTarget.objects.bulk_create(targets)

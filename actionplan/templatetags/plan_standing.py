"""`{% standing plan as now %}`: what the head of each page of a plan says, so that no page has to bring it along."""

from django import template

from actionplan.models import Plan
from actionplan.plan_standing import Standing, standing_of

register = template.Library()


@register.simple_tag
def standing(plan: Plan) -> Standing:
    """Costs two queries, whatever the page."""
    return standing_of(plan)

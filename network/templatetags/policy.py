"""`{% may "action_edit" action as may_edit %}`: ask the policy from a template."""

from typing import Any

from django import template
from django.conf import settings

from network.policy import Permission, needs_second_factor
from network.policy import may as may_do

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str, thing: Any = None) -> bool:
    """True when the person who looks may do this; a misspelt right raises ValueError."""
    return may_do(context["request"].user, Permission(permission), thing)


@register.simple_tag(takes_context=True)
def second_step_is_required(context: dict[str, Any]) -> bool:
    """True when the role of the person who looks needs a second step."""
    return settings.SECOND_FACTOR_REQUIRED and needs_second_factor(context["request"].user)

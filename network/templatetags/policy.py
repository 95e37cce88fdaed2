"""`{% may "action_edit" action as may_edit %}`: ask the policy from a template."""

from typing import Any

from django import template

from network.policy import Permission
from network.policy import may as may_do

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str, thing: Any = None) -> bool:
    """True when the person who looks may do this; a misspelt right raises ValueError."""
    return may_do(context["request"].user, Permission(permission), thing)

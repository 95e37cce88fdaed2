"""How every form of the portal is written in HTML: NL Design System markup, from templates/forms/ or from here."""

from collections.abc import Sequence
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_SELECT = "django/forms/widgets/select.html"
_CHOICES = ("django/forms/widgets/radio.html", "django/forms/widgets/checkbox_select.html")
# Django's widget template → the class of the NL Design System component.
_COMPONENT_CLASS = {
    "django/forms/widgets/text.html": "utrecht-textbox",
    "django/forms/widgets/email.html": "utrecht-textbox",
    "django/forms/widgets/password.html": "utrecht-textbox",
    "django/forms/widgets/number.html": "utrecht-textbox utrecht-textbox--medium",
    "django/forms/widgets/url.html": "utrecht-textbox",
    "django/forms/widgets/tel.html": "utrecht-textbox utrecht-textbox--medium",
    "django/forms/widgets/search.html": "utrecht-textbox",
    "django/forms/widgets/date.html": "utrecht-textbox utrecht-textbox--medium",
    "django/forms/widgets/time.html": "utrecht-textbox utrecht-textbox--short",
    "django/forms/widgets/file.html": "file-input",
    "django/forms/widgets/textarea.html": "utrecht-textarea",
    _SELECT: "utrecht-select",
}
_OWN_TEMPLATE = {"django/forms/widgets/clearable_file_input.html": "forms/file.html"}


class DutchFormRenderer(TemplatesSetting):
    """`{{ form }}`, `{{ form.title.as_field_group }}` and `{{ form.title }}` give our markup without more ado."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget")
        if widget and (component := _COMPONENT_CLASS.get(template_name)):
            attrs = widget["attrs"]
            invalid = f"{component.split()[0]}--invalid" if attrs.get("aria-invalid") == "true" else ""
            names = " ".join(filter(None, [component, attrs.get("class", ""), invalid]))
            # No placeholders: an example belongs in the help text, which stays readable while somebody types.
            widget = {**widget, "attrs": {**attrs, "class": names, "placeholder": False}}
            context = {**context, "widget": widget}
            if template_name == _SELECT:
                return _select(widget)
        if widget and template_name in _CHOICES:
            return _choices(widget)
        return super().render(_OWN_TEMPLATE.get(template_name, template_name), context, request=request)


def _select(widget: dict[str, Any]) -> SafeString:
    """Not in a template, as Django does it: with hundreds of partners that takes longer than all the rest of a page."""
    start = f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    inside = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return mark_safe(f"{start}{inside}</select>")  # noqa: S308  (whatever comes from elsewhere was escaped)


def _group(name: str | None, options: Sequence[dict[str, Any]]) -> str:
    inside = "".join(
        f'<option value="{conditional_escape(str(option["value"]))}"{_attributes(option["attrs"])}>'
        f"{conditional_escape(option['label'])}</option>"
        for option in options
    )
    return f'<optgroup label="{conditional_escape(name)}">{inside}</optgroup>' if name else inside


def _choices(widget: dict[str, Any]) -> SafeString:
    """Boxes to tick or to choose one of, not in a template for the same reason: a list of municipalities is long."""
    inside = "".join(_boxes(name, options) for name, options, _ in widget["optgroups"])
    return mark_safe(inside)  # noqa: S308  (likewise)


def _boxes(name: str | None, options: Sequence[dict[str, Any]]) -> str:
    above = f'<p class="choices__group">{conditional_escape(name)}</p>' if name else ""
    return above + "".join(
        f'<div class="choice"><input type="{option["type"]}" name="{conditional_escape(option["name"])}"'
        f' value="{conditional_escape(str(option["value"]))}"{_attributes(option["attrs"])}>'
        f'<label for="{conditional_escape(option["attrs"].get("id", ""))}">'
        f"{conditional_escape(option['label'])}</label></div>"
        for option in options
    )


def _attributes(attrs: dict[str, Any]) -> str:
    """As Django's template for them."""
    told = (
        name if value is True else f'{name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
    return "".join(f" {each}" for each in told)

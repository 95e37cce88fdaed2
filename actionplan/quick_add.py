"""A new action right in the list: four fields, and the rest is filled in later."""

from typing import Any

from actionplan.action_add_forms import AddActionForm

ADDING = "toevoegen"  # in the address of the list, while the form is open
FIELDS = ("title", "building_block", "pillar", "lead_organisation")


class QuickAddForm(AddActionForm):
    """The four without which there is no action. It is sent to the page that knows all fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() - set(FIELDS):
            del self.fields[name]
        for field in self.fields.values():
            field.help_text = ""
        self.auto_id = "nieuw-%s"

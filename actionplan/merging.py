"""What happens in the plan when two partners become one."""

from actionplan.models import ActionPartner
from network.models import Person
from partners.merge_links import Link, Outcome, once_is_enough, rule_for
from partners.models import Organisation


@rule_for("actionplan.ActionPartner.organisation")
def partners_of_actions(link: Link, going: Organisation, staying: Organisation, by: Person | None) -> Outcome:
    """Once per action, and not at all where the two together are in the lead."""
    outcome = once_is_enough(link, going, staying, by)
    of_both = ActionPartner.objects.filter(organisation__in=[going, staying])
    leading = list(of_both.filter(action__lead_organisation__in=[going, staying]).values_list("pk", flat=True))
    outcome.moving = [pk for pk in outcome.moving if pk not in leading]
    outcome.before.append(lambda: ActionPartner.objects.filter(pk__in=leading).delete())
    return outcome

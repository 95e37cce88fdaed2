"""What happens in the plan when two partners become one."""

from actionplan.models import ActionPartner, ScanAnswer
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


@rule_for("actionplan.ScanAnswer.organisation")
def answers_in_the_scan(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """A partner answers a question once a year: the answer of the one that stays goes before."""
    outcome = Outcome(link)
    known = {(row.item_id, row.year) for row in link.of(staying)}
    doubles = []
    for row in link.of(going).select_related("item"):
        if (row.item_id, row.year) not in known:
            outcome.moving.append(row.pk)
            continue
        doubles.append(row.pk)
        outcome.said.append(
            f"Beide vulden «{row.item}» van de scan in voor {row.year}. Het antwoord van wie blijft geldt; het andere "
            f"({row.get_state_display()}) blijft in de geschiedenis."
        )
    if doubles:
        outcome.before.append(lambda: ScanAnswer.objects.filter(pk__in=doubles).delete())
    return outcome

"""A partner that takes part always has somebody who keeps its data."""

from collections.abc import Iterable

from network.models import Person
from network.successors import Post, posts
from partners.models import Membership, Organisation


def post_of_editor(organisation: Organisation) -> Post:
    members = Membership.objects.on().filter(organisation=organisation, may_edit=False)
    return Post(
        name=f"redacteur van {organisation}",
        ties=Membership.objects.filter(organisation=organisation, may_edit=True),
        candidates=Person.objects.filter(is_active=True, memberships__in=members).distinct(),
        what_to_do="Laat eerst iemand anders bij deze partner de gegevens bijhouden.",
    )


@posts
def editing_never_left_alone(person: Person) -> Iterable[Post]:
    edited = person.memberships.not_over().editors().in_staying_organisation().select_related("organisation")
    return [post_of_editor(membership.organisation) for membership in edited]

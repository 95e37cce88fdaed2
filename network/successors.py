"""No post falls empty: the last editor of a partner, coordinator or administrator leaves when somebody takes over.

Whatever takes somebody's post away asks here first: ending a role or a membership, taking the editing away, blocking
or erasing an account. Each app adds its own posts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from network.dates import EndsAtOnce, today
from network.dutch import enumeration
from network.models import Person, Role, RoleGrant
from network.policy import NEVER_EMPTY

NAMED_AT_MOST = 8


@dataclass(frozen=True)
class Post:
    """A place in the network that always has a holder."""

    name: str  # regiocoördinator, redacteur van Sterker
    ties: EndsAtOnce[Any]  # every role or membership that fills it, in whatever period
    candidates: QuerySet[Person]  # who could take over
    what_to_do: str  # the first sentence of the advice: «Geef eerst iemand anders deze rol.»


class NeedsSuccessorError(Exception):
    """The last holder of a post can't go; the text is Dutch, for who tried."""

    def __init__(self, post: Post, leaving: Person) -> None:
        names = [person.name for person in post.candidates.exclude(pk=leaving.pk)[:NAMED_AT_MOST]]
        waiting = [tie.person.name for tie in post.ties.not_over().filter(person__is_active=False)[:NAMED_AT_MOST]]
        sentences = [f"{leaving.name} is de laatste {post.name}.", post.what_to_do]
        sentences += [f"Dat kan bijvoorbeeld zijn: {enumeration(names, 'of')}."] if names else []
        sentences += ["Is er nog niemand? Nodig dan eerst iemand uit."] if not names and not waiting else []
        sentences += [f"Nog niet ingelogd, en daarom telt nog niet mee: {enumeration(waiting)}."] if waiting else []
        super().__init__(" ".join(sentences))


PostsOf = Callable[[Person], Iterable[Post]]
_sources: list[PostsOf] = []


def posts(function: PostsOf) -> PostsOf:
    """Add a function that tells which posts somebody fills, now or later."""
    _sources.append(function)
    return function


def require_successor(post: Post, *, leaving: Person, after: date) -> None:
    """Refuse when `after`, the first day without this person, nobody who can sign in holds the post for good.

    Locks the ties of the post until the transaction ends: of two who end each other at the same moment, the second
    sees what the first did. A post that nobody fills anyway is not guarded.
    """
    list(post.ties.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    able = post.ties.filter(person__is_active=True)
    others = able.not_over().exclude(person=leaving).filter(starts_on__lte=after, ends_on__isnull=True)
    if leaving.is_active and able.on(today()).exists() and not others.exists():
        raise NeedsSuccessorError(post, leaving)


def require_successors_of(person: Person) -> None:
    """Refuse when this person is the last one in any post: asked before an account is blocked or erased."""
    for post in [post for source in _sources for post in source(person)]:
        require_successor(post, leaving=person, after=today())


def post_of_role(role: str) -> Post:
    others = RoleGrant.objects.on().exclude(role=role)
    return Post(
        name=Role(role).label,
        ties=RoleGrant.objects.filter(role=role),
        candidates=Person.objects.filter(is_active=True, role_grants__in=others).distinct(),
        what_to_do="Geef eerst iemand anders deze rol.",
    )


@posts
def roles_never_empty(person: Person) -> Iterable[Post]:
    held = person.role_grants.not_over().filter(role__in=NEVER_EMPTY).values_list("role", flat=True)
    return [post_of_role(role) for role in sorted(set(held))]

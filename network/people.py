"""Whom somebody may look up."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from network.models import Person
from network.pages import SignedInRequest
from network.policy import Permission, may


def people_visible_to(person: Person) -> QuerySet[Person]:
    """By function, since the policy stands on the models and can't be asked by one of their querysets."""
    everybody = Person.objects.order_by("name", "pk")
    return everybody if may(person, Permission.PEOPLE_VIEW) else everybody.none()


def person_or_404(request: SignedInRequest, pk: int) -> Person:
    return get_object_or_404(people_visible_to(request.user), pk=pk)

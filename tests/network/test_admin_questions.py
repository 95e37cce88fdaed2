"""The lists of the admin answer what they offer to ask, and nothing else."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from network.admin import PortalAdmin, admin_site
from network.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOT_OFFERED = [
    "password__startswith=pbkdf2",
    "email__contains=a",
    "id__gt=0",
    "rolegrant__role=coordinator",
    "valid_from__year=10000",
    "valid_from__year=0",
    "name__regex=(a%2B)%2B%24",
]


@pytest.mark.parametrize("question", NOT_OFFERED)
def test_no_list_answers_a_question_that_it_does_not_offer(
    question: str, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.administrator)
    for model in admin_site._registry:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(f"{url}?{question}").status_code in {400, 302}, url


@pytest.mark.parametrize("question", ["kind__exact=safety_region", "q=a", "o=1", "p=1"])
def test_a_list_answers_what_it_does_offer(question: str, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    response = client_of(cast.administrator).get(f"{reverse('admin:network_areaset_changelist')}?{question}")
    assert response.status_code == 200


def test_django_itself_would_answer_them() -> None:
    """The control: why our lists stand on a class of our own."""
    assert admin.ModelAdmin(Person, admin_site).lookup_allowed("password__startswith", "pbkdf2", None)
    assert all(isinstance(registered, PortalAdmin) for registered in admin_site._registry.values())


def test_there_is_no_road_to_any_object_of_any_model(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    for object_id in (cast.reader.pk, "9" * 20, "a"):
        assert client_of(cast.administrator).get(f"/beheer/r/1/{object_id}/").status_code == 404

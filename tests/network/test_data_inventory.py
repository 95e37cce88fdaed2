"""The registry of personal data: nothing that looks personal is missing, and page and document say the same."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.test.utils import isolate_apps
from django.urls import reverse

from network.data_inventory import entries, exceptions, unregistered_fields
from network.management.commands.data_inventory import as_markdown, document_path
from network.models import Person
from tests.cast import Cast
from tests.reading import Page


def test_every_field_that_looks_personal_is_registered_or_has_a_reason() -> None:
    assert unregistered_fields(apps.get_models(include_auto_created=True)) == []


@isolate_apps("network")
def test_a_new_field_that_looks_personal_would_be_noticed() -> None:
    class Visit(models.Model):  # noqa: DJ008  (never shown)
        visitor_name = models.CharField(max_length=80)
        phone = models.CharField(max_length=20)
        birth_date = models.DateField()
        remarks = models.TextField()
        noted_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
        colour = models.CharField(max_length=10)

        class Meta:
            app_label = "network"

    fields = [name.rsplit(".", 1)[1] for name in unregistered_fields([Visit])]
    assert fields == ["visitor_name", "phone", "birth_date", "remarks", "noted_by"]


def test_the_registry_names_fields_that_exist() -> None:
    for entry in entries():
        for name in (*entry.fields, *entry.shows):
            entry.model_class._meta.get_field(name)
    for exception in exceptions():
        for field in exception.fields:
            label, name = field.rsplit(".", 1)
            assert apps.get_model(label)
            assert name == "*" or apps.get_model(label)._meta.get_field(name)


def test_every_entry_says_why_on_what_basis_and_how_long() -> None:
    assert len(entries()) > 30
    assert [entry.place for entry in entries() if not (entry.what and entry.purpose and entry.basis)] == []
    assert [entry.place for entry in entries() if not (entry.retention and entry.erasure)] == []


def test_the_history_is_told_as_it_is() -> None:
    in_history = {entry.place: entry.is_in_history for entry in entries()}

    assert in_history["network.Person: name, email"]
    assert not in_history["network.Person: password"]
    assert not in_history["partners.Location: place, street, postcode"]


@pytest.mark.django_db
def test_the_page_lists_every_entry_with_purpose_and_retention(
    cast: Cast, client_of: Callable[[Person], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = client_of(cast.administrator)

    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]  # a context manager
        response = client.get(reverse("network:data-inventory"))

    words = Page.of(response).words
    for entry in entries():
        assert entry.what in words
        assert entry.retention[1:] in words
        assert entry.purpose[1:] in words


def test_the_document_is_what_the_registry_says() -> None:
    assert document_path().read_text(encoding="utf-8") == as_markdown()

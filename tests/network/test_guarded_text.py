"""The guard on free text: a warning while typing, a question on saving, and a refusal where a field is strict."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

import network.urls  # noqa: F401  (every form of the portal hangs below it)
from actionplan.demo import load_plan
from actionplan.models import StatusReport
from network.data_inventory import About, entries
from network.demo import load_region_and_people
from network.guarded import MOST_TO_CHECK, STATEMENT, GuardedLineField, GuardedTextField
from network.models import Person
from network.personal_data import find_personal_data
from partners.demo import load_partners
from partners.models import Location, Visibility
from tests.cast import Cast
from tests.factories import ActionFactory, CareServiceFactory
from tests.partners.filling_in import as_sent
from tests.reading import Page

# Text fields without the guard, each with the reason why.
UNGUARDED = {
    "partners.channel_forms.ChannelForm.value": "nummer of adres van een organisatie, in een vaste vorm",
    "partners.forms.ServiceForm.client_phone": "telefoonnummer van een organisatie, dat de regiocoördinator nakijkt",
    "partners.forms.ServiceForm.professional_phone": "telefoonnummer van een organisatie",
    "partners.forms.ServiceForm.street": "adres dat openbaar wordt; van een geheime plek wordt het niet bewaard",
    "partners.forms.ServiceForm.postcode": "postcode van een openbaar adres",
    "partners.forms.ServiceForm.place": "naam van een plaats",
    "partners.help_line_forms.HelpLineForm.number": "openbaar nummer van een landelijke hulplijn",
    "partners.help_line_forms.HelpLineForm.website": "openbaar webadres van een landelijke hulplijn",
    "partners.register_forms.OrganisationForm.name": "naam van een organisatie",
    "partners.register_forms.OrganisationForm.short_name": "naam van een organisatie",
    "partners.register_forms.OrganisationForm.kvk_number": "nummer uit het handelsregister, dat acht cijfers heeft",
    "partners.register_forms.OrganisationForm.phone": "telefoonnummer van een organisatie",
    "partners.register_forms.OrganisationForm.website": "webadres van een organisatie",
    "partners.people_forms.*": "naam en functie van wie in het netwerk werkt: die staan in het register",
    "partners.contact_forms.*": "naam, functie en werktelefoon van wie in het netwerk werkt: die staan in het register",
    "partners.profile_forms.ProfileForm.name": "naam van een organisatie, die de regiocoördinator nakijkt",
    "partners.profile_forms.ProfileForm.short_name": "korte naam van een organisatie",
    "partners.profile_forms.ProfileForm.kvk_number": "nummer van een organisatie in het handelsregister",
    "partners.profile_forms.ProfileForm.phone": "telefoonnummer van een organisatie, dat de regiocoördinator nakijkt",
    "partners.profile_forms.ProfileForm.website": "webadres van een organisatie, dat de regiocoördinator nakijkt",
    "network.account_forms.CodeOfTheApp.code": "zes cijfers uit een app, die nergens blijven staan",
    "network.accounts.NewPasswordLink.*": "delen van de link in een mail",
    "partners.agreement_choice.FindsAgreementsForm.find": "een zoekwoord, dat nergens wordt opgeslagen",
    "partners.agreement_forms.AgreementForm.find": "een zoekwoord, dat nergens wordt opgeslagen",
    "partners.responsibility_forms.ResponsibilityForm.find": "een zoekwoord, dat nergens wordt opgeslagen",
    "actionplan.budget_forms.EmbeddingForm.find": "een zoekwoord, dat nergens wordt opgeslagen",
    "actionplan.filters.ActionFilter.zoek": "een zoekwoord, dat nergens wordt opgeslagen",
    "monitor.catalogue_filters.IndicatorFilter.zoek": "een zoekwoord, dat nergens wordt opgeslagen",
    "monitor.reporting.sharing_forms.SearchForm.zoek": "een zoekwoord, dat nergens wordt opgeslagen",
    "monitor.delivery_forms.NewRoundForm.period": "een periode, die het portaal moet kennen",
    "partners.region_forms.OfficeForm.name": "naam van een portefeuillehouder, die in het register staat",
    "monitor.import_forms._PlaceForm.area": "naam van een gebied, die moet bestaan",
    "monitor.import_forms.ExistingIndicatorForm.area": "naam van een gebied, die moet bestaan",
    "monitor.import_forms.NewIndicatorForm.area": "naam van een gebied, die moet bestaan",
    "monitor.import_forms.NewIndicatorForm.name": "naam van een openbaar cijfer",
    "monitor.import_forms.NewIndicatorForm.source": "naam van een openbare bron",
    "monitor.import_forms.NewIndicatorForm.unit": "eenheid van een cijfer",
    "monitor.import_forms.NewIndicatorForm.table_id": "nummer van een openbare tabel",
    "monitor.import_forms.ColumnsForm.period": "periode, die gelezen wordt",
    "monitor.import_forms.ColumnsForm.subject": "naam van wat er geteld is",
    "network.areas.setup_form.RegionSetupForm.municipalities": "namen en codes van gemeenten, die worden opgezocht",
    "network.areas.setup_form.RegionSetupForm.central": "naam of code van een gemeente, die wordt opgezocht",
    "partners.public_search.PublicSearchForm.woord": "een zoekwoord, dat nergens wordt opgeslagen",
    "network.search_forms.SearchForm.woord": "een zoekwoord, dat nergens wordt opgeslagen",
    "network.data_forms.ErasureForm.name": "de naam van wie gewist wordt, die nergens wordt opgeslagen",
    "network.history_views.HistoryFilter.reden": "een zoekwoord, dat nergens wordt opgeslagen",
    "actionplan.scan_forms.ScanAnswerForm.evidence_url": "adres van een document of bladzijde, in een vaste vorm",
    "actionplan.library_forms.InterventionForm.url": "webadres van een openbare databank",
    "actionplan.library_forms.AwarenessCampaignForm.url": "webadres van een landelijke campagne",
    "actionplan.library_forms.AdjoiningPolicyForm.url": "webadres van openbaar beleid",
    "monitor.reporting.house_style.HouseStyleForm.colour": "een kleur, in een vaste vorm",
    "network.gallery.*": "voorbeelden, die nergens heen gaan",
}


def _modules() -> Iterator[ModuleType]:
    for app in ("network", "partners", "actionplan", "monitor"):
        package = apps.get_app_config(app).module
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):  # type: ignore[union-attr]  # a package
            if not any(part in found.name for part in ("migrations", "management", "pdf_preload", "wsgi")):
                yield importlib.import_module(found.name)


def _forms() -> Iterator[type[forms.BaseForm]]:
    for module in _modules():
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, forms.BaseForm) and thing.__module__ == module.__name__:
                yield thing


def _is_unguarded_text(field: forms.Field) -> bool:
    is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField | forms.URLField)
    is_typed = isinstance(field.widget, forms.Textarea | forms.TextInput) and not field.widget.is_hidden
    return is_text and is_typed and not isinstance(field, GuardedTextField)


def _unguarded(form: type[forms.BaseForm]) -> list[str]:
    return [
        f"{form.__module__}.{form.__name__}.{name}"
        for name, field in form.base_fields.items()
        if _is_unguarded_text(field)
    ]


def _has_a_reason(name: str) -> bool:
    return any(_matches(reason, name) for reason in UNGUARDED)


def test_every_free_text_of_every_form_is_guarded_or_has_a_reason() -> None:
    all_forms = list(_forms())
    names = [name for form in all_forms for name in _unguarded(form)]

    assert len(all_forms) > 10
    assert [name for name in names if not _has_a_reason(name)] == []
    assert [reason for reason in UNGUARDED if not any(_matches(reason, name) for name in names)] == []


def _matches(reason: str, name: str) -> bool:
    return name.startswith(reason.removesuffix("*")) if reason.endswith("*") else name == reason


def test_a_form_with_an_unguarded_text_would_be_noticed() -> None:
    class NoteForm(forms.Form):
        note = forms.CharField(widget=forms.Textarea)

    assert [name.rsplit(".", 1)[1] for name in _unguarded(NoteForm)] == ["note"]


# --- while typing -------------------------------------------------------------------------------------------------


def _check(client: Client, text: str, **others: str) -> Page:
    response = client.post(
        reverse("network:check-text"),
        {"description": text, **others},
        headers={"HX-Request": "true", "HX-Trigger-Name": "description", "HX-Trigger": "id_description"},
    )
    assert response.status_code == 200
    return Page.of(response)


@pytest.fixture
def editor(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.lead_editor)


def test_while_typing_the_warning_names_what_it_saw_and_offers_the_box(editor: Client) -> None:
    page = _check(editor, "Bel Aïcha op 06-12345678, geb. 3-5-2010.")

    assert "een privénummer of mobiel nummer (06-12345678)" in page.words
    assert "een geboortedatum (3-5-2010)" in page.words
    assert STATEMENT in page.words
    (box,) = page.all("input[type=checkbox]")
    assert box.get("name") == "description_bevestigd"


def test_ordinary_text_gives_nothing_and_what_stood_there_is_not_asked_again(editor: Client) -> None:
    assert _check(editor, "Wij werken met 23 partners.").words == ""
    form = _NoteForm(initial={"note": "Bel 06-12345678."})
    known = form["note"].known[0]  # type: ignore[attr-defined]  # a guarded bound field
    assert _check(editor, "Bel 06-12345678.", bekend=known).words == ""


def test_a_check_reads_no_more_than_it_should_and_writes_nothing(
    editor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "kanarie.zonder.kooi@voorbeeld.example"
    caplog.set_level("DEBUG")
    before = _all_stored_text()

    assert canary in _check(editor, canary).words
    assert _check(editor, "a " * MOST_TO_CHECK + canary).words == ""
    assert canary not in _all_stored_text()
    assert before
    assert canary not in "".join(record.getMessage() for record in caplog.records if "sql" not in record.name.lower())


def _all_stored_text() -> str:
    """Every row that this role may read, of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows: list[str] = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608  (a name of our own)
            rows.append(cursor.fetchone()[0])
    return "\n".join(rows)


# --- on saving ----------------------------------------------------------------------------------------------------


class _NoteForm(forms.Form):
    note = GuardedTextField(required=False)


class _CaseworkForm(forms.Form):
    note = GuardedTextField(strict=True)


def _tick(form: forms.Form, text: str) -> dict[str, str]:
    return {"note": text, "note_bevestigd": form["note"].check.mark}  # type: ignore[attr-defined]  # guarded


@pytest.mark.parametrize("text", ["geb. 03-04-1999", "06-12345678 is van Aisha", "BSN 111222333"])
def test_a_text_with_a_warning_is_saved_after_the_box_is_ticked(text: str) -> None:
    form = _NoteForm({"note": text})

    assert not form.is_valid()
    assert "Haal het weg, of vink hieronder aan" in form.errors["note"][0]
    assert _NoteForm(_tick(form, text)).is_valid()


def test_a_tick_does_not_cover_what_was_typed_after_it() -> None:
    form = _NoteForm({"note": "Bel 06-12345678."})
    ticked = _tick(form, "Bel 06-12345678 of mail a.bakker@voorbeeld.example.")

    assert not _NoteForm(ticked).is_valid()


def test_what_stood_there_before_is_not_asked_about_again() -> None:
    before = {"note": "Bel 06-12345678."}

    assert _NoteForm({"note": "Bel 06-12345678, na tienen."}, initial=before).is_valid()
    assert not _NoteForm({"note": "Bel 06-87654321, na tienen."}, initial=before).is_valid()


@pytest.mark.parametrize("text", ["BSN 111222333", "Zij heet 123456782", "Dossier 111222333"])
def test_casework_refuses_a_burgerservicenummer_whatever_is_ticked(text: str) -> None:
    form = _CaseworkForm({"note": text})

    assert not _CaseworkForm(_tick(form, text)).is_valid()
    assert "Een burgerservicenummer mag hier niet staan." in form.errors["note"][0]
    assert "bevestigd" not in form.as_div()


@pytest.mark.parametrize("text", ["Dossier 2024-111222334", "Bel de GGD op 024-3297297."])
def test_casework_takes_a_number_of_a_dossier_and_the_phone_of_an_organisation(text: str) -> None:
    assert _CaseworkForm({"note": text}).is_valid()


def test_casework_asks_about_the_rest() -> None:
    form = _CaseworkForm({"note": "06-12345678 is van Aisha"})

    assert not form.is_valid()
    assert _CaseworkForm(_tick(form, "06-12345678 is van Aisha")).is_valid()


# --- in the portal --------------------------------------------------------------------------------------------------


def _report(cause: str, **others: str) -> dict[str, str]:
    lights = {"time": "amber", "money": "green", "quality": "green"}
    return {**lights, "cause": cause, "consequence": "Later klaar.", "correction": "Extra overleg.", **others}


def test_a_report_with_personal_data_comes_back_whole_and_is_saved_with_a_tick(cast: Cast, editor: Client) -> None:
    action = ActionFactory(lead_organisation=cast.lead_organisation)
    address = reverse("actionplan:action-report", args=[action.pk])
    cause = "Cliënt Sanne de Boer kwam niet."

    response = editor.post(address, _report(cause))
    page = Page.of(response)

    assert response.status_code == 422
    assert cause in response.content.decode()
    assert "de naam van iemand in een zaak (Sanne de Boer)" in page.words
    assert "De oorzaak ontbreekt" not in page.words
    assert not StatusReport.objects.exists()
    (box,) = page.all("input[name=cause_bevestigd]")
    assert editor.post(address, _report(cause, cause_bevestigd=str(box.get("value")))).status_code == 302
    assert StatusReport.objects.get().cause == cause


def test_text_that_the_light_does_not_ask_for_is_not_asked_about_either(cast: Cast, editor: Client) -> None:
    action = ActionFactory(lead_organisation=cast.lead_organisation)
    address = reverse("actionplan:action-report", args=[action.pk])

    response = editor.post(address, _report("Bel 06-12345678.", time="green"))

    assert response.status_code == 302
    assert StatusReport.objects.get().cause == ""


def _entry(editor: Client, address: str, description: str) -> dict[str, Any]:
    return as_sent(editor.get(address), with_field="description") | {"description": description}


def test_an_entry_with_a_secret_address_refuses_one_in_its_text_and_stores_it_nowhere(
    cast: Cast, editor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    address = reverse("partners:service-edit", args=[service.short_id])
    caplog.set_level("DEBUG")

    for text in ("Wij zitten aan de Kanariestraat 7, 6511 AB", "U vindt ons op Kanariestraat 7."):
        response = editor.post(address, _entry(editor, address, text))
        assert response.status_code == 422
        assert "Het adres van deze plek is geheim." in Page.of(response).words
        assert text in response.content.decode()
        assert "description_bevestigd" not in response.content.decode()

    assert "Kanariestraat" not in _all_stored_text()
    assert "Kanariestraat" not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert editor.post(address, _entry(editor, address, "Wij zeggen niet waar wij zitten.")).status_code == 302


def test_an_entry_with_an_open_address_may_say_it_after_a_tick(cast: Cast, editor: Client) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    Location.objects.create(service=service, visibility=Visibility.PUBLIC, street="Kanariestraat 7")
    address = reverse("partners:service-edit", args=[service.short_id])

    page = Page.of(editor.post(address, _entry(editor, address, "Kom langs op Kanariestraat 7.")))

    (box,) = page.all("input[name=description_bevestigd]")
    ticked = {
        **_entry(editor, address, "Kom langs op Kanariestraat 7."),
        "description_bevestigd": str(box.get("value")),
    }
    assert editor.post(address, ticked).status_code == 302


def test_no_text_of_the_demo_asks_for_a_warning(db: None) -> None:
    load_region_and_people()
    load_partners()
    load_plan()

    texts = [
        str(text)
        for entry in entries()
        if entry.about == About.FREE_TEXT and entry.model.split(".")[0] in {"partners", "actionplan"}
        for row in entry.model_class.objects.values_list(*entry.fields)
        for text in row
    ]

    assert len([text for text in texts if text]) > 30
    assert [(text, find_personal_data(text)) for text in texts if find_personal_data(text)] == []


def test_one_line_stays_one_line_whatever_is_sent() -> None:
    """A line break in a title would break the subject of a mail and the line of a calendar."""

    class Form(forms.Form):
        title = GuardedLineField()

    form = Form({"title": "Overleg\r\nBcc: iemand\u2028\x07BEGIN:VEVENT"})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "Overleg Bcc: iemand BEGIN:VEVENT"}

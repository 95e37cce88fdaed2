"""Who may what: the one table.

Each right has a tuple of reasons; one that holds suffices. A reason is a question about a person and, often, a
thing. Reasons look at attributes only, so this module knows no app; lists say the same as the table through the
querysets `visible_to` and `editable_by`, and a test compares the two for each of the cast.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rules
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from network.models import Person, Role


class Permission(StrEnum):
    """Every right of the portal, in alphabetical order within its part."""

    COMPONENTS_VIEW = "components_view"
    DATA_INVENTORY_VIEW = "data_inventory_view"
    HISTORY_VIEW = "history_view"
    MAIL_LOG_VIEW = "mail_log_view"
    MEMBERSHIP_EDIT = "membership_edit"
    OFFICE_EDIT = "office_edit"
    OVERVIEW_VIEW = "overview_view"
    PEOPLE_VIEW = "people_view"
    PERSON_ERASE = "person_erase"
    PERSON_INVITE = "person_invite"
    POLICY_VIEW = "policy_view"
    REGION_EDIT = "region_edit"
    REGION_VIEW = "region_view"
    ROLE_GRANT = "role_grant"
    SEARCH = "search"
    SECOND_FACTOR_RESET = "second_factor_reset"
    TABLES_MANAGE = "tables_manage"
    TERM_EDIT = "term_edit"
    TERM_VIEW = "term_view"

    ACTION_POINT_EDIT = "action_point_edit"
    ACTION_POINT_FINISH = "action_point_finish"
    AGREEMENT_ADD = "agreement_add"
    AGREEMENT_EDIT = "agreement_edit"
    AGREEMENT_LIST = "agreement_list"
    AGREEMENT_MANAGE = "agreement_manage"
    AGREEMENT_PUBLISH = "agreement_publish"
    AGREEMENT_SIGN = "agreement_sign"
    AGREEMENT_VIEW = "agreement_view"
    BODY_EDIT = "body_edit"
    BOTTLENECK_ADD = "bottleneck_add"
    BOTTLENECK_CLOSE = "bottleneck_close"
    BOTTLENECK_EDIT = "bottleneck_edit"
    BOTTLENECK_ESCALATE = "bottleneck_escalate"
    BOTTLENECK_VIEW = "bottleneck_view"
    CAMPAIGN_RUN = "campaign_run"
    CAPACITY_EDIT = "capacity_edit"
    CHAIN_EDIT = "chain_edit"
    CHAIN_VIEW = "chain_view"
    CHANGE_REQUEST_DECIDE = "change_request_decide"
    CONTACT_EDIT = "contact_edit"
    CONTACT_VIEW_ALL = "contact_view_all"
    DECISION_RECORD = "decision_record"
    DECISION_VIEW = "decision_view"
    DOCUMENT_ADD = "document_add"
    DOCUMENT_VIEW = "document_view"
    FEEDBACK_HANDLE = "feedback_handle"
    HELP_LINE_EDIT = "help_line_edit"
    LESSON_ADD = "lesson_add"
    LESSON_EDIT = "lesson_edit"
    LESSON_SETTLE = "lesson_settle"
    LESSON_VIEW = "lesson_view"
    MEETING_ADD = "meeting_add"
    MEETING_EDIT = "meeting_edit"
    MEETING_PAPERS_VIEW = "meeting_papers_view"
    MEETING_VIEW = "meeting_view"
    ORGANISATION_EDIT = "organisation_edit"
    ORGANISATION_END = "organisation_end"
    ORGANISATION_EXPORT = "organisation_export"
    ORGANISATION_IMPORT = "organisation_import"
    ORGANISATION_MERGE = "organisation_merge"
    ORGANISATION_VIEW = "organisation_view"
    PROFILE_CHANGE_DECIDE = "profile_change_decide"
    PROFILE_EDIT = "profile_edit"
    RESPONSIBILITY_EDIT = "responsibility_edit"
    RESPONSIBILITY_VIEW = "responsibility_view"
    SERVICE_ADD = "service_add"
    SERVICE_CONFIRM = "service_confirm"
    SERVICE_EDIT = "service_edit"
    SERVICE_EXPORT = "service_export"
    SERVICE_GAPS = "service_gaps"
    SERVICE_IMPORT = "service_import"
    SERVICE_LIST = "service_list"
    SERVICE_PUBLISH = "service_publish"
    SERVICE_VIEW = "service_view"
    SIGN_UP = "sign_up"

    ACTION_ADD = "action_add"
    ACTION_COMMENT = "action_comment"
    ACTION_COMMENT_REMOVE = "action_comment_remove"
    ACTION_EDIT = "action_edit"
    ACTION_REPORT = "action_report"
    ACTION_VIEW = "action_view"
    ACTIVITY_EDIT = "activity_edit"
    ADOPTION_RECORD = "adoption_record"
    CONTRIBUTION_EDIT = "contribution_edit"
    FINANCE_ACCOUNT = "finance_account"
    FINANCE_EDIT = "finance_edit"
    FINANCE_VIEW = "finance_view"
    PLAN_EDIT = "plan_edit"
    PLAN_EXPORT = "plan_export"
    PLAN_IMPORT = "plan_import"
    PLAN_VIEW = "plan_view"
    RESULT_COUNT_VIEW = "result_count_view"
    SCAN_ANSWER = "scan_answer"
    SUCCESS_PICK = "success_pick"
    SUCCESS_WRITE = "success_write"
    TRAINING_EDIT = "training_edit"

    BOUNDARIES_LOAD = "boundaries_load"
    DELIVERY_APPROVE = "delivery_approve"
    DELIVERY_ASK = "delivery_ask"
    DELIVERY_EDIT = "delivery_edit"
    DELIVERY_LIST = "delivery_list"
    DELIVERY_VIEW = "delivery_view"
    DISCLOSURE_EDIT = "disclosure_edit"
    EDITION_RELEASE = "edition_release"
    FIGURE_IMPORT = "figure_import"
    FIGURE_VIEW = "figure_view"
    INDICATOR_EDIT = "indicator_edit"
    REPORT_ADOPT = "report_adopt"
    REPORT_DOWNLOAD = "report_download"
    REPORT_EDIT = "report_edit"
    REPORT_LIST = "report_list"
    REPORT_MAKE = "report_make"
    REPORT_PUBLISH = "report_publish"
    REPORT_RECEIVE = "report_receive"
    REPORT_SHARE = "report_share"
    REPORT_STYLE = "report_style"
    REPORT_VIEW = "report_view"


EDITOR, MEMBER = "partner_editor", "member"  # beside the roles: who somebody is by working for a partner


@dataclass(frozen=True)
class Reason:
    """A reason why somebody may do something: a Dutch label and the question itself.

    `whose` and `condition` say the same on the page «Wie mag wat»: for which role (MEMBER is everybody), and when.
    """

    label: str
    holds: Callable[[Person, Any], bool]
    about_a_thing: bool = False
    whose: str = MEMBER
    condition: str = ""


def _anyone_with(role: Role, label: str) -> Reason:
    return Reason(label, lambda person, thing: role in person.roles, whose=role)


# --- reasons about the person alone ----------------------------------------------------------------------------

administrator = _anyone_with(Role.ADMINISTRATOR, "de beheerder")
coordinator = _anyone_with(Role.COORDINATOR, "de regiocoördinator")
municipal_coordinator = _anyone_with(Role.MUNICIPAL_COORDINATOR, "een gemeentelijk coördinator")
steering_member = _anyone_with(Role.STEERING_MEMBER, "een stuurgroeplid")
data_steward = _anyone_with(Role.DATA_STEWARD, "de databeheerder")
member = Reason("ieder lid van het netwerk", lambda person, thing: True)
partner_editor = Reason("een redacteur van een partner", lambda person, thing: bool(person.editor_of), whose=EDITOR)

# --- reasons about the person and the thing ----------------------------------------------------------------------

editor_of_its_organisation = Reason(
    "de redacteur van de organisatie zelf",
    lambda person, thing: thing.organisation_id in person.editor_of,
    about_a_thing=True,
    whose=EDITOR,
    condition="van de eigen organisatie",
)
editor_of_it = Reason(
    "de redacteur van die organisatie",
    lambda person, thing: thing.pk in person.editor_of,
    about_a_thing=True,
    whose=EDITOR,
    condition="van de eigen organisatie",
)
editor_of_an_insider = Reason(
    "de redacteur van een partij of van wie haar beheert",
    lambda person, thing: not thing.insiders.isdisjoint(person.editor_of),
    about_a_thing=True,
    whose=EDITOR,
    condition="als de eigen organisatie partij is",
)
editor_of_a_contributor = Reason(
    "de redacteur van een partij van nu of van wie haar beheert",
    lambda person, thing: not thing.contributors.isdisjoint(person.editor_of),
    about_a_thing=True,
    whose=EDITOR,
    condition="als de eigen organisatie nu partij is",
)
coordinator_of_an_insider = Reason(
    "de gemeentelijk coördinator, als de eigen gemeente partij is of haar beheert",
    lambda person, thing: not thing.insider_municipalities.isdisjoint(person.coordinates),
    about_a_thing=True,
    whose=Role.MUNICIPAL_COORDINATOR,
    condition="als de eigen gemeente partij is",
)
coordinator_of_its_keeper = Reason(
    "de gemeentelijk coördinator, als de eigen gemeente haar beheert",
    lambda person, thing: thing.keeping_municipality_id in person.coordinates,
    about_a_thing=True,
    whose=Role.MUNICIPAL_COORDINATOR,
    condition="als de eigen gemeente haar beheert",
)
open_to_members = Reason(
    "ieder lid van het netwerk, vanaf het ondertekenen en als zij niet vertrouwelijk is",
    lambda person, thing: thing.is_open_to_members,
    about_a_thing=True,
    condition="vanaf het ondertekenen, als zij niet vertrouwelijk is",
)
editor_of_its_lead = Reason(
    "de redacteur van de trekker",
    lambda person, thing: thing.lead_organisation_id in person.editor_of,
    about_a_thing=True,
    whose=EDITOR,
    condition="als de eigen organisatie trekker is",
)
coordinator_of_its_lead_municipality = Reason(
    "de gemeentelijk coördinator, als de eigen gemeente trekker is",
    lambda person, thing: thing.lead_organisation.municipality_id in person.coordinates,
    about_a_thing=True,
    whose=Role.MUNICIPAL_COORDINATOR,
    condition="als de eigen gemeente trekker is",
)
coordinator_of_its_municipality = Reason(
    "de gemeentelijk coördinator van die gemeente",
    lambda person, thing: thing.municipality_id in person.coordinates,
    about_a_thing=True,
    whose=Role.MUNICIPAL_COORDINATOR,
    condition="van de eigen gemeente",
)
chairs_it = Reason(
    "de voorzitter van het overleg",
    lambda person, thing: person.pk in thing.chairs,
    about_a_thing=True,
    condition="als voorzitter van het overleg",
)
sits_in_it = Reason(
    "wie een zetel heeft in het overleg",
    lambda person, thing: person.pk in thing.people,
    about_a_thing=True,
    condition="met een zetel in het overleg",
)
editor_with_a_seat = Reason(
    "de redacteur van een partner die een zetel heeft",
    lambda person, thing: not thing.organisations.isdisjoint(person.editor_of),
    about_a_thing=True,
    whose=EDITOR,
    condition="als de eigen organisatie een zetel heeft",
)
steering_member_at_home = Reason(
    "een stuurgroeplid, bij de stuurgroep",
    lambda person, thing: thing.is_steering_group and Role.STEERING_MEMBER in person.roles,
    about_a_thing=True,
    whose=Role.STEERING_MEMBER,
    condition="van de stuurgroep",
)
member_if_open = Reason(
    "ieder lid van het netwerk, als het overleg open is",
    lambda person, thing: thing.is_open,
    about_a_thing=True,
    condition="als het overleg voor alle leden open is",
)
named_in_it = Reason(
    "wie er met naam bij staat",
    lambda person, thing: thing.person_id == person.pk,
    about_a_thing=True,
    condition="als het op de eigen naam staat",
)
member_of_its_organisation = Reason(
    "wie bij die organisatie werkt",
    lambda person, thing: thing.organisation_id in person.member_of,
    about_a_thing=True,
    condition="van de eigen organisatie",
)
published_to_members = Reason(
    "ieder lid van het netwerk, zodra het gepubliceerd is",
    lambda person, thing: thing.is_published,
    about_a_thing=True,
    condition="zodra het gepubliceerd is",
)
adopted_to_members = Reason(
    "ieder lid van het netwerk, zodra het is vastgesteld",
    lambda person, thing: thing.is_adopted_for_all,
    about_a_thing=True,
    condition="zodra het is vastgesteld, behalve het blad van een partner",
)
adopted_to_the_steering_group = Reason(
    "een stuurgroeplid, zodra het is vastgesteld",
    lambda person, thing: thing.is_adopted and Role.STEERING_MEMBER in person.roles,
    about_a_thing=True,
    whose=Role.STEERING_MEMBER,
    condition="zodra het is vastgesteld",
)
adopted_to_its_organisation = Reason(
    "wie bij die organisatie werkt, zodra het is vastgesteld",
    lambda person, thing: thing.is_adopted and thing.organisation_id in person.member_of,
    about_a_thing=True,
    condition="van de eigen organisatie, zodra het is vastgesteld",
)
shared_with_them = Reason(
    "met wie het gedeeld is",
    lambda person, thing: thing.is_shared_with(person),
    about_a_thing=True,
    condition="als het met naam gedeeld is",
)


RULES: dict[Permission, tuple[Reason, ...]] = {
    Permission.COMPONENTS_VIEW: (member,),
    Permission.DATA_INVENTORY_VIEW: (administrator,),
    Permission.HISTORY_VIEW: (administrator, coordinator),
    Permission.MAIL_LOG_VIEW: (administrator, coordinator),
    Permission.MEMBERSHIP_EDIT: (administrator, coordinator),
    Permission.OFFICE_EDIT: (coordinator, coordinator_of_its_municipality),
    Permission.OVERVIEW_VIEW: (member,),
    Permission.PEOPLE_VIEW: (administrator, coordinator),
    Permission.PERSON_ERASE: (administrator,),
    Permission.PERSON_INVITE: (administrator, coordinator),
    Permission.POLICY_VIEW: (member,),
    Permission.REGION_EDIT: (administrator, coordinator),
    Permission.REGION_VIEW: (member,),
    Permission.ROLE_GRANT: (administrator,),
    Permission.SEARCH: (member,),
    Permission.SECOND_FACTOR_RESET: (administrator, coordinator),
    Permission.TABLES_MANAGE: (administrator,),
    Permission.TERM_EDIT: (coordinator,),
    Permission.TERM_VIEW: (member,),
    # partners
    Permission.ACTION_POINT_EDIT: (coordinator, chairs_it),
    Permission.ACTION_POINT_FINISH: (coordinator, chairs_it, named_in_it, editor_of_its_organisation),
    Permission.AGREEMENT_ADD: (coordinator, municipal_coordinator),
    Permission.AGREEMENT_EDIT: (coordinator, coordinator_of_its_keeper),
    Permission.AGREEMENT_LIST: (member,),
    Permission.AGREEMENT_MANAGE: (coordinator,),
    Permission.AGREEMENT_PUBLISH: (coordinator,),
    Permission.AGREEMENT_SIGN: (
        coordinator,
        coordinator_of_its_keeper,
        coordinator_of_its_municipality,
        editor_of_its_organisation,
    ),
    Permission.AGREEMENT_VIEW: (coordinator, coordinator_of_an_insider, editor_of_an_insider, open_to_members),
    Permission.BODY_EDIT: (coordinator,),
    Permission.BOTTLENECK_ADD: (coordinator, municipal_coordinator, steering_member, partner_editor),
    Permission.BOTTLENECK_CLOSE: (coordinator,),
    Permission.BOTTLENECK_EDIT: (coordinator, chairs_it, editor_of_its_organisation),
    Permission.BOTTLENECK_ESCALATE: (coordinator, chairs_it),
    Permission.BOTTLENECK_VIEW: (member,),
    Permission.CAMPAIGN_RUN: (coordinator,),
    Permission.CAPACITY_EDIT: (coordinator,),
    Permission.CHAIN_EDIT: (coordinator,),
    Permission.CHAIN_VIEW: (member,),
    Permission.CHANGE_REQUEST_DECIDE: (coordinator,),
    Permission.CONTACT_EDIT: (coordinator, editor_of_its_organisation),
    Permission.CONTACT_VIEW_ALL: (coordinator,),
    Permission.DECISION_RECORD: (coordinator, chairs_it),
    Permission.DECISION_VIEW: (member,),
    Permission.DOCUMENT_ADD: (coordinator, coordinator_of_its_keeper, editor_of_a_contributor),
    Permission.DOCUMENT_VIEW: (coordinator, coordinator_of_an_insider, editor_of_an_insider, open_to_members),
    Permission.FEEDBACK_HANDLE: (coordinator, editor_of_its_organisation),
    Permission.HELP_LINE_EDIT: (coordinator,),
    Permission.LESSON_ADD: (coordinator, municipal_coordinator, steering_member, partner_editor),
    Permission.LESSON_EDIT: (coordinator, editor_of_its_organisation),
    Permission.LESSON_SETTLE: (coordinator,),
    Permission.LESSON_VIEW: (member,),
    Permission.MEETING_ADD: (coordinator,),
    Permission.MEETING_EDIT: (coordinator, chairs_it),
    Permission.MEETING_PAPERS_VIEW: (
        coordinator,
        sits_in_it,
        editor_with_a_seat,
        steering_member_at_home,
        member_if_open,
    ),
    Permission.MEETING_VIEW: (member,),
    Permission.ORGANISATION_EDIT: (coordinator,),
    Permission.ORGANISATION_END: (administrator, coordinator),
    Permission.ORGANISATION_EXPORT: (coordinator,),
    Permission.ORGANISATION_IMPORT: (coordinator,),
    Permission.ORGANISATION_MERGE: (coordinator,),
    Permission.ORGANISATION_VIEW: (member,),
    Permission.PROFILE_CHANGE_DECIDE: (coordinator,),
    Permission.PROFILE_EDIT: (coordinator, editor_of_it),
    Permission.RESPONSIBILITY_EDIT: (coordinator,),
    Permission.RESPONSIBILITY_VIEW: (member,),
    Permission.SERVICE_ADD: (coordinator, partner_editor),
    Permission.SERVICE_CONFIRM: (coordinator, editor_of_its_organisation),
    Permission.SERVICE_EDIT: (coordinator, editor_of_its_organisation),
    Permission.SERVICE_EXPORT: (member,),
    Permission.SERVICE_GAPS: (member,),
    Permission.SERVICE_IMPORT: (coordinator,),
    Permission.SERVICE_LIST: (member,),
    Permission.SERVICE_PUBLISH: (coordinator,),
    Permission.SERVICE_VIEW: (coordinator, editor_of_its_organisation, published_to_members),
    Permission.SIGN_UP: (coordinator, member_of_its_organisation),
    # actionplan
    Permission.ACTION_ADD: (coordinator, municipal_coordinator),
    Permission.ACTION_COMMENT: (coordinator, municipal_coordinator, steering_member, partner_editor),
    Permission.ACTION_COMMENT_REMOVE: (coordinator, named_in_it),
    Permission.ACTION_EDIT: (coordinator, coordinator_of_its_lead_municipality),
    Permission.ACTION_REPORT: (coordinator, coordinator_of_its_lead_municipality, editor_of_its_lead),
    Permission.ACTION_VIEW: (member,),
    Permission.ACTIVITY_EDIT: (coordinator, editor_of_its_organisation),
    Permission.ADOPTION_RECORD: (coordinator, coordinator_of_its_municipality),
    Permission.CONTRIBUTION_EDIT: (coordinator, coordinator_of_its_municipality),
    Permission.FINANCE_ACCOUNT: (coordinator, editor_of_its_organisation),
    Permission.FINANCE_EDIT: (coordinator,),
    Permission.FINANCE_VIEW: (coordinator, municipal_coordinator, steering_member, partner_editor),
    Permission.PLAN_EDIT: (coordinator,),
    Permission.PLAN_EXPORT: (member,),
    Permission.PLAN_IMPORT: (coordinator,),
    Permission.PLAN_VIEW: (member,),
    Permission.RESULT_COUNT_VIEW: (coordinator, editor_of_its_lead),
    Permission.SCAN_ANSWER: (coordinator, coordinator_of_its_municipality, editor_of_its_organisation),
    Permission.SUCCESS_PICK: (coordinator,),
    Permission.SUCCESS_WRITE: (coordinator, coordinator_of_its_lead_municipality, editor_of_its_lead),
    Permission.TRAINING_EDIT: (coordinator, coordinator_of_its_lead_municipality, editor_of_its_lead),
    # monitor
    Permission.BOUNDARIES_LOAD: (administrator, data_steward),
    Permission.DELIVERY_APPROVE: (coordinator, data_steward),
    Permission.DELIVERY_ASK: (coordinator, data_steward),
    Permission.DELIVERY_EDIT: (editor_of_its_organisation,),
    Permission.DELIVERY_LIST: (coordinator, data_steward, partner_editor),
    Permission.DELIVERY_VIEW: (coordinator, data_steward, editor_of_its_organisation),
    Permission.DISCLOSURE_EDIT: (coordinator, data_steward),
    Permission.EDITION_RELEASE: (coordinator, data_steward),
    Permission.FIGURE_IMPORT: (data_steward,),
    Permission.FIGURE_VIEW: (member,),
    Permission.INDICATOR_EDIT: (coordinator, data_steward),
    Permission.REPORT_ADOPT: (coordinator,),
    Permission.REPORT_DOWNLOAD: (
        coordinator,
        adopted_to_members,
        adopted_to_the_steering_group,
        adopted_to_its_organisation,
        shared_with_them,
    ),
    Permission.REPORT_EDIT: (coordinator,),
    Permission.REPORT_LIST: (member,),
    Permission.REPORT_MAKE: (coordinator,),
    Permission.REPORT_PUBLISH: (coordinator,),
    Permission.REPORT_RECEIVE: (steering_member,),
    Permission.REPORT_SHARE: (coordinator,),
    Permission.REPORT_STYLE: (coordinator, administrator),
    Permission.REPORT_VIEW: (
        coordinator,
        adopted_to_members,
        adopted_to_the_steering_group,
        adopted_to_its_organisation,
        shared_with_them,
    ),
}

DUTCH: dict[Permission, str] = {
    Permission.COMPONENTS_VIEW: "De bouwdelen van de bladzijden bekijken",
    Permission.DATA_INVENTORY_VIEW: "Het overzicht van persoonsgegevens lezen",
    Permission.HISTORY_VIEW: "De geschiedenis van alle wijzigingen lezen",
    Permission.MAIL_LOG_VIEW: "Zien welke mails het portaal verstuurde",
    Permission.MEMBERSHIP_EDIT: "Iemand bij een partner laten horen, of dat beëindigen",
    Permission.OFFICE_EDIT: "Vastleggen wie portefeuillehouder of beleidsadviseur van een gemeente is",
    Permission.OVERVIEW_VIEW: "«Mijn overzicht» bekijken",
    Permission.PEOPLE_VIEW: "De lijst van personen bekijken",
    Permission.PERSON_ERASE: "De gegevens van iemand die weg is meegeven of wissen",
    Permission.PERSON_INVITE: "Iemand uitnodigen voor het portaal",
    Permission.POLICY_VIEW: "Lezen wie wat mag",
    Permission.REGION_VIEW: "De regio en haar gemeenten bekijken",
    Permission.REGION_EDIT: "De regio inrichten en gebieden inlezen",
    Permission.ROLE_GRANT: "Iemand een rol geven, of die beëindigen",
    Permission.SEARCH: "Zoeken in alles wat men zelf mag zien",
    Permission.SECOND_FACTOR_RESET: "Een verloren tweede stap laten wissen (met twee personen)",
    Permission.TABLES_MANAGE: "De vaste tabellen van het portaal beheren",
    Permission.TERM_EDIT: "De begrippenlijst bijhouden",
    Permission.TERM_VIEW: "De begrippenlijst lezen",
    Permission.ACTION_POINT_EDIT: "Een actiepunt van een overleg toevoegen of wijzigen",
    Permission.ACTION_POINT_FINISH: "Vastleggen dat een actiepunt gedaan is",
    Permission.AGREEMENT_ADD: "Een overeenkomst toevoegen",
    Permission.AGREEMENT_EDIT: "Een overeenkomst wijzigen",
    Permission.AGREEMENT_LIST: "De lijst van overeenkomsten bekijken",
    Permission.AGREEMENT_MANAGE: "Alle overeenkomsten beheren, ook concepten en vertrouwelijke",
    Permission.AGREEMENT_PUBLISH: "De lijst van openbaar te maken overeenkomsten downloaden",
    Permission.AGREEMENT_SIGN: "Vastleggen dat een partij heeft ondertekend",
    Permission.AGREEMENT_VIEW: "Een overeenkomst bekijken",
    Permission.BODY_EDIT: "Overleggen inrichten en zetels geven",
    Permission.BOTTLENECK_ADD: "Een knelpunt inbrengen",
    Permission.BOTTLENECK_CLOSE: "Een knelpunt afronden",
    Permission.BOTTLENECK_EDIT: "De tekst van een knelpunt wijzigen",
    Permission.BOTTLENECK_ESCALATE: "Een knelpunt escaleren of terugleggen",
    Permission.BOTTLENECK_VIEW: "De knelpunten bekijken",
    Permission.CAMPAIGN_RUN: "Een controleronde van de sociale kaart houden",
    Permission.CAPACITY_EDIT: "De toegezegde uren van een partner vastleggen",
    Permission.CHAIN_EDIT: "De keten en de rollen daarin vastleggen",
    Permission.CHAIN_VIEW: "De keten bekijken",
    Permission.CHANGE_REQUEST_DECIDE: "Een gewijzigd nummer, adres of doelgroep beoordelen",
    Permission.CONTACT_EDIT: "Een contactpersoon van een partner wijzigen",
    Permission.CONTACT_VIEW_ALL: "Contactpersonen zien die geen toestemming gaven om getoond te worden",
    Permission.DECISION_RECORD: "Een besluit vastleggen",
    Permission.DECISION_VIEW: "De besluiten bekijken",
    Permission.DOCUMENT_ADD: "Een document bij een overeenkomst plaatsen",
    Permission.DOCUMENT_VIEW: "Een document bij een overeenkomst lezen",
    Permission.FEEDBACK_HANDLE: "Een melding van een bezoeker afhandelen",
    Permission.HELP_LINE_EDIT: "De landelijke hulplijnen bijhouden",
    Permission.LESSON_ADD: "Een verbeterpunt inbrengen",
    Permission.LESSON_EDIT: "Een verbeterpunt wijzigen",
    Permission.LESSON_SETTLE: "Besluiten wat er met een verbeterpunt gebeurt",
    Permission.LESSON_VIEW: "De verbeterpunten bekijken",
    Permission.MEETING_ADD: "Een bijeenkomst plannen",
    Permission.MEETING_EDIT: "Agenda, stukken, aanwezigheid en verslag van een bijeenkomst bijhouden",
    Permission.MEETING_PAPERS_VIEW: "Agenda, stukken en verslag van een bijeenkomst lezen",
    Permission.MEETING_VIEW: "Zien wanneer er overleg is",
    Permission.ORGANISATION_EDIT: "Een partner toevoegen of wijzigen",
    Permission.ORGANISATION_END: "De deelname van een partner beëindigen",
    Permission.ORGANISATION_EXPORT: "Het partnerregister downloaden",
    Permission.ORGANISATION_IMPORT: "Een lijst van partners inlezen",
    Permission.ORGANISATION_MERGE: "Twee partners samenvoegen",
    Permission.ORGANISATION_VIEW: "De partners bekijken",
    Permission.PROFILE_CHANGE_DECIDE: "Een gewijzigd profiel of een nieuwe contactpersoon beoordelen",
    Permission.PROFILE_EDIT: "Het profiel van een partner bijhouden",
    Permission.RESPONSIBILITY_EDIT: "Taken en bevoegdheden van partners vastleggen",
    Permission.RESPONSIBILITY_VIEW: "Taken en bevoegdheden van partners bekijken",
    Permission.SERVICE_ADD: "Een aanbod toevoegen aan de sociale kaart",
    Permission.SERVICE_CONFIRM: "Bevestigen dat een aanbod nog klopt",
    Permission.SERVICE_EDIT: "Een aanbod wijzigen",
    Permission.SERVICE_EXPORT: "De sociale kaart downloaden en afdrukken",
    Permission.SERVICE_GAPS: "Zien waar nog geen aanbod is",
    Permission.SERVICE_IMPORT: "Een lijst met aanbod inlezen",
    Permission.SERVICE_LIST: "De sociale kaart voor professionals doorzoeken",
    Permission.SERVICE_PUBLISH: "Een aanbod op de openbare pagina’s zetten",
    Permission.SERVICE_VIEW: "Een aanbod bekijken",
    Permission.SIGN_UP: "Een partner aanmelden voor de regio-dag",
    Permission.ACTION_ADD: "Een actie toevoegen aan het plan",
    Permission.ACTION_COMMENT: "Een opmerking bij een actie schrijven",
    Permission.ACTION_COMMENT_REMOVE: "Een opmerking bij een actie weghalen",
    Permission.ACTION_EDIT: "Een actie wijzigen",
    Permission.ACTION_REPORT: "De stand van een actie bijwerken",
    Permission.ACTION_VIEW: "Een actie bekijken",
    Permission.ACTIVITY_EDIT: "Bijhouden wat een partner voor wie doet",
    Permission.ADOPTION_RECORD: "Vastleggen dat een gemeente het plan vaststelde",
    Permission.CONTRIBUTION_EDIT: "De bijdrage van een gemeente aan een actie wijzigen",
    Permission.FINANCE_ACCOUNT: "Uren en geld van een post verantwoorden",
    Permission.FINANCE_EDIT: "De financiën en de borging van het plan bijhouden",
    Permission.FINANCE_VIEW: "De financiën van het plan bekijken",
    Permission.PLAN_EDIT: "Visie, plan, doelen en indelingen bijhouden, en het plan laten vaststellen",
    Permission.PLAN_EXPORT: "Het plan van aanpak downloaden en afdrukken",
    Permission.PLAN_IMPORT: "Een plan van aanpak inlezen",
    Permission.PLAN_VIEW: "Het plan van aanpak bekijken",
    Permission.RESULT_COUNT_VIEW: "Het precieze aantal personen bij een resultaat zien",
    Permission.SCAN_ANSWER: "De scan van de bouwstenen invullen",
    Permission.SUCCESS_PICK: "Een succes kiezen voor de rapportage of de regio-dag",
    Permission.SUCCESS_WRITE: "Een succes bij een actie schrijven",
    Permission.TRAINING_EDIT: "De trainingen bij een actie en hun bereik bijhouden",
    Permission.BOUNDARIES_LOAD: "De officiële grenzen van gemeenten laden",
    Permission.DELIVERY_APPROVE: "Geleverde cijfers goedkeuren, terugsturen en weer openen",
    Permission.DELIVERY_ASK: "Cijfers vragen aan partners, en zien wie nog moet leveren",
    Permission.DELIVERY_EDIT: "Cijfers leveren en corrigeren",
    Permission.DELIVERY_LIST: "De leveringen bekijken",
    Permission.DELIVERY_VIEW: "Een levering zien, met de getallen zoals zij zijn",
    Permission.DISCLOSURE_EDIT: "De regels voor kleine aantallen wijzigen",
    Permission.EDITION_RELEASE: "Cijfers vrijgeven, en een jaareditie vaststellen",
    Permission.FIGURE_IMPORT: "Cijfers importeren",
    Permission.FIGURE_VIEW: "De monitor bekijken",
    Permission.INDICATOR_EDIT: "Bronnen, indicatoren, trendbreuken en streefwaarden beheren",
    Permission.REPORT_ADOPT: "Een rapportage laten vaststellen",
    Permission.REPORT_DOWNLOAD: "Een rapportage downloaden",
    Permission.REPORT_EDIT: "De teksten van een rapportage schrijven",
    Permission.REPORT_LIST: "De rapportages bekijken",
    Permission.REPORT_MAKE: "Een rapportage maken",
    Permission.REPORT_PUBLISH: "Een vastgestelde rapportage openbaar maken",
    Permission.REPORT_RECEIVE: "Een vastgestelde rapportage op «Mijn overzicht» krijgen",
    Permission.REPORT_SHARE: "Een rapportage delen voordat zij is vastgesteld",
    Permission.REPORT_STYLE: "De huisstijl van de rapportages bepalen",
    Permission.REPORT_VIEW: "Een rapportage lezen",
}


def may(person: Any, permission: Permission, thing: Any = None) -> bool:
    """May this person do this (to this thing)?

    Without a thing, a reason about things doesn't count. Whoever is not signed in may nothing: public pages ask
    no permission. An unknown permission is a mistake and raises KeyError.
    """
    reasons = RULES[permission]
    if not isinstance(person, Person) or not person.is_active:
        return False
    # Whoever left may still have a seat, or stand beside something by name.
    if not (person.roles or person.member_of):
        return False
    return any(reason.holds(person, thing) for reason in reasons if thing is not None or not reason.about_a_thing)


def require(person: Any, permission: Permission, thing: Any = None) -> None:
    """Answer 403 to whoever may not."""
    if not may(person, permission, thing):
        raise PermissionDenied(DUTCH[permission])


class PolicyBackend(BaseBackend):
    """Answers `user.has_perm(permission, thing)`, so that the admin and libraries ask the same table.

    Our own permissions are named without a dot. Django's model permissions («network.change_person») all belong to
    TABLES_MANAGE: only the administrator works in the admin, on reference tables.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if "." in perm:
            return bool(rules.has_perm(ADMIN_RIGHT, user_obj))
        return may(user_obj, Permission(perm), obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return bool(rules.has_perm(ADMIN_RIGHT, user_obj))


ADMIN_RIGHT = "admin"
rules.set_perm(ADMIN_RIGHT, rules.predicate(lambda person: may(person, Permission.TABLES_MANAGE)))


# Without these nobody could let others in, or keep the region's data: the last one stays until somebody takes over.
NEVER_EMPTY = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})

SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.MUNICIPAL_COORDINATOR, Role.DATA_STEWARD})


def needs_second_factor(person: Person) -> bool:
    """Roles that can change what others rely on sign in with a second factor; it is offered to all."""
    return bool(SECOND_FACTOR_ROLES & person.roles)


RESET_WAITS_ROLES = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})


def must_wait_for_a_reset(person: Person) -> bool:
    """Whoever can change everything gets a day to object before a lost second step is cleared."""
    return bool(RESET_WAITS_ROLES & person.roles)

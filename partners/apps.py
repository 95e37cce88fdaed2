from django.apps import AppConfig

from network.database import DatabaseRights
from partners.visitors import COLUMNS_OF_A_SERVICE, COLUMNS_OF_AN_ORGANISATION


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"
    database_rights = DatabaseRights(
        public=(
            "partners_careservice",
            "partners_careservice_municipalities",
            "partners_channel",
            "partners_helpline",
            "partners_hoursexception",
            "partners_location",
            "partners_openinghours",
            "partners_organisation",
        ),
        public_columns=(
            ("partners_careservice", COLUMNS_OF_A_SERVICE),
            ("partners_organisation", COLUMNS_OF_AN_ORGANISATION),
        ),
        personal_history=(
            ("partners_membershipevent", "person_id", "function"),
            ("partners_membershipevent", "person_id", "phone"),
        ),
    )

    # Drafts and confidential agreements are for who keeps all of them; a task names the agreement on which it rests.
    history_needs = (
        ("partners_agreement", "agreement_manage"),
        ("partners_agreementdocument", "agreement_manage"),
        ("partners_agreementparty", "agreement_manage"),
        ("partners_agreementversion", "agreement_manage"),
        ("partners_responsibility", "agreement_manage"),
        # Papers of a body are for who sits in it.
        ("partners_actionpoint", "meeting_add"),
        ("partners_agendaitem", "meeting_add"),
        ("partners_attendance", "meeting_add"),
        ("partners_meeting", "meeting_add"),
        ("partners_meetingdocument", "meeting_add"),
        ("partners_signup", "meeting_add"),
    )

    def ready(self) -> None:
        # Personal data; to-do's; posts that stay filled; dates of the calendar; what search finds.
        from partners import (  # noqa: F401
            agreement_overview,
            bottleneck_overview,
            calendar,
            chain_overview,
            data_inventory,
            feedback_overview,
            help_line_overview,
            meeting_overview,
            overview,
            profile_overview,
            search,
            service_overview,
            successors,
        )

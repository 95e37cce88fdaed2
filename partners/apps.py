from django.apps import AppConfig

from network.database import DatabaseRights
from partners.visitors import COLUMNS_OF_AN_ORGANISATION


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"
    database_rights = DatabaseRights(
        public=(
            "partners_careservice",
            "partners_careservice_municipalities",
            "partners_channel",
            "partners_helpline",
            "partners_location",
            "partners_openinghours",
            "partners_organisation",
        ),
        public_columns=(("partners_organisation", COLUMNS_OF_AN_ORGANISATION),),
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
    )

    def ready(self) -> None:
        from partners import agreement_overview, bottleneck_overview, calendar, chain_overview, data_inventory, overview, profile_overview, successors  # noqa: F401  (personal data; to-do's; posts that stay filled)
        from partners import meeting_overview  # noqa: F401  (to-do's of meetings)
        from partners import search  # noqa: F401  (what search finds)

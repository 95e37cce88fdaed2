from django.apps import AppConfig
from django.conf import settings

from network import failure_reports
from network.database import DatabaseRights


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"
    database_rights = DatabaseRights(
        # Of the terms only the words, with which a visitor's search is understood.
        public=(
            "network_areamembership",
            "network_municipality",
            "network_otherword",
            "network_region",
            "network_term",
        ),
        public_columns=(("network_term", ("id", "word")), ("network_otherword", ("id", "term_id", "word"))),
        read_only=("network_historyseal", "network_historyremoval"),
        personal_history=(
            ("network_personevent", "pgh_obj_id", "name"),
            ("network_personevent", "pgh_obj_id", "email"),
            ("network_invitationevent", "person_id", "email"),
        ),
    )

    def ready(self) -> None:
        from network import alarms, data_of_the_ground, mail_overview, term_search  # noqa: F401  (to-do's, data, search)
        from network.imports import overview  # noqa: F401  (to-do's)

        failure_reports.start(settings.SENTRY_DSN, version=settings.VERSION)

from django.apps import AppConfig
from django.conf import settings

from network import failure_reports
from network.database import DatabaseRights


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"
    database_rights = DatabaseRights(
        public=("network_municipality", "network_region"),
        read_only=("network_historyseal", "network_historyremoval"),
    )

    def ready(self) -> None:
        failure_reports.start(settings.SENTRY_DSN, version=settings.VERSION)

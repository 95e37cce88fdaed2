from django.apps import AppConfig

from network.database import DatabaseRights


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"
    database_rights = DatabaseRights(
        public=("network_municipality", "network_region"),
        read_only=("network_historyseal", "network_historyremoval"),
    )

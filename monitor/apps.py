from django.apps import AppConfig

from network.database import DatabaseRights


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor"
    database_rights = DatabaseRights(
        steward_only=(
            "monitor_observation",
            "monitor_importfile",
            "monitor_incomingfigure",
            "monitor_deliveredvalue",
            "monitor_protectedcell",
        )
    )
    # What is written before a report is adopted is read by who writes it, in the history too. And a reason at a
    # delivery may tell a number, which is raw.
    history_needs = (
        ("monitor_reportsection", "report_edit"),
        ("monitor_delivery", "delivery_ask"),
        ("monitor_deliverycorrection", "delivery_ask"),
    )

    def ready(self) -> None:
        # Lines on the page of an action; personal data; merging of partners; to-do's; search; mails about deliveries.
        from monitor import (  # noqa: F401
            action_links,
            data_inventory,
            delivery_mails,
            delivery_overview,
            edition_overview,
            merging,
            overview,
            search,
        )
        from monitor.reporting import answers as _answers  # noqa: F401
        from monitor.reporting import mails as _mails  # noqa: F401
        from monitor.reporting import overview as _reports  # noqa: F401

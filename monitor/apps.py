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
    # What there is of a report before it is adopted is for who makes it, in the history too: its words, its questions
    # and who got to read it. And a reason at a delivery may tell a number, which is raw.
    history_needs = (
        ("monitor_report", "report_make"),
        ("monitor_reportedition", "report_make"),
        ("monitor_reportsection", "report_edit"),
        ("monitor_reportquestion", "report_edit"),
        ("monitor_reportreader", "report_share"),
        ("monitor_reportpublication", "report_publish"),
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

"""Work of the partners in the background."""

from partners import (
    campaign_flows,  # noqa: F401  (the worker finds the daily job and its mail here)
    link_check,  # noqa: F401  (the worker finds its daily job here)
    organisation_import,  # noqa: F401  (the worker finds the kind of list here)
    upkeep_reminders,  # noqa: F401  (the worker finds the daily job and its mail here)
)

"""Work of the partners in the background."""

from partners import organisation_import  # noqa: F401  (the worker finds the kind of list here)

"""Work in the background. Each app keeps its own in `<app>/jobs.py`."""

from procrastinate.contrib.django import app

__all__ = ["app"]

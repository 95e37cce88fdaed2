"""What gunicorn serves."""

import gc
import os

gc.disable()  # while everything is loaded there is nothing to throw away; looking for it is a seventh of the start

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
application = get_wsgi_application()

# The apps must be loaded first.
from django.urls import get_resolver  # noqa: E402

from network.checks import refuse_an_unsafe_start  # noqa: E402
from network.readable import Utf8Request  # noqa: E402

application.request_class = Utf8Request
refuse_an_unsafe_start()

# All pages are loaded before the first one is asked for. What is there by then stays, so Python needn't look through it
# for what may go: that took an eighth of a second, time and again, in the middle of somebody's page.
get_resolver().url_patterns  # noqa: B018  (asking for them loads them)
gc.collect()
gc.freeze()
gc.enable()

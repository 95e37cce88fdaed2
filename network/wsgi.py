"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
application = get_wsgi_application()

# The apps must be loaded first.
from network.checks import refuse_an_unsafe_start  # noqa: E402
from network.readable import Utf8Request  # noqa: E402

application.request_class = Utf8Request
refuse_an_unsafe_start()

"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
application = get_wsgi_application()

from network.checks import refuse_an_unsafe_start  # noqa: E402  (the apps must be loaded first)

refuse_an_unsafe_start()

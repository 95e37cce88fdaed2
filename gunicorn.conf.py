"""How gunicorn serves the portal; `GUNICORN_CMD_ARGS` or the command line can say otherwise.

Found by gunicorn itself when it starts in this folder: `gunicorn network.wsgi:application`.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from network.logs import configuration

# Loopback only: nginx or Caddy stands in front of it, with TLS.
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 2
# Never preload: the chart engine (V8) does not survive a fork.
preload_app = False
# A worker that has drawn many charts and PDFs gives its memory back.
max_requests = 5000
max_requests_jitter = 500

# One machine may run several portals; they would share this socket of the account.
control_socket_disable = True

timeout = 60
graceful_timeout = 20
keepalive = 5

# No access log: who looked at which help page is nobody's business. And what gunicorn says of a request that it refused
# would quote it, with the address of whoever sent it: that goes through the portal's own writer.
accesslog = None
loglevel = "warning"
logconfig_dict = configuration(
    {
        "gunicorn.error": {"level": "WARNING", "handlers": ["stderr"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    }
)

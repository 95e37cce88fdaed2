"""What the fork server does before the first PDF is asked for: WeasyPrint takes a second to import."""

import contextlib

from network.pdf import get_ready

# Without Pango there is nothing to load; whoever asks for a PDF is then told so.
with contextlib.suppress(OSError):
    get_ready()

"""What the fork server does before the first bounded work: it loads what reads workbooks, and what makes PDFs. One fork
server does all that work of a process, so whichever comes first has to get it ready for the other.
"""

import network.pdf_preload
import network.tables.workbooks  # noqa: F401

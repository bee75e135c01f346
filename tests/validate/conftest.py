"""What the parts in Python look at is made by their `run`, into the folder `$MADE`; `make test` leaves them alone."""

from __future__ import annotations

import os

collect_ignore = [] if "MADE" in os.environ else ["docx", "links", "pdf"]
collect_ignore += [] if "SSHD" in os.environ else ["ssh"]

"""The faces of the plan: the dashboard and the command line."""

import logging

# Without a log to write to, Python would print warnings over the person's screen.
logging.getLogger(__name__).addHandler(logging.NullHandler())

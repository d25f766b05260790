"""How fast the dashboard is, measured from outside in a terminal of its own: ``make bench``."""

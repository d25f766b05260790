"""The order in which a standup walks the board."""

CHANGES = "changes"
"""The stop before the first item: what is new since the standup before."""
SUMMARY = "summary"
"""The stop after the last item."""

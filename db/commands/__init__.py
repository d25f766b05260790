"""Every write to the plan: one verb a function, one event a write."""

from ._change import Edit, Outcome, Request

__all__ = ["Edit", "Outcome", "Request"]

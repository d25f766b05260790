"""Modules that what is shown first does without."""

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module, which is loaded when something of it is first asked for.

    Declare the module itself under ``TYPE_CHECKING``, so that its names are checked all the same.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)

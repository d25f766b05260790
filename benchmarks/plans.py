"""Plans of many cards, made through the core as people would make them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from db.clock import Clock
from db.commands import Request, board, people
from db.connection import open_plan
from db.queries.board import cards
from db.rules.codes import BOARD_COLUMNS, Column, Role
from db.rules.due import Due
from db.seed import create_plan

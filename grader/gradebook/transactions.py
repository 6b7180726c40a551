"""Transactions on one database, whose failures are told in a gradebook's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from grader.gradebook.database import writing
from grader.gradebook.failures import plain_failures


class Transactions:
    """On the gradebook at `where`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with plain_failures(self.where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """What is written is on the disk when the block has ended."""
        with plain_failures(self.where), writing(self._engine).begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import make_url, text

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.database import connect, writing

ADA = {"ada": ("Ada", "")}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_the_url_means_psycopg(scheme: str, shared: str) -> None:
    engine = connect(shared.replace("postgresql", scheme, 1))
    with engine.begin() as connection:
        assert connection.connection.driver_connection.__class__ is psycopg.Connection
    engine.dispose()


@pytest.mark.parametrize(("asked", "waits"), [("", "30s"), ("&options=-c%20lock_timeout%3D7s", "7s")])
def test_a_writer_waits_half_a_minute_unless_somebody_said_how_long(
    shared: str, asked: str, waits: str
) -> None:
    engine = connect(shared + asked)
    with writing(engine).begin() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == waits
    engine.dispose()


def test_a_gradebook_goes_on_when_its_connection_was_cut_while_it_had_nothing_to_do(
    server: str, emptied: str
) -> None:
    with Gradebook.open(emptied) as book, psycopg.connect(server, autocommit=True) as other:
        book.remember("losses", ADA)
        cut = other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [make_url(emptied).database],
        )
        assert cut.fetchall()
        book.remember("losses", ADA)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_keep_every_text_is_refused(server: str, encoding: str) -> None:
    how = f"ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER libc"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE narrow {how}")
        with pytest.raises(GradebookError, match=f"keeps texts in {encoding}"):
            Gradebook.open(server.replace("/postgres?", "/narrow?"))
        connection.execute("DROP DATABASE narrow WITH (FORCE)")

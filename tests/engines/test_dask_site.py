from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader import grading
from grader.engines import dask_tasks
from grader.engines.dask_cluster import scheduler_address
from grader.engines.dask_parcel import Terms, pack
from grader.engines.dask_site import Site, refuse_other_versions
from grader.errors import UsageError
from grader.grading import Job, Work
from grader.model import Submission
from tests.waiting import until

Make = Callable[..., Submission]


@pytest.fixture
def parcel(job: Job, fake: tuple[str, ...]) -> bytes:
    return pack(Terms(job, fake, 30.0, grading.versions()))


@pytest.fixture
def site(parcel: bytes, tmp_path: Path) -> Iterator[Site]:
    site = Site(parcel, tmp_path)
    yield site
    site.close()


def test_one_examiner_grades_one_submission_after_the_other(site: Site, submission: Make) -> None:
    works = [Work(submission(student)) for student in ("alice", "bob", "carol")]
    assert site.brief(works[0]).briefing
    grades = [site.grade(work).grade for work in works]
    assert len({grade.output for grade in grades if grade}) == 1  # the examiner's process id
    assert [grade and grade.info.student for grade in grades] == ["alice", "bob", "carol"]


def test_the_course_lies_in_a_folder_that_is_closed_to_others(site: Site, tmp_path: Path) -> None:
    (folder,) = tmp_path.glob("course-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    site.close()
    assert not folder.exists()


def test_other_versions_are_refused_in_plain_words(job: Job, fake: tuple[str, ...], tmp_path: Path) -> None:
    wanted = {**grading.versions(), "numpy": "1.2.3", "python": "3.1"}
    with pytest.raises(UsageError) as caught:
        Site(pack(Terms(job, fake, 30.0, wanted)), tmp_path)
    own = grading.versions()
    assert caught.value.what.startswith(
        f"this machine has numpy {own['numpy']} instead of 1.2.3, python {own['python']} instead of 3.1"
    ) or caught.value.what.startswith(
        f"this machine has python {own['python']} instead of 3.1, numpy {own['numpy']} instead of 1.2.3"
    )
    assert caught.value.where == socket.gethostname()
    assert not list(tmp_path.glob("course-*"))


def test_the_same_versions_are_not_refused() -> None:
    refuse_other_versions(grading.versions())


def test_trouble_without_a_place_is_this_machines(
    job: Job, fake: tuple[str, ...], submission: Make, tmp_path: Path
) -> None:
    misspelt = replace(job, assignment=replace(job.assignment, title="misspelt"))
    site = Site(pack(Terms(misspelt, fake, 30.0, grading.versions())), tmp_path)
    trouble = site.grade(Work(submission("alice"))).trouble
    site.close()
    assert trouble
    assert trouble.where == socket.gethostname()


def test_an_interrupted_site_gives_up_what_it_is_doing(site: Site, submission: Make) -> None:
    threading.Timer(0.5, site.interrupt).start()
    with pytest.raises(UsageError, match="the run has ended"):
        site.grade(Work(submission("alice", "hang")))


class TestRuns:
    @pytest.fixture
    def runs(self, parcel: bytes) -> Iterator[Any]:
        runs = dask_tasks._Runs()
        runs.hold("a", parcel)
        runs.hold("b", parcel)
        yield runs
        for run in list(runs.stays):
            runs.leave(run)

    def test_all_work_of_a_run_shares_one_site(self, runs: Any, tmp_path: Path) -> None:
        with runs.visit("a", tmp_path) as one, runs.visit("a", tmp_path) as two:
            assert one is two
            with runs.visit("b", tmp_path) as three:
                assert three is not one
        assert len(list(tmp_path.glob("course-*"))) == 2

    def test_a_run_that_was_left_never_starts_again(self, runs: Any, tmp_path: Path) -> None:
        with runs.visit("a", tmp_path):
            pass
        runs.leave("a")
        assert not list(tmp_path.glob("course-*"))
        with pytest.raises(UsageError, match="the run has ended"), runs.visit("a", tmp_path):
            pass

    def test_leaving_waits_for_those_at_work(self, runs: Any, tmp_path: Path, submission: Make) -> None:
        ended: list[str] = []
        entered = threading.Event()

        def work() -> None:
            try:
                with runs.visit("a", tmp_path) as site:
                    entered.set()
                    site.grade(Work(submission("alice", "hang")))
            except UsageError as error:
                ended.append(error.what)

        thread = threading.Thread(target=work)
        thread.start()
        entered.wait()
        runs.leave("a")
        thread.join()
        assert ended == ["the run has ended"]
        assert not list(tmp_path.glob("course-*"))

    def test_a_run_without_work_is_given_up(
        self, runs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dask_tasks, "IDLE", 0.3)
        with runs.visit("a", tmp_path):
            time.sleep(0.5)
            assert list(tmp_path.glob("course-*"))  # not while somebody is there
        until(lambda: not list(tmp_path.glob("course-*")))
        assert not runs.stays
        with runs.visit("a", tmp_path):  # and comes back when there is work again
            assert list(tmp_path.glob("course-*"))


@pytest.mark.parametrize(
    ("engine", "address"),
    [
        ("dask://host:8786", "tcp://host:8786"),
        ("dask://10.0.0.1:8786/", "tcp://10.0.0.1:8786"),
        ("dask+tls://host:8786", "tls://host:8786"),
        ("dask://[fe80::1]:8786", "tcp://[fe80::1]:8786"),
    ],
)
def test_an_engine_names_a_scheduler(engine: str, address: str) -> None:
    assert scheduler_address(engine) == address


@pytest.mark.parametrize(
    "engine", ["dask", "dask://", "dask://host", "tcp://host:1", "ray://host:1", "dask://a b:1"]
)
def test_what_is_no_engine_is_refused(engine: str) -> None:
    with pytest.raises(UsageError, match="is not an engine") as caught:
        scheduler_address(engine)
    assert "dask://HOST:PORT" in str(caught.value)

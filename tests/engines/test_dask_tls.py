from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask.config
import pytest

from grader.engines import EngineOptions, find_engine, grade_all
from grader.errors import UsageError
from grader.grading import Job, Work
from grader.model import Grade, Submission

REQUEST = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all ends, made as docs/scale.md says."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl here")
    folder = tmp_path_factory.mktemp("certificates")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*REQUEST, *files, "-days", "2", "-subj", "/CN=grader"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def locked(make_cluster: Callable[..., Any], certificate: Path) -> Any:
    files = {"ca-file": "cert.pem", "cert": "cert.pem", "key": "key.pem"}
    options = [text for name, file in files.items() for text in (f"--tls-{name}", str(certificate / file))]
    cluster = make_cluster(host="tls://127.0.0.1", options=options)
    cluster.hire()
    return cluster


def test_grades_come_through_tls(
    locked: Any, certificate: Path, job: Job, fake: tuple[str, ...], submission: Callable[..., Submission]
) -> None:
    grades: list[Grade] = []
    certificates = {
        "distributed.comm.tls.ca-file": str(certificate / "cert.pem"),
        "distributed.comm.tls.client.cert": str(certificate / "cert.pem"),
        "distributed.comm.tls.client.key": str(certificate / "key.pem"),
    }
    with dask.config.set(certificates):
        engine = find_engine(EngineOptions(locked.engine, command=fake))
        grade_all(engine, job, [Work(submission("alice"))], on_ready=print, on_grade=grades.append)
    assert locked.engine.startswith("dask+tls://")
    assert [grade.final for grade in grades] == [4.0]


def test_without_a_certificate_nobody_is_let_in(
    locked: Any, job: Job, submission: Callable[..., Submission]
) -> None:
    for address in (locked.engine, locked.engine.replace("dask+tls", "dask")):
        engine = find_engine(EngineOptions(address))
        with pytest.raises(UsageError, match="no Dask scheduler answers"):
            grade_all(engine, job, [Work(submission("a"))], on_ready=print, on_grade=print)

"""Hostile code in a real sandbox, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.doctor.findings import HostileAttempt
from grader.errors import SandboxError, SubmissionFault
from grader.model import Limits
from grader.observations import details
from grader.sandbox.launcher import Zygote
from grader.sandbox.session import Session

SUBMISSION = Path(__file__).with_name("hostile.py")
LIMITS = Limits(memory_mb=256, output_kb=4)
PATIENCE = 5.0
# What hides names and sizes, the stronger first: Landlock guards contents alone.
HIDING = ("mount namespace", "closed by ownership")

# Which ring a worker met, by what its kernel answers: Landlock refuses paths, seccomp calls.
REFUSALS = {"EACCES": "Landlock", "EPERM": "seccomp", "ENOSYS": "seccomp"}


@dataclass(frozen=True, slots=True)
class Trial:
    """A function of the hostile submission, and which end of it shows which ring at work."""

    function: str
    ends: Mapping[str, str]
    seconds: float = PATIENCE
    essential: bool = True

    @property
    def what(self) -> str:
        return self.function.replace("_", " ")


HONEST = Trial("behave", {"honest": "a process of its own"})


def trials(rings: Sequence[str]) -> tuple[Trial, ...]:
    """All of them; what becomes of the hidden tests depends on the `rings` that are active."""
    hiding = next((ring for ring in HIDING if ring in rings), None)
    hidden = dict.fromkeys(("EACCES", "ENOENT"), hiding) if hiding else {}
    return (
        Trial("write_a_file", REFUSALS),
        Trial("read_the_list_of_users", REFUSALS),
        Trial("read_a_hidden_test", hidden or REFUSALS),
        Trial("learn_the_size_of_a_hidden_test", hidden, essential=False),
        Trial("open_a_socket", REFUSALS),
        Trial("fork", REFUSALS),
        Trial("kill_its_parent", REFUSALS),
        Trial("ask_for_more_memory_than_it_may_have", {"SubmissionOutOfMemory": "resource limits"}),
        Trial("loop_for_ever", {"SubmissionTimeout": "deadline"}, seconds=0.2),
        Trial("close_all_descriptors", {"SubmissionDied": "a process of its own"}),
    )


def attempts(zygote: Zygote, scratch: Path, hidden: Path) -> Iterator[HostileAttempt]:
    """What hostile code in a worker of `zygote` comes to; at the end, whether honest code still runs.

    `scratch` is a folder that anybody may write to, `hidden` a file among the zygote's secrets.
    """
    places = {"scratch": str(scratch), "hidden": str(hidden), "bytes": 2 * LIMITS.memory_mb << 20}
    with Session(zygote, {SUBMISSION.name: SUBMISSION.read_text("utf-8")}, LIMITS) as session:
        _must_work(session)
        for trial in trials(zygote.isolation.rings):
            seen = _outcome(session, trial, places)
            yield HostileAttempt(trial.what, trial.ends.get(seen), seen, trial.essential)
        seen = _outcome(session, HONEST, places)
        yield HostileAttempt("spoil the next submission", HONEST.ends.get(seen), seen)


def _must_work(session: Session) -> None:
    """Nothing is held where nothing runs."""
    session.begin(PATIENCE)
    try:
        session.call([SUBMISSION.stem, HONEST.function], [{}], {})
    except SubmissionFault as fault:
        said = ", ".join(str(detail) for detail in details(fault.observation).values())
        raise SandboxError(f"a submission that does nothing wrong fails in the sandbox ({said})") from None


def _outcome(session: Session, trial: Trial, places: Mapping[str, object]) -> str:
    """What the function answers, or the name of the fault that it ended in."""
    session.begin(trial.seconds)
    try:
        return str(session.call([SUBMISSION.stem, trial.function], [dict(places)], {}))
    except (SubmissionFault, SandboxError) as fault:
        return type(fault).__name__

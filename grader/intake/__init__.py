"""What comes back from students: found on disk, read with suspicion, never run."""

from grader.intake.sources import Source, find
from grader.intake.submissions import read

__all__ = ["Source", "find", "read"]

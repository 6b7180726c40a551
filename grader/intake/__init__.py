"""What comes back from students: found on disk, read with suspicion, never run."""

from grader.intake.roster import Attendance, attendance, read_roster
from grader.intake.source import Source
from grader.intake.sources import find
from grader.intake.submissions import read

__all__ = ["Attendance", "Source", "attendance", "find", "read", "read_roster"]

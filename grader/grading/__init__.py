"""One submission, from Submission to Grade."""

from grader.grading.job import Briefing, Job, Work, fingerprint, key, versions, withheld

__all__ = ["Briefing", "Job", "Work", "fingerprint", "key", "versions", "withheld"]

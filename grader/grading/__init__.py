"""One submission, from Submission to Grade."""

from grader.grading.job import Briefing, Job, fingerprint, key, versions, withheld

__all__ = ["Briefing", "Job", "fingerprint", "key", "versions", "withheld"]

"""One submission, from Submission to Grade."""

from grader.grading.job import Job, SuiteInfo, Work, fingerprint, key, versions, withheld

__all__ = ["Job", "SuiteInfo", "Work", "fingerprint", "key", "versions", "withheld"]

"""What is known of a student besides the id."""

from __future__ import annotations

from grader.model import Receipt


def full_name(receipt: Receipt) -> str:
    return getattr(receipt, "name", None) or ""


def email(receipt: Receipt) -> str:
    return getattr(receipt, "email", None) or ""

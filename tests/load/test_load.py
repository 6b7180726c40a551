"""The short version of `run.py`: the whole one takes a quarter of an hour."""

from __future__ import annotations

import os

import pytest

from tests.load.run import Report, run

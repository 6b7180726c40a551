"""An assignment made of another grader's notebook, as far as that is mechanical; the rest is named."""

from grader.converters.convert import Converted, convert

__all__ = ["Converted", "convert"]

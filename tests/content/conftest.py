"""The made-up guide, and a copy of it to edit, for the tests of the content."""

from ..made_up import content, guide

__all__ = ["content", "guide"]

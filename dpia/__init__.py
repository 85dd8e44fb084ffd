"""A wizard for data protection impact assessments. The version only: every import of a submodule runs this file."""

__version__ = "0.1.0"

"""The version of the package, hence of every rule and table in it."""

__version__ = "0.1.0"

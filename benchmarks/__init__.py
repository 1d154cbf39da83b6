"""Benchmarks: every claim of quality or speed, as a command that prints it."""

"""Exercises: generated, graded, diagnosed."""

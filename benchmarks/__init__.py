"""Speed and memory: measured here, never in a timed test."""

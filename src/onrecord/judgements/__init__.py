"""What people decided, and how it is applied: rows anchored to words, laid over what was read and linked, never written into it."""

"""Accuracy of the shipped model, against public gold and our own corpus. ``python -m evaluation`` prints it and refuses a fall."""

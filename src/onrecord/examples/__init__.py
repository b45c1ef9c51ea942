"""Invented coverage that comes with the package, CC0."""

"""OnRecord: who said what, where the accounts conflict, with the verbatim words."""

__version__ = "0.1.0"

"""The closed lists of words that a source file may use (CONVENTIONS.md says what each means)."""
from __future__ import annotations

SPLITS = ("train", "dev", "test")
STANCES = ("asserts", "denies", "promises", "asks", "declines", "believes", "reports")
STATEMENT_KINDS = ("direct", "indirect", "mixed")
ACTOR_KINDS = ("person", "organisation", "government", "group", "unnamed")
DISPUTE_LEVELS = ("conflict", "tension")
DISPUTE_KINDS = ("role_reversal", "order", "denial", "number", "date", "place", "identity", "outcome", "other")
TRAP_KINDS = ("update", "scope", "unit", "different event", "successive holder", "plan", "forecast", "rounding",
              "paraphrase", "reprint", "opinion", "hypothetical")
FURNITURE_KINDS = ("advertisement", "notice", "caption", "related", "credit", "promo", "author")
ABSENCE_KINDS = ("declined to comment", "did not respond", "could not be reached")
ECHO_KINDS = ("same quotation", "wire copy", "paraphrase")
REQUEST_STATES = ("made", "received", "under review", "agreed", "refused", "withdrawn")
COMMITMENT_STATES = ("made", "reaffirmed", "begun", "kept", "broken", "dropped")
DOMAINS = ("diplomacy and defence", "parliament", "local government", "police and courts", "business", "labour",
           "health", "science", "energy and climate", "transport", "sport", "culture", "technology", "disasters")

"""Getting in: sources of articles, each behind the same small protocol, and the ledger that accounts for all of them."""

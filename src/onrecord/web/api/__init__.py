"""The REST API under /api/v1, one module a group of resources; what it answers has the field names of the record's JSON document."""

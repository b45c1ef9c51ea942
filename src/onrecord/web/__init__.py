"""The record on a page: a web app and a REST API over one record, on this machine unless told otherwise."""

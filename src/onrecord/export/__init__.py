"""The record in the forms that others read."""

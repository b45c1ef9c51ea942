"""The pages, one module a room of the house: each asks the record narrowly, makes a view, and hands it to a template."""

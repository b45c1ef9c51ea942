"""The dossier of a story or a record, to print or to send: gathered once, written as HTML or as Markdown."""

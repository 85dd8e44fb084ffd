"""From assessment and evaluation to a document: model, HTML, PDF and other formats."""

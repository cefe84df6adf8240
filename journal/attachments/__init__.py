"""Files that people attach: their types by content, their names, their store."""

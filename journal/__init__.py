"""Журнал: an electronic class journal for schools."""

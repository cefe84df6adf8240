"""The screens: one blueprint an area."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()

"""Screens that come in front of the places: confirmation, error, help, plan, code, welcome."""

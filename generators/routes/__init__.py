"""Routes: one renderer for each kind of operation, one module for each feature."""

from generators.routes.modules import Routes, render_routes

__all__ = ["Routes", "render_routes"]

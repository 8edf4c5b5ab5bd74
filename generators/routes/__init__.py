"""Routes: one renderer for each kind of operation, one module for each feature."""

from generators.routes.modules import render_routes

__all__ = ["render_routes"]

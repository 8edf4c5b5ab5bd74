"""Routes: one renderer for each kind of operation, one module for each feature."""

from generators.routes.modules import render_routes
from generators.routes.sharing import Shared

__all__ = ["Shared", "render_routes"]

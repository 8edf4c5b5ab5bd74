"""Schemas: the request and response models of the generated backend."""

from generators.schemas.modules import render_schemas

__all__ = ["render_schemas"]

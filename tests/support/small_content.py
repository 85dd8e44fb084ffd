"""Pieces that tests add to the small content folder of `tests/lint/conftest.py`."""

SHOP = """
id: shop
title: A shop
summary: A shop with a machine.
audience: Shops.
guidance: [Open a desk.]
instead: [{rung: nothing, text: Wait.}]
presets: {start.way: card}
"""
"""A scenario, `scenarios/shop/scenario.yaml`."""

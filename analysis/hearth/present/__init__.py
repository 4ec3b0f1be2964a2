"""How results are shown, whatever they are of: words and numbers, tables, figures.

A command makes frames and sentences; how they look, as text, as CSV, as PNG and SVG, is decided here and nowhere else.
"""

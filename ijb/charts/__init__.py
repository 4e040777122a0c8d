"""Frames in; Plotly figures, SVG or HTML out. Texts arrive ready: nothing here formats a measure's values."""

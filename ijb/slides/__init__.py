"""Slides: what is said and drawn on each, made from the same views as the pages, whatever it is then shown on."""

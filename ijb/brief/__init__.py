"""The two-page brief of an area: what it says, section by section, and how much of it two pages hold."""

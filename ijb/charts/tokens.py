"""Every colour, once. look.css holds the same values as custom properties; a test keeps the two together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, by what each is for."""

    background: str
    tint: str
    ink: str
    soft: str
    better: str
    worse: str
    same: str
    own: str
    range: str
    tile: str
    on_fill: str
    line: str
    grid: str
    band: str

    def tone(self, tone: str) -> str:
        """The colour of a mark's tone; 'none' is drawn as an outline in the colour of 'same'."""
        return {"better": self.better, "worse": self.worse, "own": self.own}.get(tone, self.same)


LIGHT = Palette(
    background="#ffffff",
    tint="#f4f6f8",
    ink="#1d2733",
    soft="#52606d",
    better="#0b6aa8",
    worse="#b85400",
    same="#6b7480",
    own="#111820",
    range="#848f9b",
    tile="#e8ebef",
    on_fill="#ffffff",
    line="#dde2e8",
    grid="#e4e8ec",
    band="#eef1f4",
)
DARK = Palette(
    background="#12171d",
    tint="#1c232b",
    ink="#e8ecf0",
    soft="#a9b4c0",
    better="#5fb0ea",
    worse="#f29b4b",
    same="#929ca8",
    own="#ffffff",
    range="#6a7785",
    tile="#2a333d",
    on_fill="#12171d",
    line="#303943",
    grid="#29323c",
    band="#1e262f",
)

# An SVG image cannot know the theme: one tone that reads on both grounds.
MID = {"better": "#2a7fc1", "worse": "#c8640a", "same": "#767d86", "none": "#767d86", "own": "#767d86"}

# Shades for the parts of a whole, neighbours far apart in lightness: hue is kept for better and worse.
PART_SHADES = {
    "light": ("#848f9b", "#c6cdd5", "#56626f", "#a9b3bd", "#e0e4e9", "#36414d"),
    "dark": ("#7f8b98", "#465260", "#b6c0ca", "#626e7b", "#333d48", "#dbe1e7"),
}


def palette(theme: str) -> Palette:
    """The palette of theme 'dark'; of anything else, the light one."""
    return DARK if theme == "dark" else LIGHT

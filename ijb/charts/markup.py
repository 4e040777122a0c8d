"""HTML that is safe by default: text is escaped unless it is already Html."""

from __future__ import annotations

from html import escape


class Html(str):
    """Text that is already HTML. Joined to plain text with +, the plain text is escaped."""

    def __add__(self, other: str) -> Html:
        return Html(str.__add__(self, text(other)))

    def __radd__(self, other: str) -> Html:
        return Html(str.__add__(text(other), str(self)))


def text(value: object) -> Html:
    """`value` as HTML: Html as it is, None as nothing, all else escaped."""
    if isinstance(value, Html):
        return value
    return Html("" if value is None else escape(str(value), quote=True))


def join(parts: list[Html] | tuple[Html, ...]) -> Html:
    """The parts, one after another, each escaped unless it is Html."""
    return Html("".join(text(part) for part in parts))


def element(name: str, *children: object, **attributes: object) -> Html:
    """One element. Attribute names lose a trailing _ and turn other _ into -; one of None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in {"img", "br", "col"}:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(children)}</{name}>")


def classes(*names: str | None) -> str:
    """Class names in one attribute, empty ones left out."""
    return " ".join(name for name in names if name)

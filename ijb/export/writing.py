"""Files that are there whole or not at all: written beside their place under another name, then moved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

READABLE = 0o666  # less what the user's umask takes away


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A binary file to write that takes the place of `path` when all is written, and leaves it as it was otherwise."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False) as out:
        part = Path(out.name)
        try:
            yield out
            out.close()
            part.chmod(READABLE & ~_umask())
            part.replace(path)
        except BaseException:
            out.close()
            part.unlink(missing_ok=True)
            raise


def _umask() -> int:
    """The user's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

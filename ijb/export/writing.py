"""Files that are there whole or not at all: written beside their place under another name, then moved."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

READABLE = 0o666  # less what the user's umask takes away
LONGEST = 40  # letters of the file's name in that of its part: with all of them it might be too long for the disk
IS_FOLDER, NO_FILE = "it is a folder", "it is a device or the like, and no file"
# What is said for the errors that a reader can do something about; any other is said in the system's own words.
REASONS = {
    errno.EISDIR: IS_FOLDER,
    errno.ENOENT: "nothing can be made in its folder",
    errno.EACCES: "nothing may be written to its folder",
    errno.EPERM: "nothing may be written to its folder",
    errno.EROFS: "its folder can only be read",
    errno.ENOSPC: "there is no space left",
    errno.ENAMETOOLONG: "its name is too long",
}


class Unwritable(OSError):
    """A file that cannot be written; `filename` is as it was asked for, `strerror` says why within a sentence."""


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A binary file to write that takes the place of `path` when all is written, and leaves it as it was otherwise.

    Raises Unwritable.
    """
    refuse_unwritable(path)
    with _named(path):
        out = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:LONGEST]}.", suffix=".part", delete=False)
    part = Path(out.name)
    with out, _named(path, part):
        try:
            yield out
            out.close()
            part.chmod(READABLE & ~_umask())
            part.replace(path)
        except BaseException:
            with suppress(OSError):  # of a full disk, which would be told of again
                out.close()
            part.unlink(missing_ok=True)
            raise


def make_folder(path: Path) -> None:
    """A folder, if there is none yet, beside what is there. Raises Unwritable."""
    with _named(path):
        path.mkdir(exist_ok=True)


def refuse_unwritable(path: Path) -> None:
    """Raises Unwritable for what is there and is no file, such as a folder."""
    with _named(path):
        if path.is_dir():
            raise Unwritable(errno.EISDIR, IS_FOLDER, str(path))
        if path.exists() and not path.is_file():
            raise Unwritable(errno.EINVAL, NO_FILE, str(path))


@contextmanager
def _named(path: Path, part: Path | None = None) -> Iterator[None]:
    """Errors of writing a file, or its part under another name, as Unwritable under the name that was asked for."""
    try:
        yield
    except Unwritable:
        raise
    except OSError as fault:
        if part and fault.filename not in (None, str(part)):
            raise
        why = REASONS.get(fault.errno, fault.strerror or str(fault))
        raise Unwritable(fault.errno, why, str(path)) from fault


def _umask() -> int:
    """The user's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

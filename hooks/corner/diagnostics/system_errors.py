"""The reasons that the operating system gives, in words that can be said in the editor's language."""

from __future__ import annotations

import errno

from corner.diagnostics.message import Message

_REASONS = {
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.ENOENT: Message("No such file or directory"),
    errno.EEXIST: Message("File exists"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.ENOTEMPTY: Message("Directory not empty"),
    errno.ENOSPC: Message("No space left on device"),
    errno.EROFS: Message("Read-only file system"),
    errno.ELOOP: Message("Too many levels of symbolic links"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.EIO: Message("Input/output error"),
    errno.EBUSY: Message("Device or resource busy"),
}


def explain_system_error(error: OSError) -> str:
    """Return the reason of an error as the system gives it."""
    reason = str(error.strerror)
    known = _REASONS.get(error.errno or 0)
    return known.replace_text(reason) if known else reason

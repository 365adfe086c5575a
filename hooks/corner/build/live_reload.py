"""What pages of a preview need to load again after an edit: a script that their own policy lets run."""

from __future__ import annotations

import base64
import hashlib
import re

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*?\bscript-src [^;"]*')
"""The policy that a page holds, up to the end of the sources of its scripts."""
_SCRIPT = """\
function livereload(epoch, request, version) {
  fetch("/livereload/" + epoch + "/" + request + "/" + version + location.pathname).then(response => response.text()).then(text => {
    if (Number(text) > epoch) location.reload();
    else livereload(epoch, request, version);
  }).catch(() => setTimeout(livereload, 1000, epoch, request, version));
}
livereload(%d, %d, "%s");
"""


def add_script(html: bytes, epoch: int, request: int, version: str) -> bytes:
    """Return a page with a script that loads it again when the server has a newer one.

    Args:
        html: the page.
        epoch: the number of what the server shows now.
        request: a number that no other open page has: browsers send the same request only one after the other.
        version: what the server knows the page by.
    """
    script = b"<script>" + (_SCRIPT % (epoch, request, version)).encode() + b"</script>"
    before, end, after = html.rpartition(b"</body>")
    return allow_script(before + script + end + after if end else html + script)


def allow_script(html: bytes) -> bytes:
    """Return a page with the last script in it allowed by the page's own policy, as the server puts its own there."""
    before, start, after = html.rpartition(b"<script>")
    script, end, _ = after.partition(b"</script>")
    if not start or not end:
        return html
    source = b" 'sha256-%b'" % base64.b64encode(hashlib.sha256(script).digest())
    return _POLICY.sub(lambda match: match[0] + source, before, count=1) + start + after

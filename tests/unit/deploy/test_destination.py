"""What a destination may be: a folder, a remote of rclone's, a bucket."""

from __future__ import annotations

import pytest

from corner.deploy.destination import parse_remote
from corner.deploy.errors import DeployError


@pytest.mark.parametrize(
    ("destination", "remote"),
    [
        ("/srv/www", None),
        ("www", None),
        ("./a:b", None),
        ("../x/y", None),
        ("store:bucket/path/", "store:bucket/path"),
        ("store:", "store:"),
        ("rclone:my store:bucket", "my store:bucket"),
        ("s3://press-office/corner/", ":s3,env_auth=true:press-office/corner"),
        ("s3://press-office", ":s3,env_auth=true:press-office"),
    ],
)
def test_a_destination_is_a_folder_or_a_remote(destination: str, remote: str | None) -> None:
    assert parse_remote(destination) == remote


@pytest.mark.parametrize(
    ("destination", "line"),
    [
        ("https://example.org/www", "DEST: expected a folder, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH, "),
        ("s3://UPPER/x", "DEST: expected a folder, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH, "),
        ("rclone:/srv/www", "DEST: expected a folder, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH, "),
        ("rclone:--config:x", "DEST: expected a folder, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH, "),
        (":s3,access_key_id=A,secret_access_key=B:x", "DEST: expected the name of a remote, found its settings; "),
        ("store,secret_access_key=B:x", "DEST: expected the name of a remote, found its settings; "),
        ("rclone:store,secret_access_key=B:x", "DEST: expected the name of a remote, found its settings; "),
    ],
)
def test_what_is_neither_or_holds_a_key_is_refused(destination: str, line: str) -> None:
    with pytest.raises(DeployError) as caught:
        parse_remote(destination)
    assert str(caught.value).startswith(line)
    assert "secret" not in str(caught.value)

"""A stand-in for GitHub's interface for programs, over the files of a corner: it remembers what the form writes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from playwright.sync_api import Page, Route

_HEAD = "a" * 40
_TIME = "2026-01-01T00:00:00Z"
_ANYBODY = {f"access-control-allow-{name}": "*" for name in ("origin", "headers", "methods")}


class GitHubStandIn:
    """Answers the requests of a page to GitHub's interface."""

    def __init__(self, page: Page, files: dict[str, str]) -> None:
        """Answer the requests of `page` from `files`, texts by path."""
        self._files = files
        self._digests = {
            path: hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() for path, text in files.items()
        }
        self.branches: list[str] = []
        """The branches that were made."""
        self.commits: list[tuple[str, dict[str, str]]] = []
        """Branch and files of each commit."""
        self.pulls: list[dict[str, Any]] = []
        """The pull requests that were opened."""
        self.labels: list[str] = []
        """The labels that pull requests were given."""
        page.route("https://api.github.com/**", self._answer)

    def _answer(self, route: Route) -> None:
        address = route.request.url.removeprefix("https://api.github.com")
        if route.request.method == "OPTIONS" or "/collaborators/" in address:
            route.fulfill(status=204, headers=_ANYBODY)
            return
        data = json.loads(route.request.post_data or "{}")
        route.fulfill(json=self._find_answer(address, data), headers=_ANYBODY)

    def _find_answer(self, address: str, data: dict[str, Any]) -> Any:
        if address == "/graphql":
            return {"data": self._answer_query(data["query"], data.get("variables") or {})}
        if address == "/user":
            return {"login": "editor", "name": "Editor", "id": 1, "email": "editor@corner.example"}
        if "/git/trees/" in address:
            tree = [(path, digest, len(self._files[path])) for path, digest in self._digests.items()]
            return {"tree": [{"type": "blob", "path": path, "sha": sha, "size": size} for path, sha, size in tree]}
        if address.endswith("/pulls"):
            self.pulls.append(data)
            return {"number": 7, "node_id": "PR", "created_at": _TIME, "updated_at": _TIME, "user": {"login": "editor"}}
        if address.endswith("/labels"):
            self.labels += data["labels"]
        return []

    def _answer_query(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        if "createRef" in query:
            self.branches.append(variables["input"]["name"])
            return {"createRef": {"ref": {"id": "REF"}}}
        if "createCommitOnBranch" in query:
            return {"createCommitOnBranch": {"commit": self._add_commit(variables["input"])}}
        if "forkOwner" in query:
            return {"fork": {"id": "R"}, "base": {"ref": {"target": {"oid": _HEAD}}}}
        return {"repository": self._describe_repository(query)}

    def _describe_repository(self, query: str) -> dict[str, Any]:
        texts = {digest: self._files[path] for path, digest in self._digests.items()}
        if contents := re.findall(r'(content_\d+): object\(oid: "(\w+)"\)', query):
            return {name: {"text": texts[digest], "isTruncated": False} for name, digest in contents}
        author = {"name": "Editor", "email": "editor@corner.example", "user": None}
        commit = {"oid": _HEAD, "message": "News", "author": author, "committedDate": _TIME}
        target = {"target": {"oid": _HEAD, "history": {"nodes": [commit]}}}
        if commits := re.findall(r"(commit_\d+):", query):
            return dict.fromkeys(commits, target)
        pulls = {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
        return {"defaultBranchRef": {"name": "main"}, "pullRequests": pulls, "ref": target}

    def _add_commit(self, data: dict[str, Any]) -> dict[str, Any]:
        additions = data["fileChanges"]["additions"]
        files = {file["path"]: base64.b64decode(file["contents"]).decode() for file in additions}
        self.commits.append((data["branch"]["branchName"], files))
        return {"oid": "b" * 40, "committedDate": _TIME} | {
            f"file_{index}": {"oid": "c" * 40} for index in range(len(files))
        }

"""How readers check that a text is as it was signed."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.content.signing import NAMESPACE, format_signers, name_principal
from corner.views.edition import Edition
from corner.views.types import Link


class VerifyView(NamedTuple):
    """The page with the keys of the site and the commands that check a text."""

    keys: tuple[str, ...]
    """The public keys that the site signs with."""
    signers: str
    """The address of the list of keys."""
    program: tuple[str, ...]
    """The commands with the program `corner`."""
    openssh: tuple[str, ...]
    """The commands that check the list of files with OpenSSH."""
    page: tuple[str, ...]
    """The commands that compare one page with the list."""


def verify_link(edition: Edition) -> Link | None:
    """Return the link to the page; `None` where the site is not signed."""
    if edition.catalogue.settings.signing is None:
        return None
    return Link(edition.messages("verify"), edition.at(urls.VERIFY))


def verify_view(edition: Edition) -> VerifyView:
    """Return what the page shows; the site is signed."""
    settings = edition.catalogue.settings
    assert settings.signing is not None
    site, name = settings.site_url, name_principal(settings.site_url)
    newest = next(iter(edition.listings.all.releases), None)
    address = edition.link(newest).address if newest else edition.home
    manifest, signature = (path.rpartition("/")[2] for path in (urls.MANIFEST, urls.MANIFEST_SIGNATURE))
    line = format_signers(name, settings.signing.keys[:1]).strip()
    return VerifyView(
        keys=settings.signing.keys,
        signers=urls.SIGNERS,
        program=(f"corner verify {site} --key corner.pub --path {urls.quote_path('/' + address)}",),
        openssh=(
            f"curl -O {site}{urls.MANIFEST} -O {site}{urls.MANIFEST_SIGNATURE}",
            f"echo '{line}' > corner-signers",
            f"ssh-keygen -Y verify -f corner-signers -I {name} -n {NAMESPACE} -s {signature} < {manifest}",
        ),
        page=(
            f"curl -s {edition.catalogue.addresses.absolute(address)} | sha256sum",
            f"grep '\"{address}index.html\"' {manifest}",
        ),
    )

"""Feeds: entries, RSS, Atom, JSON Feed, archives, OPML, calendars, WebSub and the e-mail digest."""

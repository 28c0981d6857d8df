"""Deep links: one address for every place in the window, to be copied, sent and opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SCHEME = "etl-console"


class LinkError(ValueError):
    """The text is no link of this window; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place: ``etl-console://client1/BATCH000014/cust_info?line=12``.

    ``page`` is the id of a page; empty means the page that fits what is named: a file with rows to look at opens
    Triage, a batch opens Batch, a client Overview. ``params`` are the page's own (line, code, level, text …).
    """

    client: str = ""
    batch: str = ""
    file: str = ""
    page: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Link:
        """The link that ``str`` wrote. Raises LinkError for anything else."""
        parts = urlsplit(text.strip())
        if parts.scheme != SCHEME:
            raise LinkError(f"“{text}” is no link of this window: it does not begin with {SCHEME}://.")
        steps = [unquote(p) for p in parts.path.split("/") if p]
        if len(steps) > 2:
            raise LinkError(f"“{text}” names more than client, batch and file.")
        params = dict(parse_qsl(parts.query))
        page = params.pop("page", "")
        batch, file = [*steps, "", ""][:2]
        return cls(unquote(parts.netloc), batch, file, page, params)

    @property
    def place(self) -> str:
        """The id of the page that shows it."""
        return self.page or ("triage" if self.file else "batch" if self.batch else "overview")

    def __str__(self) -> str:
        path = "".join(f"/{quote(p, safe='')}" for p in (self.batch, self.file) if p)
        query = dict(self.params) | ({"page": self.page} if self.page else {})
        return f"{SCHEME}://{quote(self.client, safe='')}{path}" + (f"?{urlencode(query)}" if query else "")

"""``newsnlp mcp``: the library as tools for assistants that speak the Model Context Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

import newsnlp
from newsnlp.days import day
from newsnlp.run.extras import need
from newsnlp.run.options import configured
from newsnlp.settings import Settings

if TYPE_CHECKING:
    from mcp.server import MCPServer

_WHAT = """Facts stated in Russian news: people, officials' titles with their holders, organizations, regions
(ISO 3166), sums of money (ISO 4217, exact decimals as strings), dates (TIMEX3 value, first and last day). Names are in
the nominative; every fact has its mentions with code-point offsets and scores. What the text does not say is null."""


@click.command()
@configured
def command(settings: Settings) -> None:
    """Serve the tools extract and schema to an assistant, over the standard streams.

    The assistant's program starts it: {"mcpServers": {"newsnlp": {"command": "newsnlp", "args": ["mcp"]}}}
    """
    need("newsnlp mcp", "mcp", "mcp")
    server(settings).run("stdio")


def server(settings: Settings) -> MCPServer:
    """The server with its two tools; it answers over whatever transport it is run on."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    from newsnlp.formats.json import facts
    from newsnlp.pipeline import made

    tools = MCPServer("newsnlp", version=newsnlp.__version__, instructions=_WHAT)

    @tools.tool(description=f"{_WHAT}\n\nThe answer is as the tool schema describes it, without the text.")
    def extract(text: str, published: str | None = None) -> dict[str, Any]:
        """``published``: the day that «вчера» counts from, as 2024-04-24 or 2024-04-24T11:03."""
        try:
            anchor = day(published)
        except ValueError as error:
            raise ToolError(f"published: {error}") from None
        return facts(made(settings)(text, anchor))

    @tools.tool(description="The JSON Schema of what extract answers.")
    def schema() -> dict[str, Any]:
        from newsnlp.formats.schema import schema

        return schema()

    return tools

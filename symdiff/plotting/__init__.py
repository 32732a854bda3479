"""Pictures: graphs as small SVG, and limits drawn by matplotlib where it is installed."""

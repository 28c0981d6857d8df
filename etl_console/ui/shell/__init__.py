"""The frame around the pages: rail, palette, messages, deep links, actions, and what a page is."""

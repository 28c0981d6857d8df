"""The window: Qt lives here and in gui.py, nowhere else. It sees events, records and the service."""

"""When files are due, what is late or missing, the next times; watching switched on and off."""

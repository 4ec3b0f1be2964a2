"""Long checks of what Hearth does with settings that nobody has tried, and when it is stopped at any moment."""

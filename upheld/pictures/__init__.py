"""Pictures: how figures are drawn; one drawing for letter and page."""

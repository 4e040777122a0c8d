"""What the pages, the exports and the build share."""

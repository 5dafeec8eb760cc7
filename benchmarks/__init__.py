"""How fast and how large: made-up workspaces of any size, and what checking and mapping them costs."""

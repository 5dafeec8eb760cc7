"""One file that holds an audit whole, and what must be deleted when. Why it is made as it is: docs/decisions/0020."""

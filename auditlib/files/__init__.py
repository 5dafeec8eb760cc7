"""Reading what people write: text, YAML, interview notes and tables, with every problem at once."""

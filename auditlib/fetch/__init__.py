"""Public statistics: asked for over the network, kept as they came, and made into tables with their marks.

`tables` is where to begin reading. A snapshot is taken in `asking`, through an interface of `interfaces` and the
network of `transport`; `making` reads it back into a `cube`, checks it, joins it over mergers and lays it out.
"""

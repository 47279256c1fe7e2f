"""The same line written for others, each as its own manual would have it.

All of them run a :class:`~tests.bench.peers.shape.Shape` and give the mean flow time of its items. Those from
the package index are an extra (``bench``), which ``make bench`` puts into ``build/peers``; a peer that is not
there is a row that says so.
"""

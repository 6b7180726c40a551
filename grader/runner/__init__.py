"""Hidden tests: the pytest plugin, the checks, and the runner that collects once and runs for many."""

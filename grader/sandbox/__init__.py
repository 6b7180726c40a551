"""Where student code runs: lockdown, zygote, worker | channel, codec | launcher, session, proxy.

Kept empty: the zygote imports this package and must load nothing that it does not need.
"""

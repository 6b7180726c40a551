"""Ends the process with success while it is imported.

class: field
ring: process
ends: died
"""

import os

os._exit(0)

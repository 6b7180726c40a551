"""How a process locks itself in: Landlock, seccomp, resource limits, lost privileges.

Our own thin layer over the system calls (through ctypes): it is small enough to audit, and needs
no package. Each file holds one mechanism; `zygote` puts them in their order.
"""

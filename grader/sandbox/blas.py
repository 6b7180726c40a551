"""How numpy multiplies matrices wherever submissions and references are compared: the same way."""

# One thread: whoever forks must have no others, a worker may start none, and an examiner would wait for
# its own while they take the processor from it.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
KERNELS = "OPENBLAS_CORETYPE"  # asks for another processor's routines, and so for other last digits

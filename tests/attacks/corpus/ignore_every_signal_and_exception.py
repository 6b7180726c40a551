"""Ignores every signal and swallows every exception, so that nothing but a kill ends it.

class: time
ring: deadline
ends: timeout
shown: no
"""


def double(x):
    import signal

    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

"""Answers, and goes on computing where its worker waits for the next question.

class: time
ring: deadline
ends: harmless
earns: 3
shown: no
"""

from tools import request


def double(x):
    _, worker = request()
    send = worker._channel.send

    def send_and_go_on(parts):
        send(parts)
        while True:
            pass

    worker._channel.send = send_and_go_on
    return 2 * x

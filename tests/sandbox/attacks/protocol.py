"""What is sent to the grader in place of an answer."""

import ctypes
import os
import time

from tools import request


def garbage(places):
    """protocol or died"""
    os.write(3, b"\xff" * 1000)


def an_endless_flood(places):
    """protocol or died or timeout within 0.5 s"""
    while True:
        os.write(3, bytes(65536))


def a_length_of_2_62(places):
    """protocol or died"""
    import struct

    os.write(3, struct.pack("<IHIQ", 2, 1, request()[0], 1 << 62) + b"[]")


def deep_json(places):
    """protocol or died"""
    import struct

    os.write(3, struct.pack("<IHI", 90_000, 0, request()[0]) + b"[" * 90_000)


def a_number_of_900_000_digits(places):
    """protocol or died"""
    import struct

    os.write(3, struct.pack("<IHI", 900_000, 0, request()[0]) + b"9" * 900_000)


def an_object_array(places):
    """protocol or died"""
    import json
    import struct

    h = json.dumps(["ok", {"a": [0, "|O", [1]]}]).encode()
    os.write(3, struct.pack("<IHIQ", len(h), 1, request()[0], 8) + h + bytes(16))


def an_answer_to_another_question(places):
    """protocol or died"""
    from grader.sandbox.codec import pack

    os.write(3, b"".join(pack(request()[0] + 1, ["ok", 42])))


def answers_to_the_questions_to_come(places):
    """protocol or died"""
    from grader.sandbox.codec import pack

    for n in range(1, 200):
        os.write(3, b"".join(pack(n, ["ok", 42])))


def an_unknown_kind_of_answer(places):
    """protocol or died"""
    from grader.sandbox.codec import pack

    os.write(3, b"".join(pack(request()[0], ["passed", 1])))


def an_answer_that_is_no_list(places):
    """protocol or died"""
    from grader.sandbox.codec import pack

    os.write(3, b"".join(pack(request()[0], {"ok": 1})))


def endless_callbacks(places):
    """protocol or died"""
    _, worker = request()
    while True:
        worker._callback(0)()


def one_byte_at_a_time(places):
    """timeout within 0.3 s"""
    import struct

    os.write(3, struct.pack("<IHI", 90_000, 0, request()[0]))
    while True:
        os.write(3, b" ")
        time.sleep(0.01)


def a_closed_channel(places):
    """died"""
    os.close(3)


def a_replaced_channel(places):
    """died"""
    os.dup2(1, 3)


def a_channel_that_does_not_block(places):
    """harmless"""
    os.set_blocking(3, False)


def an_exit(places):
    """died"""
    os._exit(0)


def an_exit_that_blames_the_sandbox(places):
    """died"""
    os._exit(87)


def an_exit_that_blames_the_memory(places):
    """memory"""
    os._exit(86)


def an_end_by_segmentation_fault(places):
    """died"""
    ctypes.string_at(0)


def an_end_by_abort(places):
    """died"""
    os.abort()

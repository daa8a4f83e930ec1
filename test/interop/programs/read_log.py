"""Reads a .wandb file with W&B's own messages: counts the records of each kind, and what these messages do not know."""

import struct
import sys
import zlib

from google.protobuf.unknown_fields import UnknownFieldSet
from interop import result
from wandb.proto.wandb_internal_pb2 import Record

BLOCK = 32768


def records(data):
    assert data[:7] == b":W&B\xe1\xbe\x00"
    at, parts = 7, []
    while at < len(data):
        left = BLOCK - at % BLOCK
        if left < 7:
            at += left
            continue
        checksum, length, kind = struct.unpack("<IHB", data[at : at + 7])
        chunk = data[at + 7 : at + 7 + length]
        assert zlib.crc32(bytes([kind]) + chunk) == checksum
        parts.append(chunk)
        if kind in (1, 4):
            yield b"".join(parts)
            parts = []
        at += 7 + length
    assert not parts


def unknown(message):
    count = len(UnknownFieldSet(message))
    for field, value in message.ListFields():
        if field.message_type is not None:
            count += sum(unknown(each) for each in (value if field.is_repeated else [value]))
    return count


with open(sys.argv[1], "rb") as file:
    data = file.read()
kinds, numbers, strangers = {}, [], 0
for raw in records(data):
    record = Record.FromString(raw)
    kind = record.WhichOneof("record_type")
    kinds[kind] = kinds.get(kind, 0) + 1
    numbers.append(record.num)
    strangers += unknown(record)
result({"kinds": kinds, "inOrder": numbers == list(range(1, len(numbers) + 1)), "unknown": strangers})

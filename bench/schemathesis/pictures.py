"""Pictures for the uploads that Schemathesis makes: no schema can say of bytes that they are a JPEG."""

import struct
import zlib

import schemathesis
from hypothesis import strategies as st


def png(width, height, grey):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def jpeg(width, height, rest):
    """As far as its header goes, which is what an upload is held against."""
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + rest + b"\xff\xd9"


sides = st.integers(1, 64)
pngs = st.builds(png, sides, sides, st.integers(0, 255))
jpegs = st.builds(jpeg, sides, sides, st.binary(max_size=64).map(lambda rest: rest.replace(b"\xff", b"")))
schemathesis.openapi.media_type("image/png", pngs)
schemathesis.openapi.media_type("image/jpeg", jpegs)
schemathesis.openapi.media_type("image/*", pngs)
schemathesis.openapi.media_type("application/octet-stream", pngs)
schemathesis.openapi.media_type("application/offset+octet-stream", st.one_of(pngs, jpegs, st.binary(max_size=200)))

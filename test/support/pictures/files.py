"""Makes files.json, the pictures of the table as files: `python files.py` with Pillow 12. The jxl was made by cjxl 0.11, the webm by Chromium's
MediaRecorder; both are kept."""

import base64
import io
import json
import pathlib
import struct

from PIL import Image

PLACE = pathlib.Path(__file__).with_name("files.json")
OPAQUE = [(200, 100, 50, 255), (10, 220, 120, 255), (30, 60, 240, 255), (255, 255, 255, 255)]
FAINT = [(200, 100, 50, 255), (200, 100, 50, 3), (10, 220, 120, 1), (0, 0, 0, 0)]
HALF = [(200, 100, 50, 255), (200, 100, 50, 128), (30, 60, 240, 200), (0, 0, 0, 0)]
IN_P3 = [(200, 100, 50, 255), (120, 130, 140, 255), (90, 60, 150, 255), (255, 0, 0, 255)]
RUST = Image.new("RGB", (8, 4), (200, 100, 50))


def picture(quarters, mode="RGBA"):
    image = Image.new("RGBA", (32, 32))
    for at, colour in enumerate(quarters):
        image.paste(colour, (at % 2 * 16, at // 2 * 16, at % 2 * 16 + 16, at // 2 * 16 + 16))
    return image.convert(mode)


def saved(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return base64.b64encode(file.getvalue()).decode()


def fixed(*values):
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def display_p3():
    """An ICC profile: the primaries of display-p3, adapted to D50, and the curve of sRGB."""

    def text(words):
        return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(words) * 2, 28) + words.encode("utf-16-be")

    def xyz(*values):
        return b"XYZ \0\0\0\0" + fixed(*values)

    curve = b"para\0\0\0\0\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adaptation = b"sf32\0\0\0\0" + fixed(1.04788208, 0.02291870, -0.05021667, 0.02958679, 0.99047852, -0.01707458, -0.00923157, 0.01507568, 0.75167847)
    tags = {
        b"desc": text("Display P3"),
        b"cprt": text("CC0"),
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512146, 0.24119568, -0.00105286),
        b"gXYZ": xyz(0.29197693, 0.69224548, 0.04188538),
        b"bXYZ": xyz(0.15710449, 0.06657410, 0.78407288),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
        b"chad": adaptation,
    }
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    size = start + len(data)
    header = struct.pack(">I4xI4s4s4s12s4s", size, 0x04300000, b"mntr", b"RGB ", b"XYZ ", struct.pack(">6H", 2024, 1, 1, 0, 0, 0), b"acsp")
    header += b"\0" * 28 + fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">' + "".join(
    f'<rect x="{at % 2 * 16}" y="{at // 2 * 16}" width="16" height="16" fill="rgb({red}, {green}, {blue})"/>' for at, (red, green, blue, _) in enumerate(OPAQUE)
) + "</svg>"

# Turned by a quarter, and EXIF says that it is to be turned back.
exif = Image.Exif()
exif[0x0112] = 6
turned = picture(OPAQUE, "RGB").transpose(Image.Transpose.ROTATE_90)

made = {
    "png": saved(picture(OPAQUE), "PNG"),
    "half.png": saved(picture(HALF), "PNG"),
    "faint.png": saved(picture(FAINT), "PNG"),
    "p3.png": saved(picture(IN_P3), "PNG", icc_profile=display_p3()),
    "turned.jpeg": saved(turned, "JPEG", quality=100, subsampling=0, exif=exif),
    "gif": saved(RUST, "GIF"),
    "webp": saved(picture(FAINT), "WEBP", lossless=True, exact=True),
    "bmp": saved(RUST, "BMP"),
    "avif": saved(RUST, "AVIF", quality=100),
    "svg": base64.b64encode(SVG.encode()).decode(),
}
kept = json.loads(PLACE.read_text()) if PLACE.exists() else {}
PLACE.write_text(json.dumps({**kept, **made}, indent=2) + "\n")

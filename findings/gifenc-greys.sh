#!/usr/bin/env bash
# gifenc 1.0.3: a picture of 256 greys gets 32 of them, although a GIF has room for 256 colours and 256 were asked for; a delay below 5 ms is 0.
# The quantizer's default format keeps 5 bits a channel before it counts, so a grey ramp (a digit, a heat map, a CT slice) shows steps; no format has more.
# Seen: quantize(…, 256) gives 32 colours by default and with rgb565, 16 with rgb444 and rgba4444; a delay of 4 ms is written as 0 hundredths of a second.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gifenc@1.0.3

cat >run.mjs <<'JS'
import gifenc from 'gifenc';

const { GIFEncoder, quantize, applyPalette } = gifenc;
const greys = new Uint8Array(Array.from({ length: 256 }, (_, grey) => [grey, grey, grey, 255]).flat());
for (const format of [undefined, 'rgb565', 'rgb444', 'rgba4444']) {
  console.log(`${format ?? 'default'}: ${quantize(greys, 256, format ? { format } : {}).length}`);
}
const palette = quantize(greys, 256);
for (const delay of [4, 20]) {
  const gif = GIFEncoder();
  gif.writeFrame(applyPalette(greys, palette), 16, 16, { palette, delay });
  gif.finish();
  const bytes = gif.bytes();
  // The graphic control extension: 21 F9, its length, flags, then the delay.
  const at = bytes.findIndex((byte, place) => byte === 0x21 && bytes[place + 1] === 0xf9);
  console.log(`a delay of ${delay} ms: ${bytes[at + 4] + 256 * bytes[at + 5]}`);
}
JS

diff <(node run.mjs) - <<'SEEN'
default: 32
rgb565: 32
rgb444: 16
rgba4444: 16
a delay of 4 ms: 0
a delay of 20 ms: 2
SEEN
echo 'As seen: at most 32 greys.'

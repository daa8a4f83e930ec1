import { expect, it } from 'vitest';
import { encodeAudio } from '../../../../../src/media/audio/engine/encode';

const part = { kind: 'audio', key: 'val/"tone"', step: 3 };

it('makes one value of a list, as W&B does: files have no rate and no length', async () => {
  const failures: unknown[] = [];
  const encoded = await encodeAudio(
    {
      ...part,
      many: true,
      items: [
        { source: { channels: [Float32Array.of(0, 0)], interleaved: 1, sampleRate: 4 }, caption: undefined },
        { source: new Blob(['ID3 …']), caption: '</script>' },
        { source: new Blob(['no sound']), caption: undefined },
      ],
    },
    (error) => failures.push(error),
  );
  expect(failures).toEqual([new TypeError('its bytes are not those of a wav, mp3, ogg, flac, webm, m4a or aac file')]);
  const json = JSON.parse(encoded!.json) as object;
  expect(json).toEqual({
    _type: 'audio',
    count: 2,
    audio: encoded!.files.map(({ path, bytes }, at) => ({
      _type: 'audio-file',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: bytes.byteLength,
      path,
      ...(at === 1 && { caption: '</script>' }),
    })),
    sampleRates: [4, null],
    durations: [0.5, null],
    captions: ['', '</script>'],
  });
  expect(encoded!.files.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^media\/audio\/val\/"tone"_3_[0-9a-f]{20}\.wav$/),
    expect.stringMatching(/^media\/audio\/val\/"tone"_3_[0-9a-f]{20}\.mp3$/),
  ]);
});

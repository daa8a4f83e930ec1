import type { Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

interface AudioFile {
  _type: string;
  path: string;
  caption?: string;
}

const audio = (row: Row, key: string) => row[key] as unknown as AudioFile;

test('sounds are stored as the samples say, files as they are, and are played by the dashboard', async ({ stage }) => {
  const logging = await stage.openPage();
  const { id, row, dropped, complaints, file } = await logMedia(stage, logging, async ({ Audio }) => {
    const rate = 8000;
    const tone = (hertz: number, seconds = 1) =>
      Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate) * 0.8);
    const buffer = new AudioBuffer({ length: 4, numberOfChannels: 2, sampleRate: 48_000 });
    buffer.copyToChannel(Float32Array.of(0, 0.5, -0.5, 1), 0);
    buffer.copyToChannel(Float32Array.of(1, -1, 0, 0.25), 1);
    const recorded = await new Promise<Blob>((resolve) => {
      const context = new AudioContext();
      const target = context.createMediaStreamDestination();
      const source = context.createOscillator();
      source.connect(target);
      source.start();
      const recorder = new MediaRecorder(target.stream);
      recorder.ondataavailable = ({ data }) => {
        if (data.size === 0) return;
        resolve(data);
        void context.close();
      };
      recorder.start(300);
    });
    const moved = Float32Array.of(1, 2);
    structuredClone(moved, { transfer: [moved.buffer] });
    (window as unknown as { recorded: number }).recorded = recorded.size;
    return {
      tone: new Audio(tone(220), { sampleRate: rate, caption: '220 Hz <img src=x onerror=alert(1)>' }),
      buffer: new Audio(buffer),
      ints: new Audio(Int16Array.of(-32768, 7, 32767), { sampleRate: rate }),
      list: [new Audio([0, 0.5], { sampleRate: 4 }), new Audio(recorded, { caption: 'recorded' })],
      loud: new Audio([0, 2, NaN], { sampleRate: rate }),
      none: new Audio([], { sampleRate: rate }),
      gone: new Audio(moved, { sampleRate: rate }),
      uneven: new Audio([[1], [1, 0]], { sampleRate: rate }),
      noSound: new Audio(new Blob(['<html>'], { type: 'audio/wav' })),
    };
  });
  expect(dropped).toEqual({ 'clipped-media': 1, 'unreadable-media': 4 });
  expect(complaints.join('\n')).toMatch(/"loud" was cut off: samples must be -1 to 1, not 0 to 2[^]*NaN/);
  const samplesOf = async (key: string) => {
    const bytes = await file(audio(row, key).path);
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    return { rate: bytes.readUInt32LE(24), samples: [...new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer)] };
  };
  expect(await samplesOf('buffer')).toEqual({
    rate: 48_000,
    samples: [0, 32767, 16384, -32768, -16384, 0, 32767, 8192],
  });
  expect(await samplesOf('ints')).toEqual({ rate: 8000, samples: [-32768, 7, 32767] });
  expect(await samplesOf('loud')).toEqual({ rate: 8000, samples: [0, 32767, 0] });
  expect(row['list']).toMatchObject({
    _type: 'audio',
    count: 2,
    sampleRates: [4, null],
    durations: [0.5, null],
    captions: ['', 'recorded'],
  });
  const list = row['list'] as unknown as { audio: AudioFile[] };
  expect(list.audio[1]!.path).toMatch(/^media\/audio\/list_0_[0-9a-f]{20}\.webm$/);
  expect((await file(list.audio[1]!.path)).length).toBe(
    await logging.evaluate(() => (window as unknown as { recorded: number }).recorded),
  );
  expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['none']));

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, misdeeds } = await openTab(stage, id, 'audio', { colorScheme });
    const card = page.getByRole('region', { name: 'tone', exact: true });
    await expect(card.getByText('0:00.00 / 0:01.00')).toBeVisible();
    await expect(card.getByText('220 Hz <img src=x onerror=alert(1)>')).toBeVisible();
    // Of 4 samples a second no browser makes a sound.
    await expect(page.getByText('This browser cannot play the file.')).toBeVisible();
    // The recording has no length in its header; its samples have.
    await expect(
      page.getByRole('region', { name: 'list' }).getByRole('button', { name: 'Play recorded' }),
    ).toBeEnabled();
    await card.getByRole('button', { name: /^Play/ }).click();
    await expect(card.getByRole('slider', { name: /^Position in/ })).not.toHaveAttribute('aria-valuenow', '0');
    await expect(card.getByRole('button', { name: /^Play/ })).toBeVisible();
    await card.getByRole('slider', { name: /^Position in/ }).press('Home');
    await expect(card.getByText('0:00.00 / 0:01.00')).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('link', { name: /^Download/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^tone_0_[0-9a-f]{20}\.wav$/);
    await page.screenshot({ path: test.info().outputPath(`audio-${colorScheme}.png`), fullPage: true });
    expect(await misdeeds()).toEqual([]);
  }
});

import { formatLine, SpoorError, type AudioFileJson, type AudiosJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { AudioItem, Sound } from '../item';
import { audioTypeOf } from './audio-type';
import { writeWav, type Wav } from './wav';

type Report = (error: unknown) => void;

/** Writes sounds as WAV files, one by one; what is an audio file already stays as it is. */
export async function encodeAudio(part: MediaPart<AudioItem>, onFailed: Report): Promise<Encoded | null> {
  const encoded = [];
  for (const { source, caption } of part.items) {
    try {
      const { blob, extension, seconds = null, sampleRate = null } = await toFile(source, onFailed);
      const { file, sha256 } = await mediaFile(part, 'audio', extension, blob);
      const { bytes, path } = file;
      const json: AudioFileJson = { _type: 'audio-file', sha256, size: bytes.byteLength, path, caption };
      encoded.push({ file, json, seconds, sampleRate });
    } catch (error) {
      onFailed(error);
    }
  }
  if (encoded.length === 0) return null;
  const list: AudiosJson = {
    _type: 'audio',
    count: encoded.length,
    audio: encoded.map(({ json }) => json),
    sampleRates: encoded.map(({ sampleRate }) => sampleRate),
    durations: encoded.map(({ seconds }) => seconds),
    captions: encoded.some(({ json }) => json.caption !== undefined)
      ? encoded.map(({ json }) => json.caption ?? '')
      : undefined,
  };
  return { json: formatLine(part.many ? list : encoded[0]!.json), files: encoded.map(({ file }) => file) };
}

async function toFile(
  source: Sound | Blob,
  report: Report,
): Promise<{ blob: Blob; extension: string; seconds?: number; sampleRate?: number }> {
  if ('channels' in source) {
    const wav = writeWav(source);
    reportCut(wav, report);
    return { blob: wav.blob, extension: 'wav', seconds: wav.seconds, sampleRate: source.sampleRate };
  }
  if (source.size === 0) throw new RangeError('the file is empty');
  const found = await audioTypeOf(source);
  if (!found)
    throw new TypeError(
      `its bytes are not those of a wav, mp3, ogg, flac, webm, m4a or aac file${source.type && ` (it says that it is ${source.type})`}`,
    );
  return { blob: source.slice(0, source.size, found.type), extension: found.extension };
}

function reportCut({ low, high, nan, most }: Wav, report: Report): void {
  const least = most === 1 ? -1 : -most - 1;
  const said = [];
  if (low < least || high > most)
    said.push(`samples must be ${least} to ${most}, not ${low} to ${high}. Scale them first, as by x / max(abs(x))`);
  if (nan > 0) said.push(`${nan} samples are NaN and were written as silence`);
  if (said.length > 0) report(new SpoorError('clipped-media', said.join('; ')));
}

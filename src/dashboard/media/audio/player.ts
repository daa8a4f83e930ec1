import type WaveSurfer from 'wavesurfer.js';
import { isPlaylist } from '../../rows/playlist';

export interface PlayerListener {
  /** How long it is, in seconds. */
  onReady: (seconds: number) => void;
  onTime: (seconds: number) => void;
  onPlaying: (playing: boolean) => void;
  onFailed: () => void;
}

export interface Player {
  toggle(): void;
  seek(seconds: number): void;
  paint(wave: string, progress: string): void;
  close(): void;
}

/** The sounds of the names that the server's media types are for; the browser looks into all others. */
const TYPES: { [extension: string]: string } = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  webm: 'audio/webm',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
};

/** One sound plays at a time. */
let playing: WaveSurfer | null = null;

/** Draws the waveform of a sound into a box, and plays it. The library is loaded when the first is opened. */
export function openPlayer(box: HTMLElement, file: Blob, name: string, listener: PlayerListener): Player {
  let wave: WaveSurfer | null = null;
  let closed = false;
  let colors = { waveColor: '#888', progressColor: '#888' };
  const fail = () => {
    if (!closed) listener.onFailed();
  };
  const open = async () => {
    const [{ default: Library }, isList] = await Promise.all([import('wavesurfer.js'), isPlaylist(file)]);
    if (isList) fail();
    if (closed || isList) return;
    const made = Library.create({ container: box, height: 48, barWidth: 2, barGap: 1, dragToSeek: true, ...colors });
    wave = made;
    made.on('error', fail);
    made.on('ready', listener.onReady);
    made.on('timeupdate', listener.onTime);
    made.on('play', () => {
      if (playing !== made) playing?.pause();
      playing = made;
      listener.onPlaying(true);
    });
    made.on('pause', () => listener.onPlaying(false));
    made.on('finish', () => listener.onPlaying(false));
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
    await made.loadBlob(type ? file.slice(0, file.size, type) : file);
  };
  open().catch(fail);
  return {
    toggle: () => void wave?.playPause().catch(fail),
    seek: (seconds) => wave?.setTime(seconds),
    paint(waveColor, progressColor) {
      colors = { waveColor, progressColor };
      wave?.setOptions({ ...colors, cursorColor: progressColor });
    },
    close() {
      closed = true;
      if (playing === wave) playing = null;
      wave?.destroy();
    },
  };
}

/**
 * Clips. A module of its own, because a page that logs none should not carry what writes video files: its worker, which
 * starts with the first clip, takes as much as the rest of the library.
 *
 * @module spoor/video
 * @example
 * import { Video } from 'spoor/video';
 * run.log({ episode: new Video(frames, { fps: 30 }) });
 */
export { Video, type FrameLike, type VideoArray, type VideoOptions, type VideoSource } from './video';
export type { Numbers } from '../../values/index';
export type { Layout, VideoFormat } from './item';

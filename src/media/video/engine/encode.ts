import { formatLine, type VideoFileJson, type VideosJson } from '../../../wire/index';
import type { RunFile } from '../../../journal/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { VideoItem } from '../item';
import { videoTypeOf } from './video-type';
import { writeClip } from './write-clip';

/** Makes a video file of each clip, one after another: an encoder holds much memory. */
export async function encodeVideos(
  part: MediaPart<VideoItem>,
  onFailed: (error: unknown) => void,
): Promise<Encoded | null> {
  const files: RunFile[] = [];
  const videos: VideoFileJson[] = [];
  for (const item of part.items) {
    try {
      const { blob, width, height } = await toFile(item);
      const { file, sha256 } = await mediaFile(part, 'videos', blob.type.replace(/^\w+\//, ''), blob);
      const { caption } = item;
      files.push(file);
      videos.push({
        _type: 'video-file',
        sha256,
        size: file.bytes.byteLength,
        path: file.path,
        width,
        height,
        caption,
      });
    } catch (error) {
      onFailed(error);
    }
  }
  if (videos.length === 0) return null;
  const captions = videos.map(({ caption }) => caption ?? '');
  const list: VideosJson = {
    _type: 'videos',
    count: videos.length,
    videos,
    captions: videos.some(({ caption }) => caption !== undefined) && captions,
  };
  return { json: formatLine(part.many ? list : videos[0]), files };
}

async function toFile(item: VideoItem): Promise<{ blob: Blob; width?: number | undefined; height?: number | undefined }> {
  const { clip } = item;
  if (!('file' in clip)) return writeClip({ ...item, clip });
  const { file } = clip;
  const type = await videoTypeOf(file);
  if (!type) {
    const said = file.size === 0 ? 'it is empty' : file.type && `it says that it is ${file.type}`;
    throw new TypeError(`the Blob is not a video of the kinds mp4, webm, ogg and gif${said && ` (${said})`}`);
  }
  const blob = file.slice(0, file.size, `${type === 'gif' ? 'image' : 'video'}/${type}`);
  return { blob, width: item.width, height: item.height };
}

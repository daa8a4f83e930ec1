import { STREAM_NAMES } from '../../wire/index';
import { STREAM_FILES, SUMMARY_FILE, type FileStreamRequest } from '../../wire/wandb/index';
import type { Delivery } from '../backend';

/** A delivery as the body of a file_stream request: streams and summary are files of it, a heartbeat is empty. */
export function bodyOf({ streams, summary, uploaded, exit, interrupted }: Delivery): FileStreamRequest {
  const files: NonNullable<FileStreamRequest['files']> = {};
  for (const stream of STREAM_NAMES) {
    const { offset, lines: content } = streams?.[stream] ?? {};
    if (content) files[STREAM_FILES[stream]] = { offset: offset!, content };
  }
  if (summary !== undefined) files[SUMMARY_FILE] = { offset: 0, content: [summary] };
  return {
    ...((streams ?? summary ?? exit) !== undefined && { files }),
    ...(uploaded && { uploaded }),
    ...(exit !== undefined && { complete: true, exitcode: exit }),
    ...(interrupted !== undefined && { interrupted: interrupted / 1000 }),
  };
}

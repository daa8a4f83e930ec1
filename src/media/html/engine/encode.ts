import { formatLine, type HtmlFileJson, type HtmlJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { HtmlItem } from '../html';

/** Makes a file of each document. */
export async function encodeHtml(part: MediaPart<HtmlItem>): Promise<Encoded> {
  const files = await Promise.all(
    part.items.map(({ html }) => mediaFile(part, 'html', 'html', new Blob([html], { type: 'text/html' }))),
  );
  const values = files.map(({ file, sha256 }): HtmlFileJson => ({
    _type: 'html-file',
    sha256,
    size: file.bytes.byteLength,
    path: file.path,
  }));
  const list: HtmlJson = { _type: 'html', count: values.length, html: values };
  return { json: formatLine(part.many ? list : values[0]), files: files.map(({ file }) => file) };
}

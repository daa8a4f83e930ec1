import { formatLine, type MarkdownFileJson, type MarkdownJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { MarkdownItem } from '../markdown';

/** Makes a file of each text. */
export async function encodeMarkdown(part: MediaPart<MarkdownItem>): Promise<Encoded> {
  const made = await Promise.all(
    part.items.map(async ({ markdown, caption }) => {
      const blob = new Blob([markdown], { type: 'text/markdown' });
      const { file, sha256 } = await mediaFile(part, 'markdown', 'md', blob);
      const { path, bytes } = file;
      const json: MarkdownFileJson = { _type: 'markdown-file', sha256, size: bytes.byteLength, path, caption };
      return { json, file };
    }),
  );
  const values = made.map(({ json }) => json);
  const list: MarkdownJson = { _type: 'markdown', count: values.length, markdown: values };
  return { json: formatLine(part.many ? list : values[0]), files: made.map(({ file }) => file) };
}

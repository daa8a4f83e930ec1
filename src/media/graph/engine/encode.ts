import { formatLine, type GraphFileJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { GraphItem } from '../content';

/** Makes a file of a graph. A list of graphs is a list of values, so there is one. */
export async function encodeGraph(part: MediaPart<GraphItem>): Promise<Encoded> {
  const blob = new Blob([part.items[0]!.json], { type: 'application/json' });
  const { file, sha256 } = await mediaFile(part, 'graph', 'graph.json', blob);
  const json: GraphFileJson = { _type: 'graph-file', sha256, size: file.bytes.byteLength, path: file.path };
  return { json: formatLine(json), files: [file] };
}

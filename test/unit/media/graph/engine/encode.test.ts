import { expect, it } from 'vitest';
import { encodeGraph } from '../../../../../src/media/graph/engine/encode';

it('makes a file of a graph, named by its key, its step and its bytes', async () => {
  const json = '{"format":"keras","nodes":[],"edges":[]}';
  const part = { kind: 'graph', key: 'net/model', step: 3, many: false, items: [{ json }] };
  const { json: said, files } = await encodeGraph(part);
  const [file] = files;
  expect(file).toMatchObject({ path: expect.stringMatching(/^media\/graph\/net\/model_3_[0-9a-f]{20}\.graph\.json$/) });
  expect(file!.type).toBe('application/json');
  expect(JSON.parse(said)).toMatchObject({ _type: 'graph-file', size: json.length, path: file!.path });
});

import { formatLine, parseJson, type PlotlyFileJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded, Encoder } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import { isFigure, type FrozenFigure } from '../figure';

/** Makes a file of a figure. A list of figures is a list of values, so there is one. */
export const encodePlotly: Encoder<FrozenFigure> = async (part: MediaPart<FrozenFigure>): Promise<Encoded> => {
  const blob = new Blob([figureText(part.items[0]!)], { type: 'application/json' });
  const { file, sha256 } = await mediaFile(part, 'plotly', 'plotly.json', blob);
  const json: PlotlyFileJson = { _type: 'plotly-file', sha256, size: file.bytes.byteLength, path: file.path };
  return { json: formatLine(json), files: [file] };
};

/** @throws TypeError when the JSON is of something else than a figure. */
function figureText({ json, arrays, token }: FrozenFigure): string {
  const figure = parse(json, (_key, value) => {
    if (token === '' || typeof value !== 'string' || !value.startsWith(token)) return value;
    return Array.from(arrays[Number(value.slice(token.length + 1))]!, Number);
  });
  if (!isFigure(figure)) throw new TypeError('the JSON of a figure must be { data, layout }, data a list of traces');
  return token === '' ? json : JSON.stringify(figure);
}

function parse(json: string, reviver: (key: string, value: unknown) => unknown): unknown {
  try {
    return parseJson(json, reviver);
  } catch {
    throw new TypeError('the text of a figure must be JSON');
  }
}

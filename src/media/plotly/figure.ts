import { makeRunId, stringify, typeTagOf } from '../../wire/index';

/** What Plotly draws: traces, and how they are laid out. */
export interface Figure {
  /** Its traces, such as `{ type: 'bar', y: [1, 2] }`. */
  data: readonly object[];
  /** Titles, axes and the like. Default: Plotly's. */
  layout?: object;
  /** Of an animation. Default: none. */
  frames?: readonly object[] | null;
}

/** JSON of a figure whose typed arrays stand beside it: `token:0` is the first of them. */
export interface FrozenFigure {
  json: string;
  arrays: ArrayLike<number | bigint>[];
  token: string;
}

/** Also an element that Plotly has drawn in, which has both as properties. */
export function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null) return false;
  const { data, layout } = value as { data?: unknown; layout?: unknown };
  return Array.isArray(data) && data.every(isObject) && (layout === undefined || layout === null || isObject(layout));
}

/**
 * A figure as it is now. Lists of numbers are mostly typed arrays, which are copied and moved to the worker: to write
 * them as JSON takes a hundred times as long.
 */
export function freezeFigure({ data, layout, frames }: Figure): FrozenFigure {
  const token = makeRunId(20);
  const arrays: FrozenFigure['arrays'] = [];
  const json = stringify({ data, layout: layout ?? {}, ...(Array.isArray(frames) && { frames }) }, (_key, value) => {
    if (typeof value === 'bigint') return Number(value);
    if (!ArrayBuffer.isView(value) || typeTagOf(value) === 'DataView') return value;
    // Its own copy: that of a view keeps only what is in view.
    arrays.push((value as unknown as Float64Array).slice());
    return `${token}:${arrays.length - 1}`;
  });
  return { json, arrays, token };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

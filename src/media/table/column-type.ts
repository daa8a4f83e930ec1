import type { Row } from '../../wire/index';
import { LIST, MEDIA, type CellType } from './cell';

/** The kinds of media that W&B's client has types of; a file that names another one it cannot read. */
const OF_WANDB = new Set(['audio', 'html', 'image', 'object3D', 'video']);

/** The type of a column, as W&B writes it beside the rows (`wandb/sdk/data_types/_dtypes.py`): null goes with each. */
export function typeJson(type: CellType): Row {
  return { wb_type: 'union', params: { allowed_types: [{ wb_type: 'none' }, plainJson(type)] } };
}

function plainJson(type: CellType): Row {
  if (type.startsWith(LIST)) return { wb_type: 'list', params: { element_type: typeJson(type.slice(LIST.length)) } };
  if (type.startsWith(MEDIA)) {
    const kind = type.slice(MEDIA.length);
    return { wb_type: OF_WANDB.has(kind) ? `${kind}-file` : 'any' };
  }
  if (type === 'none') return { wb_type: 'unknown' };
  return { wb_type: ['number', 'string', 'boolean', 'timestamp'].includes(type) ? type : 'any' };
}

import type { Chart } from '../../../../src/media/table/chart';
import { encode } from '../../../../src/values/index';
import type { Row } from '../../../../src/wire/index';
import { placeFor } from '../../values/place';

/** What the config of a run comes to say of a plot that is logged as `k`. */
export function described(chart: Chart): Row | undefined {
  let said: Row | undefined;
  void encode(chart, { ...placeFor(), addSingleton: (_type, _key, value) => void (said = value) });
  return said;
}

import {
  clientSection,
  formatLine,
  type LineValue,
  type Row,
  decodeDefinitions,
  encodeDefinitions,
} from '../../wire/index';
import { parseExactRow, restoreIntegers } from './exact-line';

/**
 * The config of a run after one of its writers has sent its own: what each has set stays, for it knows nothing of the
 * others. Of the machines that the run has run on (`e`) there is one for each writer.
 */
export function withWriterConfig(stored: string, sent: string): string {
  const [before, now] = [parseExactRow(stored), parseExactRow(sent)];
  const [known, said] = [clientSection(before), clientSection(now)];
  const client: Row = { ...known, ...said };
  if ('e' in known || 'e' in said) client['e'] = { ...Object(known['e']), ...Object(said['e']) } as Row;
  if ('m' in known) client['m'] = withDefinitions(known['m']!, said['m']);
  return restoreIntegers(formatLine({ ...before, ...now, _wandb: { value: client } }));
}

/** All definitions of metrics: they refer to each other by their place in the list. */
function withDefinitions(known: LineValue, said: LineValue | undefined): LineValue {
  const now = decodeDefinitions(said);
  const others = decodeDefinitions(known).filter(({ name }) => !now.some((definition) => definition.name === name));
  return others.length === 0 ? (said ?? []) : encodeDefinitions([...others, ...now]);
}

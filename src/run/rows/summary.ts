import {
  aggregateBy,
  foldRow,
  formatLine,
  parseLineExactly,
  ruledDefinition,
  valueAt,
  type Aggregate,
  type MetricDefinition,
  type Row,
} from '../../wire/index';
import { isPending, type Fragment } from '../../values/index';
import { textOf } from '../../link/pending-row';
import type { Metrics } from './metrics';
import type { OpenRow } from './open-row';

/**
 * What the run comes to: the last value of each key, unless it was set by hand. What the server gets is folded from the
 * lines by `outbox/deliverables/parcel.ts`; this is the page's own view of it, parsed only when somebody looks.
 */
export class Summary {
  readonly #plain: Row;
  readonly #texts = new Map<string, string>();
  /** The fragment that each key had last: one that is read late must not replace a later value. */
  readonly #latest = new Map<string, Fragment>();
  #pinned: Row = {};
  readonly #metrics: Metrics;
  /** The metrics whose definitions say more than "the last value". */
  readonly #ruled: Row = {};
  readonly #counts: { [path: string]: number } = {};
  /** Made anew when there are other definitions, not for each row. */
  #rules: { of: MetricDefinition[]; aggregate: Aggregate | undefined } | null = null;

  constructor(before: Row, metrics: Metrics) {
    this.#plain = { ...before };
    this.#metrics = metrics;
    if (metrics.definitions.length > 0) this.#ruled = structuredClone(before);
  }

  get pinned(): Row {
    return this.#pinned;
  }

  note({ plain, fragments }: OpenRow): void {
    Object.assign(this.#plain, plain);
    if (this.#metrics.definitions.length > 0) this.#aggregate(plain);
    if (this.#latest.size > 0) {
      for (const key of Object.keys(plain)) {
        this.#texts.delete(key);
        this.#latest.delete(key);
      }
    }
    for (const [key, fragment] of fragments) this.#noteFragment(key, fragment);
  }

  pin(values: Row): void {
    this.#pinned = { ...this.#pinned, ...values };
  }

  read(): Row {
    const row = foldRow({}, this.#plain);
    for (const [key, text] of this.#texts) foldRow(row, { [key]: parseLineExactly(text) });
    return foldRow(this.#withRules(row), this.#pinned);
  }

  #aggregate(row: Row): void {
    const { definitions } = this.#metrics;
    if (this.#rules?.of !== definitions)
      this.#rules = { of: definitions, aggregate: aggregateBy(definitions, this.#counts) };
    if (this.#rules.aggregate) foldRow(this.#ruled, row, this.#rules.aggregate);
  }

  /** The summary with what the rules keep in the place of the last values. */
  #withRules(row: Row): Row {
    const { definitions } = this.#metrics;
    if (definitions.length === 0) return row;
    return foldRow({}, row, (path) =>
      ruledDefinition(path, definitions) ? { keep: valueAt(this.#ruled, path) } : null,
    );
  }

  #noteFragment(key: string, fragment: Fragment): void {
    this.#latest.set(key, fragment);
    if (isPending(fragment)) {
      void fragment.settled.then(
        // To count a large array would take time that the page has given to the worker.
        (draft) =>
          draft !== null &&
          this.#latest.get(key) === fragment &&
          this.#noteFragment(
            key,
            textOf(draft, () => null),
          ),
      );
      return;
    }
    if (this.#metrics.definitions.length > 0) this.#aggregate({ [key]: parseLineExactly(fragment) });
    const before = this.#texts.get(key);
    // Nested objects merge leaf by leaf.
    const merges = fragment.startsWith('{') && before?.startsWith('{');
    this.#texts.set(
      key,
      merges
        ? formatLine(foldRow({ value: parseLineExactly(before!) }, { value: parseLineExactly(fragment) })['value'])
        : fragment,
    );
  }
}

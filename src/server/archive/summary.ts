import { aggregateBy, foldLine, foldRow, formatLine, parseRowExactly, type Row } from '../../wire/index';
import type { ArchivedRun } from './header';

/** The summary of a run as the rows of an archive leave it, laid over what the server has. */
export class ImportedSummary {
  readonly #summary: Row;
  readonly #pinned: Row;
  readonly #aggregate;

  constructor(stored: string, { summary, pinned, counts, record }: ArchivedRun) {
    this.#summary = foldRow(parseRowExactly(stored), summary);
    this.#pinned = pinned;
    this.#aggregate = aggregateBy(record.metrics, { ...counts });
  }

  /** Takes in a row. */
  add(line: string): void {
    foldLine(this.#summary, line, this.#aggregate);
  }

  get line(): string {
    return formatLine(foldRow(structuredClone(this.#summary), this.#pinned));
  }
}

import type { ProblemCode } from '../../wire/index';

/** Says each kind of trouble once on the console; `run.status()` has all of it. A library is a guest there. */
export class Complaints {
  readonly #said = new Set<string>();

  say(code: ProblemCode, sentence: string): void {
    if (this.#said.has(code)) return;
    this.#said.add(code);
    // oxlint-disable-next-line no-console -- the only place that speaks to the host's console
    console.warn(`spoor: ${sentence} (${code}; said once, run.status() counts)`);
  }
}

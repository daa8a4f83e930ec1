import type { SeenRow } from './witness';

const KEY = 'spoor-demo-unheard';

/** Told twice, a row has the same id. */
export type ToldRow = SeenRow & { id: string };

/**
 * Hands each row that was logged to the script that runs this page, if one does. While a page is being left, a script
 * hears no more of it, so what it has not confirmed waits in localStorage for the next page to tell.
 */
export class Testimony {
  readonly #page = Math.random().toString(36).slice(2);
  readonly #unheard = new Map<string, ToldRow>();
  #isLeaving = false;
  #told = 0;

  constructor() {
    if (!window.spoorDemoRow) return;
    window.addEventListener('pagehide', () => {
      this.#isLeaving = true;
      this.#keep();
    });
    for (const row of JSON.parse(localStorage.getItem(KEY) ?? '[]') as ToldRow[]) this.#tell(row);
    localStorage.removeItem(KEY);
  }

  tell(row: SeenRow): void {
    if (window.spoorDemoRow) this.#tell({ ...row, id: `${this.#page}-${this.#told++}` });
  }

  #tell(row: ToldRow): void {
    this.#unheard.set(row.id, row);
    if (this.#isLeaving) this.#keep();
    else void window.spoorDemoRow?.(row).then(() => this.#unheard.delete(row.id));
  }

  #keep(): void {
    localStorage.setItem(KEY, JSON.stringify([...this.#unheard.values()]));
  }
}

import { fromProblem, type Answer, type RunRecord } from '../wire/index';
import type { EngineEvent } from '../thread/contract';

/** Asks the page for tokens: they come from the caller's own function, and are never kept in the worker's journal. */
export class TokenRequests {
  readonly #emit: (event: EngineEvent) => void;
  readonly #waiting = new Map<number, (answer: Answer<string>) => void>();
  #requests = 0;

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  /**
   * Asks the asker, such as the writer of a run, for a token for `record`, which may be another run that it delivers.
   */
  ask(to: string, { entity, project, id: runId }: RunRecord): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = ++this.#requests;
      this.#waiting.set(request, (token) => (token.ok ? resolve(token.value) : reject(fromProblem(token.problem))));
      this.#emit({ type: 'token', to, request, entity, project, runId });
    });
  }

  answer(request: number, token: Answer<string>): void {
    this.#waiting.get(request)?.(token);
    this.#waiting.delete(request);
  }
}

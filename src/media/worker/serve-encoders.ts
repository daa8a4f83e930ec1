import { expose, transfer, type Endpoint } from 'comlink';
import { isSpoorError, messageOf, toProblem, type Problem } from '../../wire/index';
import { answering } from '../../thread/answer';
import { transferablesOf, type MediaPart } from '../../thread/draft';
import type { Encoded, Encoder } from '../engine/encoder';

/** What an encoder has made, and the problem of each item that it could not encode, or had to change. */
export interface Encoding {
  encoded: Encoded | null;
  failures: Problem[];
}

/** What a worker of encoders does for its page. */
export interface EncodingService {
  /** Answers when the worker is there. */
  ping(): Promise<void>;
  encode(part: MediaPart<never>): Promise<Encoding>;
}

/** Encodes for a page: the worker's end, or that of the page's own thread where it got no worker. */
export function serveEncoders(encoders: { [kind: string]: Encoder<never> }, endpoint: Endpoint): void {
  const service: EncodingService = {
    ping: async () => undefined,
    async encode(part) {
      const failures: Encoding['failures'] = [];
      const encoded = await encoders[part.kind]!(part, (error) =>
        failures.push(isSpoorError(error) ? toProblem(error) : { code: 'unreadable-media', message: messageOf(error) }),
      );
      return transfer({ encoded, failures }, transferablesOf(encoded?.files));
    },
  };
  expose(answering(service), endpoint);
}

import { expose, transfer, type Endpoint } from 'comlink';
import type { Problem } from '../../wire/index';
import { answering } from '../../thread/answer';
import { transferablesOf, type MediaPart } from '../../thread/draft';
import type { Encoded, Encoder } from '../engine/encoder';
import { mediaProblem } from '../engine/media-problem';

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
      const report = (error: unknown) => void failures.push(mediaProblem(error));
      const encoded = await encoders[part.kind]!(part, report).catch((error: unknown) => {
        report(error);
        return null;
      });
      return { encoded, failures };
    },
  };
  const { ping, encode } = answering(service);
  expose(
    {
      ping,
      // The answer as a whole is what comlink looks at: files are moved to the page, which has no time to copy them.
      async encode(part: MediaPart<never>) {
        const told = await encode(part);
        return transfer(told, transferablesOf(told));
      },
    },
    endpoint,
  );
}

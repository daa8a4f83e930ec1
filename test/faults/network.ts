import type { Fault, FaultPlan } from '../support/proxy';
import type { Random } from './random';

const HTML = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** What a network, or a server in trouble, may do to one request. Names are those of the report. */
export const NETWORK_FAULTS = {
  refused: () => ({ kind: 'refuse' }),
  delayed: (random) => ({ kind: 'delay', ms: random.between(20, 700) }),
  'reset in mid-body': (random) => ({ kind: 'reset-request', bytes: random.between(1, 30_000) }),
  'stored, answer dropped': () => ({ kind: 'drop-answer' }),
  doubled: () => ({ kind: 'twice' }),
  'half an answer': () => ({ kind: 'half-answer' }),
  'answered 401': () => ({ kind: 'answer', status: 401, headers: JSON_TYPE, body: '{"errors":[{"message":"no"}]}' }),
  'answered 404': () => ({
    kind: 'answer',
    status: 404,
    headers: JSON_TYPE,
    body: '{"errors":[{"message":"no such run"}]}',
  }),
  'answered 408': () => ({ kind: 'answer', status: 408 }),
  'answered 413': () => ({ kind: 'answer', status: 413 }),
  'answered 429': (random) => ({
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': String(random.between(0, 1)) },
  }),
  'answered 500': () => ({ kind: 'answer', status: 500, headers: HTML, body: '<h1>Internal Server Error</h1>' }),
  'answered 502': () => ({ kind: 'answer', status: 502, headers: HTML, body: '<h1>Bad Gateway</h1>' }),
  'answered 503': () => ({ kind: 'answer', status: 503 }),
  'wrong JSON': (random) => ({
    kind: 'answer',
    status: 200,
    headers: JSON_TYPE,
    body: random.pick(['null', '[]', '"ok"', '{"data":', '']),
  }),
  'captive portal': () => ({
    kind: 'answer',
    status: 200,
    headers: HTML,
    body: '<!doctype html><p>Sign in to the hotel',
  }),
} satisfies Record<string, (random: Random) => Fault>;

export type NetworkFault = keyof typeof NETWORK_FAULTS;

/** Which requests a fault waits for. */
export type Aim = 'rows' | 'anything';

const ROWS = /\/file_stream$/;
const MANY_ROWS_BYTES = 3_000;

interface Waiting {
  name: NetworkFault;
  fault: Fault;
  aim: Aim;
}

/** Plays faults on the next requests that they are aimed at, one each, and counts those that struck. */
export class Network {
  #waiting: Waiting[] = [];
  readonly #struck: (name: NetworkFault) => void;

  constructor(struck: (name: NetworkFault) => void) {
    this.#struck = struck;
  }

  expect(name: NetworkFault, aim: Aim, random: Random): void {
    this.#waiting.push({ name, fault: NETWORK_FAULTS[name](random), aim });
  }

  heal(): void {
    this.#waiting = [];
  }

  readonly plan: FaultPlan = ({ path, method, headers }) => {
    const mayStrike = ({ name, aim }: Waiting) => {
      // A config or a summary that is refused as too large is dropped, and said so; what is to be found too large here
      // are many rows, which are halved.
      if (name === 'answered 413') return ROWS.test(path) && Number(headers['content-length']) > MANY_ROWS_BYTES;
      // An upload is answered with nothing: there wrong JSON would say that it is stored.
      if (name === 'wrong JSON' && method === 'PUT') return false;
      return ROWS.test(path) || (aim === 'anything' && method !== 'GET');
    };
    const at = this.#waiting.findIndex(mayStrike);
    if (at < 0) return null;
    const [{ name, fault }] = this.#waiting.splice(at, 1) as [Waiting];
    this.#struck(name);
    return fault;
  };
}

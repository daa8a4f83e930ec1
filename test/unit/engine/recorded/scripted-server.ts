import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the recording has it; a body that is not short stands for itself by its hash. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: { [name: string]: string };
  body?: unknown;
}

/** What the server has of a run: the answer to RunResumeStatus. */
export type KnownRun = { [field: string]: unknown };

/** The rest of the headers is the transport's own. */
const KEPT_HEADERS = ['authorization', 'content-type', 'content-encoding', 'x-upload', 'cookie'];

const LONGEST_BODY = 6_000;

/** A server of the W&B protocol that only knows what a scenario says, and notes all that it hears, in order. */
export class ScriptedServer {
  readonly heard: RecordedRequest[] = [];
  /** By the id of the run. */
  readonly known = new Map<string, KnownRun>();
  /** What it knows of a run as soon as that is made. */
  readonly knownOnceMade = new Map<string, KnownRun>();
  /** The status of an answer that is a refusal; null for the usual one. */
  refuse: (request: RecordedRequest, bytes: number) => number | null = () => null;
  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const heard = record(request, body);
      this.heard.push(heard);
      const status = this.refuse(heard, body.length) ?? 200;
      const headers = { 'content-type': 'application/json', 'spoor-app-nonce': 'a-nonce' };
      response.writeHead(status, headers).end(JSON.stringify(this.#answer(request, body.toString())));
    });
  });

  readonly #address: string;

  /** @param address by which clients know it. */
  constructor(address: string) {
    this.#address = address;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ url = '', method }: IncomingMessage, body: string): unknown {
    if (url.endsWith('/api/page-token')) return { token: 'a-page-token', expiresAt: 2e12 };
    if (!url.endsWith('/graphql') || method !== 'POST') return {};
    const { operationName, variables } = JSON.parse(body) as { operationName: string; variables: KnownRun };
    const name = String(variables['name']);
    const made = operationName === 'UpsertBucket' ? this.knownOnceMade.get(name) : undefined;
    if (made) this.known.set(name, made);
    return { data: this.#results(variables)[operationName] };
  }

  #results(variables: KnownRun): { [operation: string]: unknown } {
    const { name, project, entity, displayName, files } = variables;
    const owner = { id: 'E1', name: entity ?? 'ann' };
    const bucket = { id: `id-of-${String(name)}`, name, displayName: displayName ?? 'calm-lake-1' };
    const known = this.known.get(String(name));
    return {
      UpsertBucket: {
        upsertBucket: { inserted: true, bucket: { ...bucket, project: { name: project, entity: owner } } },
      },
      RunResumeStatus: {
        model: { id: 'P1', name: project, entity: owner, bucket: known ? { ...bucket, ...known } : null },
      },
      RewindRun: { rewindRun: { rewoundRun: { id: 'id' } } },
      RunHistory: {
        model: { bucket: { historyKeys: { lastStep: 1 }, history: ['{"a":1,"_step":0}', '{"a":2,"_step":1}'] } },
      },
      NotifyScriptableRunAlert: { notifyScriptableRunAlert: { success: true } },
      CreateRunFiles: {
        createRunFiles: {
          runID: 'id',
          uploadHeaders: ['X-Upload: allowed'],
          files: (files as string[] | undefined)?.map((path) => ({
            name: path,
            uploadUrl: `${this.#address}/upload/${encodeURIComponent(path)}`,
          })),
        },
      },
    };
  }
}

function record({ method = '', url = '', headers }: IncomingMessage, bytes: Buffer): RecordedRequest {
  const kept = KEPT_HEADERS.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]);
  const request = { method, path: url, headers: Object.fromEntries(kept) as RecordedRequest['headers'] };
  return bytes.length > 0 ? { ...request, body: readable(bytes) } : request;
}

/** The body as JSON where that says every byte of it, else as text or by its hash. */
function readable(bytes: Buffer): unknown {
  if (bytes.length > LONGEST_BODY)
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const text = bytes.toString();
  try {
    const json: unknown = JSON.parse(text);
    return JSON.stringify(json) === text ? json : text;
  } catch {
    return text;
  }
}

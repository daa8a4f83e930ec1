import { spawn, type Connection } from './spawn';

interface Shared {
  connection: Promise<Connection>;
  /** How many runs use it. */
  users: number;
}

const shared = new Map<string, Shared>();

/**
 * The connection of this page to its engine: one for each `workerUrl`, started when it is first needed and again after
 * it failed.
 */
export function connect(
  workerUrl: string | URL | undefined,
  onRefused: Parameters<typeof spawn>[1],
): Promise<Connection> {
  const name = String(workerUrl ?? '');
  const known = shared.get(name);
  if (known) {
    known.users++;
    return known.connection;
  }
  const fresh: Shared = { connection: spawn(workerUrl, onRefused), users: 1 };
  shared.set(name, fresh);
  const forget = () => {
    if (shared.get(name) === fresh) shared.delete(name);
  };
  fresh.connection.then(({ failure, terminate }) => {
    failure.catch(() => {
      forget();
      terminate();
    });
  }, forget);
  return fresh.connection;
}

/**
 * Says that a run needs the connection no longer; without any the worker ends, but for one whose memory is the journal.
 */
export async function disconnect(connection: Connection): Promise<void> {
  for (const [name, entry] of shared) {
    const open = await entry.connection.catch(() => null);
    if (open !== connection || --entry.users > 0 || open.storage === 'memory') continue;
    shared.delete(name);
    connection.terminate();
  }
}

import { spawn, type Connection } from './spawn';

const connections = new Map<string, Promise<Connection>>();

/** The connection of this page to its engine: one for each `workerUrl`, started when it is first needed and again after it failed. */
export function connect(workerUrl: string | URL | undefined, onRefused: Parameters<typeof spawn>[1]): Promise<Connection> {
  const name = String(workerUrl ?? '');
  const known = connections.get(name);
  if (known) return known;
  const connection = spawn(workerUrl, onRefused);
  connections.set(name, connection);
  const forget = () => connections.delete(name);
  connection.then(({ failure, terminate }) => {
    failure.catch(() => {
      forget();
      terminate();
    });
  }, forget);
  return connection;
}

import type { Context } from 'hono';
import { formatLine } from '../../wire/index';
import { entityOf } from '../access/caller';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { requireOwner } from './authenticate';
import type { Env } from './env';

const BEAT_MS = 15_000;
/** A listener that is so far behind is let go; its EventSource comes back by itself and asks anew. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** `GET /api/live`: server-sent events about the runs of a project, or about one run. */
export function liveEvents(c: Context<Env>, site: Site): Response {
  requireOwner(c, site);
  const { entity, project, run } = c.req.query();
  if (!project) throw new Refusal(400, 'Say which project: /api/live?project=name.');
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true;
        const close = () => {
          stop();
          controller.close();
        };
        const send = (text: string) => {
          if (!open) return;
          if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text));
          stop();
          c.env.outgoing.destroy();
        };
        const sendEvent = (name: string, data: unknown) => send(`event: ${name}\ndata: ${formatLine(data)}\n\n`);
        const unlisten = site.live.listen({
          entity: entityOf({ kind: 'owner' }, entity),
          project,
          run: run ?? null,
          onRun: (change) => sendEvent('run', change),
          onDeleted: (run) => sendEvent('deleted', run),
          onLines: (change) => sendEvent('lines', change),
          onConsole: (change) => sendEvent('console', change),
        });
        const beat = setInterval(() => send(': beat\n\n'), BEAT_MS);
        stop = () => {
          open = false;
          unlisten();
          clearInterval(beat);
          site.closing.removeEventListener('abort', close);
        };
        site.closing.addEventListener('abort', close);
        send('retry: 1000\n\n');
      },
      cancel: () => stop(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_BUFFERED_BYTES }),
  );
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
}

import { formatLine, isSpoorError } from '../../wire/index';
import type { Site } from '../site';
import { refusalOf } from '../trouble/refusal';

/** An answer that may hold NaN and infinities; it is read by `parseLine`. */
export function lineAnswer(value: unknown): Response {
  return new Response(formatLine(value), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}

/** A refusal in the shape that W&B's clients read. */
export function refuse(status: number, message: string): Response {
  return Response.json({ errors: [{ message }] }, { status });
}

/** Answers whatever a handler has thrown; what nobody foresaw is reported and not shown. */
export function answerError(error: unknown, { health, report }: Pick<Site, 'health' | 'report'>): Response {
  const refusal = refusalOf(error);
  if (refusal) return refuse(refusal.status, refusal.message);
  if (isSpoorError(error)) return refuse(400, error.message);
  const trouble = health.blame(error);
  if (trouble) return refuse(trouble.status, trouble.message);
  report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return refuse(500, 'The server failed on this request; its log says why. Try again.');
}

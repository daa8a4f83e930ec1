import type { Fault, FaultPlan } from './proxy';

/** Everything that may go wrong with a request, each as likely; nothing goes wrong with most. */
export function randomFaults(random: () => number, share: number): FaultPlan {
  const answer = (status: number): Fault => ({
    kind: 'answer',
    status,
    headers: { 'retry-after': random() < 0.5 ? '0' : '1' },
  });
  const faults: (() => Fault)[] = [
    () => ({ kind: 'refuse' }),
    () => ({ kind: 'drop-answer' }),
    () => ({ kind: 'half-answer' }),
    () => ({ kind: 'twice' }),
    () => ({ kind: 'delay', ms: random() * 300 }),
    () => ({ kind: 'reset-request', bytes: random() * 4_000 }),
    () => answer(500),
    () => answer(503),
    () => answer(429),
  ];
  return () => (random() < share ? faults[Math.floor(random() * faults.length)]!() : null);
}

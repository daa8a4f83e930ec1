import { isPending, type Fragment, type Place } from '../../../src/values/index';
import type { Draft } from '../../../src/thread/draft';
import type { ProblemCode } from '../../../src/wire/index';

export interface Dropped {
  reason: ProblemCode;
  key: string;
  detail: string;
}

/** A place in a row that notes what is dropped there. */
export function placeFor(key = 'k', step = 7): Place & { dropped: Dropped[] } {
  const dropped: Dropped[] = [];
  return { key, step, dropped, drop: (reason, at, detail) => void dropped.push({ reason, key: at, detail }) };
}

/** What a fragment becomes when all of it is there. */
export async function settled(fragment: Fragment | undefined): Promise<Draft | null | undefined> {
  return fragment !== undefined && isPending(fragment) ? fragment.settled : fragment;
}

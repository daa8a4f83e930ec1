import type { UrgentAlerts } from '../../wire/index';
import { useStoredState } from '../stored/use-stored-state';

type ReadUntil = Record<string, number>;

/** Which alerts of a project's runs the person at this browser has read: all until a moment, for each run. */
export function useReadAlerts(
  entity: string,
  project: string,
): {
  unreadOf: (run: string, urgent: UrgentAlerts | null) => UrgentAlerts | null;
  markRead: (run: string, at: number) => void;
} {
  const [until, keep] = useStoredState<ReadUntil>(`alerts-read:${entity}/${project}`, {}, isReadUntil);
  return {
    unreadOf: (run, urgent) => (urgent && urgent.at > (until[run] ?? -Infinity) ? urgent : null),
    markRead: (run, at) => keep({ ...until, [run]: at }),
  };
}

function isReadUntil(value: unknown): value is ReadUntil {
  return typeof value === 'object' && value !== null && Object.values(value).every((at) => typeof at === 'number');
}

import type { UrgentAlerts } from '../../wire/index';
import { countOf } from '../format/number';

/** Says in a list that a run has alerts that nobody here has read. */
export function AlertBadge({ urgent: { count, level, title } }: { urgent: UrgentAlerts }) {
  return (
    <span
      class={`tag ${level === 'ERROR' ? 'tag-bad' : 'tag-warning'}`}
      title={`${countOf(count, 'alert')}, the last: ${title}`}
    >
      <span aria-hidden="true">! </span>
      {countOf(count, 'alert')}
    </span>
  );
}

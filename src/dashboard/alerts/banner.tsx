import type { UrgentAlerts } from '../../wire/index';
import { formatAgo } from '../format/moment';
import { countOf } from '../format/number';
import { useNow } from '../live/use-now';

interface BannerProps {
  urgent: UrgentAlerts;
  /** Shows the log, where they can be read. */
  onRead: () => void;
  onDismiss: () => void;
}

/** The last alert of a run, until somebody has read it. */
export function AlertBanner({ urgent: { count, level, title, at }, onRead, onDismiss }: BannerProps) {
  const now = useNow(1000);
  return (
    <p class={`alert-banner alert-${level === 'ERROR' ? 'bad' : 'warning'}`} role="status">
      <span class="alert-title">
        <b>{level === 'ERROR' ? 'Error' : 'Warning'}:</b> {title}
      </span>
      <span class="alert-about">
        {formatAgo(at, now)}
        {count > 1 && `, ${countOf(count, 'alert')} in all`}
      </span>
      <button type="button" class="link-button" onClick={onRead}>
        Read in the log
      </button>
      <button type="button" class="link-button" onClick={onDismiss}>
        Mark as read
      </button>
    </p>
  );
}

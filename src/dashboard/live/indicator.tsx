import type { LiveState } from '../source/live';

const WORDS: Record<LiveState, { label: string; title: string }> = {
  connecting: { label: 'Connecting', title: 'Opening the stream of live changes' },
  live: { label: 'Live', title: 'Changes appear as they happen' },
  waiting: { label: 'Reconnecting', title: 'The connection broke; what is missing will be fetched when it is back' },
  paused: { label: 'Paused', title: 'Live changes pause while this page is out of sight' },
};

/** Says how the live connection is. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const { label, title } = WORDS[state];
  return (
    <span class={`live live-${state}`} role="status" title={title}>
      <span class="live-dot" aria-hidden="true" />
      {label}
    </span>
  );
}

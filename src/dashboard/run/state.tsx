import type { RunState } from '../../wire/index';

const WORDS: Record<RunState, string> = {
  pending: 'Pending',
  running: 'Running',
  preempting: 'Preempting',
  finished: 'Finished',
  failed: 'Failed',
  killed: 'Killed',
  preempted: 'Preempted',
  interrupted: 'Interrupted',
  crashed: 'Crashed',
};

const MEANING: Record<RunState, string> = {
  pending: 'Nobody has started it yet',
  running: 'Heartbeats come in',
  preempting: 'It runs, and has said that its machine is about to be taken away',
  finished: 'The run said that it was done',
  failed: 'The run ended with an error',
  killed: 'The run was asked to stop, and ended before it was done',
  preempted: 'Its machine was taken away before it was done',
  interrupted: 'Nothing is heard of its page: it was closed, sleeps or is offline. The run may still go on.',
  crashed: 'Nothing was heard for a week',
};

/** The state of a run: a dot that has a shape of its own for each state, and the word. */
export function StateBadge({ state, wordless = false }: { state: RunState; wordless?: boolean }) {
  return (
    <span class={`state state-${state}`} title={`${WORDS[state]}: ${MEANING[state]}`}>
      <span class="state-dot" aria-hidden="true" />
      <span class={wordless ? 'visually-hidden' : undefined}>{WORDS[state]}</span>
    </span>
  );
}

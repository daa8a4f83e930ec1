import { useEffect, useState } from 'preact/hooks';
import { STATES_AT_WORK } from '../../wire/index';
import { messageOf } from '../format/message';
import { useSource } from '../source/context';
import type { Run } from '../source/run';
import type { RunPath } from '../source/source';

type Stage = { name: 'idle' | 'sure?' | 'asking' | 'asked' } | { name: 'failed'; why: string };

/** Asks a running run to stop, after a second click: a run of hours is not ended by a slip of the hand. */
export function StopButton({ run, path }: { run: Run; path: RunPath }) {
  const source = useSource();
  const [stage, setStage] = useState<Stage>({ name: run.stopAsked ? 'asked' : 'idle' });
  useEffect(() => {
    if (stage.name !== 'sure?') return undefined;
    const timer = setTimeout(() => setStage({ name: 'idle' }), 5000);
    return () => clearTimeout(timer);
  }, [stage]);
  if (!STATES_AT_WORK.includes(run.state)) return null;

  const stop = () => {
    if (stage.name !== 'sure?') return setStage({ name: 'sure?' });
    setStage({ name: 'asking' });
    source.stop(path).then(
      () => setStage({ name: 'asked' }),
      (error: unknown) => setStage({ name: 'failed', why: messageOf(error) }),
    );
  };
  return (
    <span class="stop">
      <span role="status" class="card-note">
        {stage.name === 'asked' && 'Asked to stop; its page hears of it with what it sends next'}
        {stage.name === 'failed' && stage.why}
      </span>
      {stage.name !== 'asked' && (
        <button
          type="button"
          class={`button button-small${stage.name === 'sure?' ? ' button-danger' : ''}`}
          disabled={stage.name === 'asking'}
          onClick={stop}
        >
          {stage.name === 'sure?' ? 'Really stop it?' : 'Stop run'}
        </button>
      )}
    </span>
  );
}

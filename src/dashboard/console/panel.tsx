import { useEffect, useMemo, useState } from 'preact/hooks';
import { messageOf } from '../format/message';
import { countOf, formatCount } from '../format/number';
import { copyText } from '../shell/copy-text';
import { Filter } from '../shell/filter';
import { Notice } from '../shell/notice';
import { saveBlob } from '../shell/save-button';
import { MOST_LINES, type ConsoleStore } from './console-store';
import { ConsoleLines } from './lines';
import { findLines, textOf } from './search';
import { useConsole } from './use-console';

/** For so long the page says what it has done. */
const SAID_MS = 4000;

/** What a run printed, to follow, search and take away. */
export function ConsolePanel({ store, name }: { store: ConsoleStore; name: string }) {
  const version = useConsole(store);
  const [text, setText] = useState('');
  const [errorsOnly, setErrorsOnly] = useState(false);
  const [follow, setFollow] = useState(true);
  const [said, setSaid] = useState('');
  const [searching, setSearching] = useState(false);
  const isSearch = text.trim() !== '' || errorsOnly;
  const { lineCount } = store;
  // A search needs all lines; what is held is found meanwhile.
  useEffect(() => {
    if (!isSearch) return undefined;
    let isLatest = true;
    setSearching(true);
    void store.want(store.first, lineCount).finally(() => isLatest && setSearching(false));
    return () => {
      isLatest = false;
    };
  }, [store, isSearch, lineCount, store.epoch]);
  const found = useMemo(() => findLines(store, { text, errorsOnly }), [store, text, errorsOnly, version]);

  if (lineCount === 0) return <NoLines />;
  const take = async (to: (text: string) => Promise<unknown> | void, done: string) => {
    setSaid('Loading all lines …');
    await store.want(store.first, store.lineCount);
    if (store.error !== undefined) return setSaid(messageOf(store.error));
    const numbers =
      findLines(store, { text, errorsOnly }) ??
      Array.from({ length: store.lineCount - store.first }, (_, index) => store.first + index);
    await to(textOf(numbers.map((number) => store.line(number))));
    setSaid(done);
    setTimeout(() => setSaid(''), SAID_MS);
  };
  const act = (to: (text: string) => Promise<unknown> | void, done: string) =>
    void take(to, done).catch((error: unknown) => setSaid(messageOf(error)));
  return (
    <>
      <div class="tools">
        <Filter label="Search the console" value={text} onInput={setText} />
        <label class="check">
          <input
            type="checkbox"
            checked={errorsOnly}
            onChange={(event) => setErrorsOnly(event.currentTarget.checked)}
          />
          Errors only
        </label>
        <label class="check" title="Keep the last line in view">
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.currentTarget.checked)} />
          Follow
        </label>
        <button type="button" class="button" onClick={() => act(copyText, 'Copied')}>
          Copy
        </button>
        <button
          type="button"
          class="button"
          onClick={() => act((all) => saveBlob(`${name}.log`, new Blob([all], { type: 'text/plain' })), 'Downloaded')}
        >
          Download
        </button>
        <span class="tools-note" role="status">
          {said ||
            (found ? `${formatCount(found.length)} of ${countOf(lineCount, 'line')}` : countOf(lineCount, 'line'))}
          {!said && found && searching && ' so far'}
          {lineCount > MOST_LINES && `, the last ${formatCount(MOST_LINES)} here`}
        </span>
      </div>
      {store.error !== undefined && (
        <p class="notice-inline" role="alert">
          {messageOf(store.error)}{' '}
          <button type="button" class="link-button" onClick={() => store.catchUp(lineCount)}>
            Try again
          </button>
        </p>
      )}
      {found?.length === 0 ? (
        <Notice
          title={
            searching
              ? 'Searching …'
              : errorsOnly && text.trim() === ''
                ? 'No errors printed'
                : 'No line holds this text'
          }
        />
      ) : (
        <ConsoleLines
          store={store}
          found={found}
          wanted={text}
          follow={follow}
          onFollow={setFollow}
          version={version}
        />
      )}
    </>
  );
}

function NoLines() {
  return (
    <Notice title="Nothing printed">
      <p>
        A page sends what it prints when it is asked to: <code>{'init({ settings: { console: true } })'}</code>. W&B’s
        Python client does so by itself.
      </p>
    </Notice>
  );
}

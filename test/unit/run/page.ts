import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { FakeLocks } from '../outbox/locks';
import { fakeLocalStorage } from './local-storage';

/** What `init` looks for in a page. The engine itself runs in this thread: the last rung of the ladder. */
export function enterPage(): void {
  forgetPage();
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('localStorage', fakeLocalStorage());
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  vi.stubGlobal('location', new URL('http://127.0.0.1:9/index.html'));
  vi.stubGlobal('indexedDB', new IDBFactory());
}

/** The page before is gone, with what was open in it. */
export function forgetPage(): void {
  (globalThis as { [place: symbol]: Set<unknown> | undefined })[Symbol.for('spoor.open-runs')]?.clear();
}

import type { Endpoint } from 'comlink';
import { typeTagOf } from '../wire/index';

/**
 * Two ends of a channel within one thread, for calls between page and engine where there is no worker. Not a
 * MessageChannel: WebKit loses messages of those when the page goes into the back/forward cache, and a call whose
 * message is lost is never answered (WebKitGTK 2.50.6: 19 of 160 returns hung by that; without ports none).
 */
export function localChannel(): [Endpoint, Endpoint] {
  const ends: [End, End] = [new End(), new End()];
  ends[0].peer = ends[1];
  ends[1].peer = ends[0];
  return ends;
}

class End extends EventTarget implements Endpoint {
  peer!: End;

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    // As between threads: what one end does to an object afterwards, the other does not see. Bytes are copied: where
    // the page has the `structuredClone` of core-js, as all pages with tf.min.js do, a view of bytes that are moved
    // arrives empty.
    const data: unknown = structuredClone(message, {
      transfer: transfer.filter((part) => typeTagOf(part) !== 'ArrayBuffer'),
    });
    queueMicrotask(() => this.peer.dispatchEvent(new MessageEvent('message', { data })));
  }
}

/**
 * The tag of the Background Sync that a page asks for while it owes rows, and of a periodic one that an app may
 * register.
 */
export const SYNC_TAG = 'spoor-deliver';

/** The `type` of the message by which a page that goes away hands its run over to the service worker. */
export const FAREWELL = 'spoor-farewell';

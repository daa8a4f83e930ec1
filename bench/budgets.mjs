/**
 * What each thing may cost. CONTRIBUTING.md says why; `npm test` holds the size, the others are read by people, for
 * times differ between machines: beside each stands what the limit was where it was set.
 */
export const BUDGETS = {
  /** Of a row with five scalars on the page's thread. */
  logMicroseconds: 2,
  logWhere: '0.6',
  /** By which training is slower with every batch logged. */
  trainingPercent: 3,
  /** Of the longest task that a logged picture, clip or cloud adds to the page's thread. */
  mediaMilliseconds: 8,
  /** Rows a second into IndexedDB. */
  journalRows: 300_000,
  journalWhere: '600,000',
  /** Rows a second from `log()` to the server's disk. */
  deliveryRows: 60_000,
  deliveryWhere: '90,000 to 165,000',
  /** Of dist/spoor.iife.js, its worker inside, gzip. */
  scriptTagBytes: 44_000,
};

/**
 * @param {string} budget @param {string} where what the limit was there @param {string} here how much of the limit is
 * reached now
 */
export const ofTheLimit = (budget, where, here) =>
  `budget ${budget}, set where the limit was ${where}; here ${here} the limit`;

/** What each thing may cost. CONTRIBUTING.md says why; `npm test` holds the size, the others are read by people, for times differ between machines. */
export const BUDGETS = {
  /** Of a row with five scalars on the page's thread. */
  logMicroseconds: 2,
  /** By which training is slower with every batch logged. */
  trainingPercent: 3,
  /** Rows a second into IndexedDB. */
  journalRows: 300_000,
  /** Rows a second from `log()` to the server's disk. */
  deliveryRows: 60_000,
  /** Of dist/spoor.iife.js, its worker inside, gzip. */
  scriptTagBytes: 42_000,
};

/** What Spoor asks of a page. The last three are missing where a page is only imitated, as in Jest's jsdom. */
const NEEDED = ['window', 'document', 'structuredClone', 'TextEncoder', 'fetch'];

/** Why nothing can be kept here; null in a page. */
export function whyNotHere(): string | null {
  const missing = NEEDED.find((name) => !(name in globalThis));
  return missing === undefined
    ? null
    : `Nothing is kept: Spoor works in a browser's page, and "${missing}" is missing here. Post the values to the page, or choose mode "disabled".`;
}

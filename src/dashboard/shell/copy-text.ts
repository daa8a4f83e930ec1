/**
 * Puts a string on the clipboard.
 *
 * @throws Error, in words for the person at the page, when the browser does not let us.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http, from another machine, there is no `navigator.clipboard`.
    if (!copyBySelection(text)) throw new Error('Could not copy: select the text');
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  document.body.append(field);
  field.select();
  try {
    // Deprecated, yet nothing else copies without a secure context.
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

import type { VersionChoice } from '../store/port/store';
import { Refusal } from '../trouble/refusal';

const LONGEST = 128;

/** `collection:alias`, `collection:v3` or `collection:digest`; without a colon, the latest. */
export function splitName(name: string): { collection: string; choice: VersionChoice } {
  const colon = name.indexOf(':');
  if (colon === -1) return { collection: name, choice: { named: 'latest' } };
  return { collection: name.slice(0, colon), choice: choiceOf(name.slice(colon + 1)) };
}

/** What follows the colon: `v3` is a version, anything else an alias or a digest. */
export function choiceOf(text: string): VersionChoice {
  const [, digits] = /^v(\d{1,9})$/.exec(text) ?? [];
  return digits === undefined ? { named: text } : { version: Number(digits) };
}

/**
 * Checks the name of a collection, a type or an alias: they are parts of addresses and of names with colons in them.
 *
 * @throws Refusal 400, with a sentence that says what is allowed.
 */
export function checkLabel(kind: 'artifact' | 'artifact type' | 'alias' | 'tag', text: string): string {
  const fault =
    text.trim() === ''
      ? 'is empty'
      : text.length > LONGEST
        ? `is longer than ${LONGEST} characters`
        : /[/:\u0000-\u001f\u007f]/.test(text)
          ? 'has one of / : or a control character'
          : kind === 'alias' && 'version' in choiceOf(text)
            ? 'looks like a version, which the server gives'
            : null;
  if (fault) throw new Refusal(400, `The ${kind} ${JSON.stringify(text.slice(0, 42))} ${fault}; choose another.`);
  return text;
}

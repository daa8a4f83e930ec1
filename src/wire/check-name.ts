import { SpoorError } from './problem';

/**
 * W&B forbids these in run ids and project names (`wandb/sdk/wandb_settings.py`), but for half a surrogate pair, which
 * no address can hold.
 */
const FORBIDDEN = /[/\\#?%:\p{Cc}\p{Cs}]/u;

/** First path segments that the server keeps for itself; no entity may have such a name. */
export const RESERVED_NAMES: readonly string[] = [
  'api',
  'app',
  'artifactsV2',
  'assets',
  'downloads',
  'files',
  'graphql',
  'oidc',
  'sdk',
  'uploads',
];

/** The entity of a run whose user names none: the embedded server has one user. */
export const DEFAULT_ENTITY = 'local';

const LONGEST = { entity: 128, project: 128, 'run id': 128, 'sweep id': 128 } as const;

/**
 * Checks a name that becomes a part of an address.
 *
 * @throws SpoorError `bad-name`, with a sentence that says what is allowed.
 */
export function checkName(kind: keyof typeof LONGEST, name: string): string {
  const fault =
    typeof name !== 'string'
      ? 'is not a string'
      : name.trim() === ''
        ? 'is empty'
        : name === '.' || name === '..'
          ? 'is a path'
          : name.length > LONGEST[kind]
            ? `is longer than ${LONGEST[kind]} characters`
            : FORBIDDEN.test(name)
              ? 'has one of / \\ # ? % : or a control or broken character'
              : kind === 'entity' && RESERVED_NAMES.includes(name)
                ? 'is kept for the server'
                : null;
  if (fault)
    throw new SpoorError('bad-name', `The ${kind} ${JSON.stringify(name)?.slice(0, 42)} ${fault}; choose another.`);
  return name;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A run id as W&B makes them: eight characters of `[a-z0-9]`, from the platform's random source. */
export function makeRunId(length = 8): string {
  let id = '';
  while (id.length < length) {
    // 252 is the largest multiple of 36 in a byte: above it the first letters would come up more often.
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 252 && id.length < length) id += ALPHABET[byte % 36];
    }
  }
  return id;
}

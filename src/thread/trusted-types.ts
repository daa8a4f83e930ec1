/** TypeScript's library has no Trusted Types. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
const inline = new Map<string, string>();

/** The address of a worker of this text: one for all its workers in the page, since each address keeps its text. */
export function inlineUrl(source: string): string {
  const known = inline.get(source) ?? URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  inline.set(source, known);
  return known;
}

/**
 * The address of a worker as a page with Trusted Types takes it: through the policy `spoor`, which lets through the
 * inline workers and files of the page's own origin. Where there are no Trusted Types, or the page's
 * Content-Security-Policy does not name `spoor`, it stays as it is: the page may have a policy of its own, or ask for
 * none.
 */
export function trusted(url: string | URL): string | URL {
  try {
    policy ??= (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes!.createPolicy('spoor', {
      createScriptURL: onlyOurs,
    });
    return policy.createScriptURL(String(url)) as string;
  } catch {
    return url;
  }
}

function onlyOurs(url: string): string {
  const { href } = new URL(url, location.href);
  if ([...inline.values()].includes(href) || href.startsWith(`${location.origin}/`)) return href;
  throw new TypeError('A worker of another origin.');
}

import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { refuse } from './answer';
import { sessionCookie } from './authenticate';
import { readText } from './body';
import type { Env } from './env';
import { escapeHtml, isForPerson, noticePage, PAGE_HEADERS } from './notice-page';

export const LOGIN_PATH = '/api/login';

const MONTH_S = 30 * 24 * 3600;
const MAX_BODY_BYTES = 10_000;

/** How it went when somebody gave a key: `in`, or why not. */
type Outcome = 'in' | 'missing' | 'wrong' | 'too-often';

/**
 * Logs the browser in, when the key is right: also where many wrong ones came before. Any page of the web can make a
 * browser send those, and behind a proxy all have one address, so that the owner would be locked out. Takes as long for
 * any wrong key as for another.
 */
export function tryKey(c: Context<Env>, site: Site, key: string): Outcome {
  if (!site.credentials.isKey(key.trim())) {
    const peer = c.env.incoming.socket.remoteAddress ?? '';
    if (site.wrongKeys.wait(peer, site.now()) > 0) return 'too-often';
    site.wrongKeys.note(peer, site.now());
    return 'wrong';
  }
  setCookie(c, sessionCookie(site), site.credentials.session, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: MONTH_S,
    secure: site.address.isSecure,
  });
  c.header('Cache-Control', 'no-store');
  return 'in';
}

/**
 * `POST /api/login`: the form of `loginPage`. Only our own page may send it, so that nobody can log a browser in from
 * elsewhere.
 */
export async function logIn(c: Context<Env>, site: Site): Promise<Response> {
  if (!site.address.isOwnOrigin(c.req.header('origin'), c.req.header('host')))
    throw new Refusal(403, 'Only the login page of this server can log a browser in.');
  const fields = new URLSearchParams(await readText(c.env.incoming, MAX_BODY_BYTES));
  const target = localPath(fields.get('to') ?? '/');
  const outcome = tryKey(c, site, fields.get('key') ?? '');
  return outcome === 'in' ? c.redirect(target, 303) : loginPage(c, site, outcome, target);
}

const SAID: Record<Exclude<Outcome, 'in'>, { status: 401 | 429; title: string; says: string }> = {
  missing: { status: 401, title: 'You are not logged in', says: '' },
  wrong: { status: 401, title: 'This key is wrong or old', says: 'The server does not know this key.' },
  'too-often': {
    status: 429,
    title: 'Too many wrong keys',
    says: 'Too many wrong keys came from your address: wait a minute.',
  },
};

const WAY_IN =
  'The address that `spoor serve` printed when it started has the key in it: opening it logs a browser in. The key is also in the file `key` of the data folder.';

/** What who is not logged in gets: a field for the key. */
export function loginPage(c: Context<Env>, site: Site, outcome: Exclude<Outcome, 'in'>, target: string): Response {
  const { status, title, says } = SAID[outcome];
  const wait = site.wrongKeys.wait(c.env.incoming.socket.remoteAddress ?? '', site.now());
  const headers: Record<string, string> = wait > 0 ? { 'Retry-After': String(Math.ceil(wait / 1000)) } : {};
  if (!isForPerson(c)) {
    const answer = refuse(status, `${title}. ${WAY_IN}`);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return answer;
  }
  const box = 'font: inherit; box-sizing: border-box; min-height: 2.75rem; padding: 0.25rem 0.75rem';
  const html = `${says && `<p role="alert" id="problem">${says}</p>`}
<form method="post" action="${LOGIN_PATH}">
<p><label for="key">Key of this server</label><br>
<input id="key" name="key" type="password" required autofocus autocomplete="current-password" spellcheck="false" aria-describedby="${says && 'problem '}help" style="${box}; width: 100%"></p>
<input type="hidden" name="to" value="${escapeHtml(target)}">
<p><button style="${box}">Log in</button></p>
</form>
<p id="help">${WAY_IN.replace(/`([^`]*)`/g, '<code>$1</code>')}</p>`;
  const policy = PAGE_HEADERS['Content-Security-Policy'].replace("form-action 'none'", "form-action 'self'");
  return noticePage(status, title, html, { ...headers, 'Content-Security-Policy': policy });
}

/** A path of this server and no other: what a browser reads as an address elsewhere becomes the start page. */
export function localPath(text: string): string {
  const base = 'http://spoor.invalid';
  if (!URL.canParse(text, base)) return '/';
  const { origin, pathname, search } = new URL(text, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}

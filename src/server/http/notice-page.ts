import type { Context } from 'hono';
import type { Env } from './env';

/** The headers of every page that the server itself makes or has with it. */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Whether a person is to see the answer, in the window of a browser; programs get JSON. */
export function isForPerson(c: Context<Env>): boolean {
  const destination = c.req.header('sec-fetch-dest');
  if (destination !== undefined) return ['document', 'iframe', 'frame'].includes(destination);
  return (c.req.header('accept') ?? '').includes('text/html');
}

/** A page that says one thing. `html` is put into it as it is. */
export function noticePage(
  status: number,
  title: string,
  html: string,
  headers: Record<string, string> = {},
): Response {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>Spoor: ${title}</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<main>
<h1 style="font-size: 1.4em">${title}</h1>
${html}
</main>
`;
  return new Response(page, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...PAGE_HEADERS, ...headers },
  });
}

/** A string as it can stand in HTML, between tags or in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

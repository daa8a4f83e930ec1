import { useMemo } from 'preact/hooks';

/**
 * A stranger's document, in a frame that may do nothing: no scripts, no forms, no windows, an origin of its own.
 *
 * It is given to the frame as `srcdoc`, not by its address at the server. So it cannot have looser rules than the page
 * around it, whose Content-Security-Policy it inherits and narrows by its own; the page needs no `frame-src`, which
 * would let a document lead its frame to pages of the server; the server goes on answering run files as nothing but
 * bytes; and runs that are kept in this browser, where there is no server, are shown in the same way.
 */
export function DocumentFrame({ html, title }: { html: string; title: string }) {
  const framed = useMemo(() => frameable(html), [html]);
  return (
    <iframe key={framed} class="document-frame" sandbox="" srcdoc={framed} title={title} referrerpolicy="no-referrer" />
  );
}

/** Whether a document has something that the frame leaves out and a reader would miss. */
export function hasScripts(html: string): boolean {
  return /<script/i.test(html);
}

/**
 * Inline styles and pictures in the document itself are all that it may load. A link goes to a new window, which the
 * sandbox refuses: the document stays in its place. The browser must not ask for the names of linked servers either.
 */
const HEAD = `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta http-equiv="x-dns-prefetch-control" content="off"><base target="_blank">`;

/**
 * What cannot work in the frame. The sandbox and the policy hold without this, but for one thing: no policy keeps
 * `<link rel="preconnect">` from reaching a server. For the rest it spares the console their complaints: each document
 * of W&B's client links to a style sheet of wandb.ai. A `<template>` may become a shadow tree with links of its own.
 */
const USELESS = 'script, link, meta, base, iframe, frame, object, embed, portal, fencedframe, template';

/** The document as the frame gets it. */
export function frameable(html: string): string {
  let text = html;
  // Text that is written out and read again may have other elements than before, so this ends when none are left.
  for (let round = 0; round < 10; round++) {
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    const useless = parsed.querySelectorAll(USELESS);
    const aimed = parsed.querySelectorAll('[target]');
    if (round > 0 && useless.length + aimed.length === 0) return HEAD + text;
    for (const element of useless) element.remove();
    for (const element of aimed) element.removeAttribute('target');
    text = parsed.documentElement.outerHTML;
  }
  return `${HEAD}<p>This document changes each time it is read, so it is not shown.`;
}

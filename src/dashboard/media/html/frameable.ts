/** Inline styles, and pictures in the document itself, are all that it may load. Nor are linked servers looked up. */
const HEAD = `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta http-equiv="x-dns-prefetch-control" content="off">
`;

/**
 * A document as a frame without permissions gets it. The frame and the policy hold off what runs and loads; this is
 * for the rest, in the text, because to parse it here would have the page's own policy complain of what is in it.
 *
 * - No policy keeps `<link rel="preconnect">` from reaching a server, and each document of W&B's client links to a
 *   style sheet of wandb.ai. A `basefont` stands at the same places, and does nothing.
 * - A link would lead the frame away from its document. In a new window, which the frame may not open, it does nothing;
 *   the first `target` of an element counts.
 * - Chromium connects to the server of a frame within the frame before the policy refuses it. An empty one has none.
 */
export function frameable(html: string): string {
  const still = html
    .replace(/<(?:link|base)(?=[\s/>])/gi, '<basefont')
    .replace(/<(i?frame)(?=[\s/>])/gi, '<$1 srcdoc="" src="about:blank"')
    .replace(/<(a|area)(?=[\s/>])/gi, '<$1 target="_blank"');
  return HEAD + still;
}

/** Whether a document has scripts, which a reader may miss. */
export function hasScripts(html: string): boolean {
  return /<script[\s/>]/i.test(html);
}

import type { DOMPurify } from 'dompurify';
import { useEffect, useRef, useState } from 'preact/hooks';

/** A longer text is shown as it is: to read it as Markdown could take a minute. */
const MOST_CHARACTERS = 1_000_000;

/** A stranger's Markdown, in the page itself: cleaned of all that runs, loads, or passes for the dashboard. */
export function MarkdownText({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [isPlain, setPlain] = useState(false);
  useEffect(() => {
    let isOver = false;
    setPlain(false);
    render(text).then(
      (content) => {
        if (!isOver) box.current?.replaceChildren(content);
      },
      () => {
        if (!isOver) setPlain(true);
      },
    );
    return () => {
      isOver = true;
    };
  }, [text]);
  if (isPlain) return <pre class="markdown markdown-plain">{text}</pre>;
  return <div ref={box} class="markdown" tabIndex={0} />;
}

async function render(text: string): Promise<DocumentFragment> {
  if (text.length > MOST_CHARACTERS) throw new RangeError('too long');
  const [{ marked }, { default: createPurifier }] = await Promise.all([import('marked'), import('dompurify')]);
  const html = await marked.parse(text, { gfm: true, async: true });
  const purifier = createPurifier(window);
  purifier.addHook('afterSanitizeAttributes', (node) => contain(node as Element));
  return purifier.sanitize(html, CLEAN);
}

const FORBIDDEN_TAGS =
  'style form button textarea select option optgroup datalist fieldset dialog marquee ' +
  'audio video source track picture map area';

/**
 * Without styles, classes and names nothing of it can lie over the dashboard or pass for a part of it. Only a `src`
 * and an `href` are left of what can have an address, and {@link contain} sees each of them.
 */
const CLEAN = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: FORBIDDEN_TAGS.split(' '),
  FORBID_ATTR: [
    'style',
    'class',
    'id',
    'name',
    'srcset',
    'sizes',
    'background',
    'poster',
    'cite',
    'usemap',
    'tabindex',
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Parameters<DOMPurify['sanitize']>[1];

/** Links lead out of the dashboard, in a tab of their own; pictures are in the text itself; a box is a task's. */
function contain(element: Element): void {
  switch (element.localName) {
    case 'a': {
      const href = element.getAttribute('href') ?? '';
      element.removeAttribute('href');
      if (!/^(https?|mailto):/i.test(href)) break;
      element.setAttribute('href', href);
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer');
      break;
    }
    case 'img': {
      if (/^data:image\//i.test(element.getAttribute('src') ?? '')) break;
      const name = element.getAttribute('alt') || 'a picture';
      element.replaceWith(`[${name}: it is elsewhere, so it is not loaded]`);
      break;
    }
    case 'input':
      if (element.getAttribute('type') !== 'checkbox') element.remove();
      element.setAttribute('disabled', '');
      break;
    default:
      element.removeAttribute('src');
      element.removeAttribute('href');
  }
}

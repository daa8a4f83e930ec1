const KEPT = new Set(
  (
    'b i em strong s del ins u mark small sub sup kbd samp var code q br hr p div span blockquote pre details summary ' +
    'ul ol li dl dt dd table thead tbody tr th td h1 h2 h3 h4 h5 h6'
  ).split(' '),
);

/**
 * HTML that stands in Markdown, with tags that only format and without their attributes. Other tags and comments are
 * left out, and whatever `<` is then left is text. It is done in the text: to parse HTML of a stranger, even aside, has
 * the page's own policy complain of what is in it.
 */
export function plainTags(html: string): string {
  return html.replace(
    /<!--[^]*?-->|<(\/?)([a-z][a-z0-9-]*)(?:[\s/][^<>]*)?>|</gi,
    (all, slash: string, name?: string) => {
      if (name === undefined) return all === '<' ? '&lt;' : '';
      return KEPT.has(name.toLowerCase()) ? `<${slash}${name}>` : '';
    },
  );
}

const FORMATS = /^(br|b|strong|i|em|u|s|sub|sup|span)$/i;

/** A style of which no part can be an address, or be put together later: Plotly fills `%{…}` with data. */
const STYLE = /^\s+style=(["'])(?!.*url)[\w\s:;#,.-]*\1\s*$/i;

/**
 * A label as Plotly may have it. Plotly reads some HTML in labels: of that formats are kept, links lose their address,
 * and any other `<` becomes text, for in a template data may follow it that makes a tag of it.
 */
export function plainText(text: string): string {
  return text.replace(/<(\/?)([a-z]+)(?:([\s/][^<>]*))?>|</gi, (all, slash: string, name?: string, rest = '') => {
    if (name === undefined || !FORMATS.test(name)) return /^<\/?a\b/i.test(all) ? '' : all.replace('<', '&lt;');
    return `<${slash}${name}${STYLE.test(String(rest)) ? rest : ''}>`;
  });
}

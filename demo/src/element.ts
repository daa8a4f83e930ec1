/** The element of the page with this id, which must be of the given kind. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} "${id}".`);
  return found;
}

export function setText(id: string, text: string): void {
  const found = element(id, HTMLElement);
  // The same text again would be read aloud again.
  if (found.textContent !== text) found.textContent = text;
}

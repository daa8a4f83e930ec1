/**
 * Node 20 has no localStorage: texts by name, whose names are its own keys, as in a browser; it may be small, full or
 * forbidden.
 */
export function fakeLocalStorage({ isFull = false, isForbidden = false, room = Infinity } = {}): Storage {
  const methods = {
    getItem: (name: string) => items[name] ?? null,
    setItem: (name: string, text: string) => {
      if (isFull || text.length > room) throw new DOMException('full', 'QuotaExceededError');
      items[name] = text;
    },
    removeItem: (name: string) => void delete items[name],
  };
  const items = Object.create(methods) as Record<string, string>;
  if (!isForbidden) return items as unknown as Storage;
  const forbid = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  return new Proxy(items, { get: forbid, ownKeys: forbid }) as unknown as Storage;
}

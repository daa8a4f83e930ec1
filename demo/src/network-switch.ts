/**
 * The switch between Spoor and its server. The page reaches the server only through a proxy that `npm start` runs
 * beside it; when it is cut, the proxy resets every connection but those for the page's own files. Nothing in the page
 * or in Spoor knows of it.
 */
export interface ProxyState {
  cut: boolean;
  /** Where the server itself is, whose dashboard stays in reach while the page is cut off. */
  server: string;
}

/** The state of the proxy, or null when the page does not come through one, or has no network at all. */
export async function proxyState(): Promise<ProxyState | null> {
  return ask('/~proxy/', 'GET').catch(() => null);
}

export async function cutOff(cut: boolean): Promise<ProxyState | null> {
  return ask(cut ? '/~proxy/cut' : '/~proxy/mend', 'POST');
}

async function ask(path: string, method: string): Promise<ProxyState | null> {
  const answer = await fetch(path, { method });
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return null;
  return (await answer.json()) as ProxyState;
}

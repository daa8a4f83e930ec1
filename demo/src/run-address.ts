/**
 * The page's address carries the id of the run, so a reload, a crash, and a browser that restores its tabs all find the
 * run again.
 */
export function runIdInAddress(): string | null {
  return new URL(location.href).searchParams.get('run');
}

export function putRunIdInAddress(id: string | null): void {
  const url = new URL(location.href);
  if (id === null) url.searchParams.delete('run');
  else url.searchParams.set('run', id);
  history.replaceState(null, '', url);
}

/** `?backend=webgl` trains on the graphics processor. */
export function backendInAddress(): 'cpu' | 'webgl' {
  return new URL(location.href).searchParams.get('backend') === 'webgl' ? 'webgl' : 'cpu';
}

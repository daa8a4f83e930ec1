import type { Run, RunStatus } from 'spoor';
import { element, setText } from './element';

const LINKS: Record<RunStatus['link'], string> = {
  connecting: 'looking for the server',
  online: 'online',
  waiting: 'out of reach, trying again',
  refused: 'refused by the server',
  offline: 'offline on purpose',
};

const WORKERS = { url: 'a worker of its own', inline: 'a worker from inside the library', page: 'this page' } as const;

/** Shows where the run's rows are: given to Spoor, on this disk, on the server's. */
export function showStatus(run: Run): void {
  const status = run.status();
  for (const stage of ['logged', 'journaled', 'acknowledged'] as const) {
    setText(`${stage}-count`, status[stage].toLocaleString('en'));
    const meter = element(`${stage}-meter`, HTMLProgressElement);
    meter.max = Math.max(1, status.logged);
    meter.value = status[stage];
  }
  const dropped = Object.entries(status.dropped);
  setText(
    'dropped',
    dropped.length === 0 ? 'none' : dropped.map(([reason, count]) => `${count} × ${reason}`).join(', '),
  );

  const link = element('link-state', HTMLElement);
  link.dataset['link'] = status.link;
  const seconds = status.retryAt === null ? 0 : Math.ceil((status.retryAt - Date.now()) / 1000);
  setText('link-state', LINKS[status.link] + (status.link === 'waiting' && seconds > 0 ? ` in ${seconds} s` : ''));
  setText('journal-place', status.storage === 'memory' ? 'memory: lost with the page' : 'IndexedDB');
  setText('worker-place', WORKERS[status.worker ?? 'page']);
}

/** Shows the way to the run's page on the dashboard, once the server has said where it is. */
export function showRunLink(run: Run, server: string | null): void {
  setText('run-name', run.name ?? run.id);
  if (!run.url) return;
  const link = element('dashboard-link', HTMLAnchorElement);
  // The page's own way to the server can be cut; the dashboard is better reached directly.
  link.href = server === null ? run.url : server + new URL(run.url).pathname;
  link.removeAttribute('aria-disabled');
}

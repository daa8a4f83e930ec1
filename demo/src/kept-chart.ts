import type { LossChart } from './chart';

/** Lets the chart survive a reload. After a crash it begins anew, where the run is resumed. */
export function keepChart(chart: LossChart, runId: string): void {
  const key = `spoor-demo-chart-${runId}`;
  const kept = sessionStorage.getItem(key);
  if (kept) chart.restore(kept);
  sessionStorage.removeItem(key);
  window.addEventListener('pagehide', () => sessionStorage.setItem(key, chart.save()));
}

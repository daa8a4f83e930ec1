import type { LossChart } from './chart';
import { runIdInAddress } from './run-address';

/** Lets the chart of a run survive a reload. After a crash it begins anew, where the run is resumed. */
export function keepChart(chart: LossChart): void {
  const key = () => `spoor-demo-chart-${runIdInAddress()}`;
  const kept = sessionStorage.getItem(key());
  if (kept) chart.restore(kept);
  sessionStorage.removeItem(key());
  window.addEventListener('pagehide', () => {
    if (runIdInAddress() !== null) sessionStorage.setItem(key(), chart.save());
  });
}

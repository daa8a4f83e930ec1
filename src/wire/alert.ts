/** How serious an alert is. */
export type AlertLevel = 'INFO' | 'WARN' | 'ERROR';

/** What a run has to say to people, now. */
export interface Alert {
  /** At most 64 characters, as W&B's server takes them. */
  title: string;
  text: string;
  level: AlertLevel;
  /** For so long after it another alert of this title is not sent; milliseconds. */
  waitDuration: number;
  /** Unix time in milliseconds. */
  at: number;
}

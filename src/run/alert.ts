import { SpoorError, type Alert, type AlertLevel } from '../wire/index';

/** What `run.alert` takes. */
export interface AlertOptions {
  /** What has happened; 1 to 64 characters. */
  title: string;
  /** What there is to say about it. Default: nothing. */
  text?: string;
  /** How serious it is. Default `INFO`. */
  level?: AlertLevel;
  /** For so long no other alert of this title is sent, also across reloads; milliseconds, default 60,000. */
  waitDuration?: number;
}

const LEVELS: readonly string[] = ['INFO', 'WARN', 'ERROR'] satisfies AlertLevel[];

/**
 * Checks what was passed to `alert`.
 *
 * @throws SpoorError `bad-option`.
 */
export function readAlert({ title, text = '', level = 'INFO', waitDuration = 60_000 }: AlertOptions): Alert {
  const refuse = (sentence: string) => new SpoorError('bad-option', sentence);
  if (typeof title !== 'string' || title.length < 1 || title.length > 64) {
    throw refuse("An alert has a title of 1 to 64 characters: run.alert({ title: 'Loss is NaN' }).");
  }
  if (typeof text !== 'string') throw refuse('The text of an alert is a text.');
  if (!LEVELS.includes(level)) throw refuse(`The level of an alert is "INFO", "WARN" or "ERROR", not ${JSON.stringify(level)}.`);
  if (typeof waitDuration !== 'number' || !(waitDuration >= 0)) throw refuse('waitDuration is a time in milliseconds.');
  return { title, text, level, waitDuration, at: Date.now() };
}

/** Lets through one alert of a title for each wait: a loop may call for one with every row. */
export class AlertGate {
  readonly #open = new Map<string, number>();

  passes({ title, at, waitDuration }: Alert): boolean {
    if (at < (this.#open.get(title) ?? 0)) return false;
    this.#open.set(title, at + waitDuration);
    return true;
  }
}

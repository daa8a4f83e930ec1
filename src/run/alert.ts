import { steadyTime, wallTime, type Alert, type AlertLevel } from '../wire/index';
import { checkOption, checkOptions, LABEL, oneOf, type OptionRule, type OptionRules, STRING } from '../values/index';

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

const LEVEL = oneOf('INFO', 'WARN', 'ERROR');
const WAIT: OptionRule = { what: 'a time in milliseconds', is: (value) => typeof value === 'number' && value >= 0 };
const OPTIONS: OptionRules<AlertOptions> = { title: null, text: STRING, level: LEVEL, waitDuration: WAIT };

/**
 * Checks what was passed to `alert`.
 *
 * @throws SpoorError `bad-option`.
 */
export function readAlert(options: AlertOptions): Alert {
  checkOptions('alert()', options, OPTIONS);
  const { title, text = '', level = 'INFO', waitDuration = 60_000 } = options;
  checkOption("An alert's title", title, LABEL);
  return { title, text, level, waitDuration, at: wallTime() };
}

/** Lets through one alert of a title for each wait: a loop may call for one with every row. */
export class AlertGate {
  readonly #open = new Map<string, number>();
  readonly #now: () => number;

  /** @param now a clock that nobody sets. */
  constructor(now = steadyTime) {
    this.#now = now;
  }

  passes({ title, waitDuration }: Alert): boolean {
    const now = this.#now();
    if (now < (this.#open.get(title) ?? -Infinity)) return false;
    this.#open.set(title, now + waitDuration);
    return true;
  }
}

import { element } from './element';

/** Adds a line to the list of what happened. */
export function tell(text: string): void {
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString([], { hour12: false });
  line.append(time, ` ${text}`);
  element('diary', HTMLOListElement).prepend(line);
}

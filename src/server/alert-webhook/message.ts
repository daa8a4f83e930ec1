import { type AlertLevel, runUrl } from '../../wire/index';
import type { OwedAlert } from '../store/port/store';

/** What is posted for an alert. */
export interface AlertMessage {
  /**
   * All of it as people read it, in Slack's mark-up: the one field that its incoming webhooks, and Mattermost's, show.
   */
  text: string;
  level: AlertLevel;
  title: string;
  /** The alert's own text; may be empty. */
  body: string;
  /** The id of the run, and what people call it. */
  run: string;
  runName: string;
  project: string;
  entity: string;
  /** The run on the dashboard. */
  url: string;
  /** ISO 8601, in UTC. */
  createdAt: string;
}

export function messageOf(alert: OwedAlert, baseUrl: string): AlertMessage {
  const { severity: level, title, text: body, run, project, entity, createdAt } = alert;
  const runName = alert.displayName || run;
  const url = runUrl(baseUrl, entity, project, run);
  const text = [`${level}: ${title}`, body, `${runName} (${entity}/${project})`]
    .filter((line) => line !== '')
    .map(escaped);
  return {
    text: [...text, url].join('\n'),
    level,
    title,
    body,
    run,
    runName,
    project,
    entity,
    url,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/**
 * A page writes the words of an alert: in angle brackets they would call everybody of a channel, or hide where a link
 * leads.
 */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

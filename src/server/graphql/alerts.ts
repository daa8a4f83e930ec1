import { entityOf, requireProject } from '../access/caller';
import { findRun } from '../runs/find-run';
import { Refusal } from '../trouble/refusal';
import type { AlertSeverity, ListedRun } from '../store/port/store';
import type { Context, Part } from './context';

const MAX_LISTED = 1000;
const MAX_TITLE_LENGTH = 256;
const MAX_TEXT_LENGTH = 16_384;

interface AlertInput {
  entityName: string;
  projectName: string;
  runName: string;
  title: string;
  text: string;
  severity?: AlertSeverity | null;
  /** In milliseconds. */
  waitDuration?: number | null;
}

/**
 * Keeps an alert. One that follows another with its title before `waitDuration` is over is held back, and `success`
 * says so.
 */
async function notifyScriptableRunAlert(_source: unknown, { input }: { input: AlertInput }, { site, caller }: Context) {
  const { projectName, runName, title, text } = input;
  const entity = entityOf(caller, input.entityName);
  if (title === '' || title.length > MAX_TITLE_LENGTH)
    throw new Refusal(400, `The title of an alert must have 1 to ${MAX_TITLE_LENGTH} characters, not ${title.length}.`);
  if (text.length > MAX_TEXT_LENGTH)
    throw new Refusal(400, `The text of an alert must have at most ${MAX_TEXT_LENGTH} characters, not ${text.length}.`);
  requireProject(caller, entity, projectName);
  const run = await findRun(site.store, { entity, project: projectName, name: runName });
  const alert = { title, text, severity: input.severity ?? 'INFO', createdAt: site.now() };
  return { success: await site.runs.alert(run.id, alert, input.waitDuration ?? 0) };
}

/** What a run calls people's attention to. */
export const alertsPart: Part = {
  sdl: `
    extend type Mutation {
      notifyScriptableRunAlert(input: NotifyScriptableRunAlertInput!): SuccessPayload
    }
    extend type Run {
      alerts: [Alert!]!
      urgentAlerts: UrgentAlerts
    }
    type Alert { title: String! text: String! severity: AlertSeverity! createdAt: DateTime! }
    type UrgentAlerts { count: Int! level: AlertSeverity! title: String! at: DateTime! }
    enum AlertSeverity { INFO WARN ERROR }
    input NotifyScriptableRunAlertInput {
      entityName: String! projectName: String! runName: String! title: String! text: String! severity: AlertSeverity waitDuration: Duration
      clientMutationId: String
    }
  `,
  resolvers: {
    Mutation: { notifyScriptableRunAlert },
    Run: {
      alerts: ({ id }: ListedRun, _args: object, { site }: Context) => site.store.alerts.list(id, MAX_LISTED),
      urgentAlerts: ({ id }: ListedRun, _args: object, { site }: Context) => site.store.alerts.urgent(id),
    },
  },
};

import type { PlayedRuns } from '../../../support/played-runs';
import { graphqlOf, type TestServer } from '../../../support/server';
import { Logger, md5 } from '../../../unit/server/artifacts/log-artifact';
import { formatLine, type Row } from '../../../../src/wire/index';
import { hostilePlots } from './plots';
import { documentsOf, labelOf, NAME, type Host } from './texts';
import { hostileValues } from './values';

/** All names are as hostile as a part of an address may be. */
export const PROJECT = `project ${NAME}`;
export const RUN = `run ${NAME}`;
/** A run of nothing but documents: their frames may say on the console what they were kept from. */
export const DOCUMENTS = `documents ${NAME}`;

/** What pollutes all objects when it is assigned key by key. */
const POLLUTING = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';

/** Stores hostile runs as a client of its own would, by the protocol. Gives the names of their files. */
export async function storeHostileRuns(runs: PlayedRuns, host: Host): Promise<string[]> {
  const label = labelOf(host);
  const { row, files } = hostileValues(host);
  const plots = hostilePlots(host);
  const config = {
    [NAME]: { value: label },
    [label]: { value: { [NAME]: [label, { [NAME]: label }] } },
    _wandb: {
      value: {
        cli_version: label,
        t: { 5: label },
        m: [{ 1: NAME, 5: 2, 6: [NAME] }, { 1: `step ${NAME}` }],
        visualize: plots.visualize,
        [`x/${NAME}`]: { [NAME]: { type: NAME, key: NAME, value: label } },
        'mask/class_labels': { [`image ${NAME}_wandb_delimeter_${NAME}`]: { value: { 1: label } } },
        'bounding_box/class_labels': { [`image ${NAME}_wandb_delimeter_${NAME}`]: { value: { 1: label, 2: NAME } } },
      },
    },
  };
  const fields = {
    displayName: label,
    notes: label,
    description: label,
    tags: [NAME, label],
    groupName: label,
    jobType: label,
    jobProgram: label,
    jobRepo: `javascript:${NAME}`,
    commit: label,
    host: label,
    sweep: NAME,
    config: `{${POLLUTING},${JSON.stringify(config).slice(1)}`,
  };
  await runs.upsert(PROJECT, RUN, fields);
  const all: Record<string, string | Uint8Array<ArrayBuffer>> = {
    ...files,
    ...plots.files,
    [`${NAME}.txt`]: label,
    'index.html': documentsOf(host).join('\n'),
    'javascript:alert(1)': label,
    [`"onmouseover="ran=1" x=".png`]: label,
    [label.slice(0, 900).replaceAll('/', '∕')]: label,
  };
  for (const [name, body] of Object.entries(all)) await runs.upload(PROJECT, RUN, name, body);
  const at = (step: number): Row => ({ _step: step, _runtime: step, _timestamp: 1_700_000_000 + step });
  const polluted = (line: Row) => `{${POLLUTING},${formatLine(line).slice(1)}`;
  await runs.stream(PROJECT, RUN, {
    'wandb-history.jsonl': {
      offset: 0,
      content: [0, 1].map((step) => polluted({ ...row, ...plots.row, ...at(step) })),
    },
    'wandb-summary.json': { offset: 0, content: [polluted({ ...row, ...plots.row, [label]: label })] },
    'wandb-events.jsonl': {
      offset: 0,
      content: [0, 1].map((step) => polluted({ [`system.${NAME}`]: step, 'system.b.<b>': 1, ...at(step) })),
    },
    'output.log': {
      offset: 0,
      content: [
        label,
        `ERROR 2026-01-01T00:00:00.000000 ${label}`,
        `\u001b[31m${label}\u001b[0m \u001b]8;;javascript:${NAME}\u0007link\u001b]8;;\u0007`,
        `2026-01-01T00:00:00 ${NAME}`,
      ].map((line) => `${line}\n`),
    },
  });
  const alert =
    'mutation($input: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $input) { success } }';
  for (const severity of ['INFO', 'WARN', 'ERROR'])
    await runs.graphql(alert, {
      input: {
        entityName: 'local',
        projectName: PROJECT,
        runName: RUN,
        title: `${NAME} ${severity}`,
        text: label,
        severity,
      },
    });
  await logArtifact(runs, host);
  await storeDocuments(runs, host);
  return Object.keys(all);
}

async function logArtifact({ server }: PlayedRuns, host: Host): Promise<void> {
  const logger = new Logger({ graphql: graphqlOf(server.url, server.key) } as TestServer);
  const { id } = await logger.begin(md5(host), {
    projectName: PROJECT,
    runName: RUN,
    artifactTypeName: NAME,
    artifactCollectionName: NAME,
    description: labelOf(host),
    metadata: JSON.stringify({ [NAME]: labelOf(host) }),
    aliases: [{ artifactCollectionName: NAME, alias: NAME }],
  });
  const refs = [`${host}/ref`, `javascript:${NAME}`, `blob:${server.url}/x`, 'data:text/html,<script>ran=1</script>'];
  const entries = refs.map((ref, at) => [`${at} ${NAME}`, { digest: md5(ref), ref, size: 1 }] as const);
  await logger.manifest(id, Object.fromEntries(entries));
  const { status, message } = await logger.commit(id);
  if (status !== 200) throw new Error(message);
}

async function storeDocuments(runs: PlayedRuns, host: Host): Promise<void> {
  const named = documentsOf(host).map((text, at) => [`media/html/${at}.html`, text] as const);
  await runs.upsert(PROJECT, DOCUMENTS);
  for (const [name, text] of named) await runs.upload(PROJECT, DOCUMENTS, name, text);
  const html = named.map(([path]) => ({ _type: 'html-file', path, size: 1 }));
  await runs.log(PROJECT, DOCUMENTS, [{ _step: 0, [NAME]: { _type: 'html', count: html.length, html } }]);
}

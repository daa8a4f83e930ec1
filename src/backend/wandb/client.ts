import {
  type GraphqlAnswer,
  isCount,
  clientSection,
  decodeDefinitions,
  decodeSingletons,
  describeClient,
  DeliveryError,
  fileStreamPath,
  forkPointOf,
  formatLine,
  parseLine,
  parseRow,
  parseRowExactly,
  unwrapConfig,
  wrapConfig,
  type Alert,
  type FileStreamAnswer,
  type FileStreamRequest,
  type Origins,
  type RunIdentity,
  type RunRecord,
} from '../../wire/index';
import {
  CREATE_RUN_FILES,
  NOTIFY_ALERT,
  REWIND_RUN,
  RUN_HISTORY,
  RUN_RESUME_STATUS,
  UPSERT_BUCKET,
  type CreateRunFilesResult,
  type RunHistoryResult,
  type RunResumeStatusResult,
  type UpsertBucketResult,
} from './operations';
import type { HistoryBackend, ResumeStatus, RewindBackend } from '../backend';
import type { Credential } from './credential';
import { put, request } from './http';

/** The backend that speaks the W&B protocol: `spoor serve`, or W&B's own servers. */
export class WandbBackend implements RewindBackend, HistoryBackend {
  readonly #baseUrl: string;
  readonly #credential: Credential;
  readonly #version: string;
  readonly #signal: AbortSignal | undefined;

  /** @param signal ends every request, that under way too. */
  constructor(baseUrl: string, credential: Credential, version: string, signal?: AbortSignal) {
    this.#baseUrl = baseUrl;
    this.#credential = credential;
    this.#version = version;
    this.#signal = signal;
  }

  async resume(record: RunRecord, signal?: AbortSignal): Promise<ResumeStatus | null> {
    const variables = { project: record.project, entity: record.entity, name: record.id };
    const { model } = await this.graphql<RunResumeStatusResult>(
      'RunResumeStatus',
      RUN_RESUME_STATUS,
      variables,
      signal,
    );
    const bucket = model?.bucket;
    if (!bucket) return null;
    return understand('RunResumeStatus', () => {
      const config = parseRowExactly(bucket.config ?? '{}');
      const client = clientSection(config);
      return {
        identity: {
          storageId: bucket.id,
          entity: model.entity.name,
          project: model.name,
          displayName: bucket.displayName,
        },
        lines: {
          history: count(bucket.historyLineCount),
          events: count(bucket.eventsLineCount),
          output: count(bucket.logLineCount),
        },
        step: stepAfter(bucket.historyTail),
        config: unwrapConfig(config),
        metrics: decodeDefinitions(client['m']),
        singletons: decodeSingletons(client),
        summary: parseRowExactly(bucket.summaryMetrics ?? '{}'),
        origins: client['origins'] as Origins | undefined,
        forkedFrom: forkPointOf(client, record.id),
      };
    });
  }

  async upsert(record: RunRecord): Promise<RunIdentity> {
    const variables = {
      id: null,
      name: record.id,
      project: record.project,
      entity: record.entity,
      groupName: record.group,
      displayName: record.name,
      notes: record.notes,
      config: formatLine(wrapConfig(record.config, describeClient(record, this.#version))),
      jobType: record.jobType,
      sweep: record.sweepId,
      tags: record.tags,
      summaryMetrics: null,
    };
    return identityOf(await this.graphql<UpsertBucketResult>('UpsertBucket', UPSERT_BUCKET, variables));
  }

  async rewind({ id, entity, project }: RunRecord, step: number): Promise<void> {
    await this.graphql('RewindRun', REWIND_RUN, {
      runName: id,
      entity,
      project,
      metricName: '_step',
      metricValue: step,
    });
  }

  send(run: RunIdentity, runId: string, body: FileStreamRequest): Promise<FileStreamAnswer> {
    return request<FileStreamAnswer>(
      this.#baseUrl,
      fileStreamPath(run.entity, run.project, runId),
      body,
      this.#credential,
      this.#signal,
    );
  }

  async history(
    { project, entity, id }: RunRecord,
    minStep: number,
    maxStep: number,
  ): Promise<{ lines: string[]; lastStep: number }> {
    const variables = { project, entity, name: id, minStep, maxStep };
    const { model } = await this.graphql<RunHistoryResult>('RunHistory', RUN_HISTORY, variables);
    const bucket = model?.bucket;
    if (!bucket) return { lines: [], lastStep: -1 };
    return understand('RunHistory', () => ({
      lines: [...bucket.history],
      lastStep: bucket.historyKeys?.lastStep ?? -1,
    }));
  }

  async alert(run: RunIdentity, runId: string, { title, text, level, waitDuration }: Alert): Promise<void> {
    const variables = {
      entity: run.entity,
      project: run.project,
      run: runId,
      title,
      text,
      severity: level,
      waitDuration,
    };
    await this.graphql('NotifyScriptableRunAlert', NOTIFY_ALERT, variables);
  }

  async upload(
    run: RunIdentity,
    runId: string,
    file: { path: string; type: string; bytes: ArrayBuffer | Blob },
  ): Promise<void> {
    const variables = { entity: run.entity, project: run.project, run: runId, files: [file.path] };
    const { createRunFiles } = await this.graphql<CreateRunFilesResult>('CreateRunFiles', CREATE_RUN_FILES, variables);
    const { url, headers } = understand('CreateRunFiles', () => ({
      url: createRunFiles.files?.[0]?.uploadUrl,
      headers: Object.fromEntries((createRunFiles.uploadHeaders ?? []).map(splitHeader)),
    }));
    if (!url || !URL.canParse(url))
      throw new DeliveryError('refused', `${this.#baseUrl} gave no address to upload ${file.path} to.`);
    await put(url, file.bytes, headers, this.#signal);
  }

  /** Asks a question of the protocol that a page has no need of. */
  async graphql<T>(operationName: string, query: string, variables: object, signal = this.#signal): Promise<T> {
    const answer = await request<GraphqlAnswer<T>>(
      this.#baseUrl,
      'graphql',
      { operationName, query, variables },
      this.#credential,
      signal,
    );
    if (answer.errors) {
      throw new DeliveryError(
        'refused',
        `${this.#baseUrl} refused ${operationName}: ${answer.errors[0]?.message ?? 'it gave no reason'}`,
      );
    }
    if (!answer.data)
      throw new DeliveryError('unreachable', `${this.#baseUrl} answered ${operationName} without data.`);
    return answer.data;
  }
}

/** Who a run is, as the answer to UpsertBucket says. */
export function identityOf({ upsertBucket }: UpsertBucketResult): RunIdentity {
  return understand('UpsertBucket', () => {
    const { bucket } = upsertBucket;
    return {
      storageId: bucket.id,
      entity: bucket.project.entity.name,
      project: bucket.project.name,
      displayName: bucket.displayName,
    };
  });
}

/**
 * What a server answers is hostile until it is understood: a shape that is not the protocol's is a failed delivery, not
 * a bug of ours.
 */
function understand<T>(operation: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DeliveryError(
      'unreachable',
      `The server answered ${operation} with something that is not the W&B protocol.`,
      {
        cause: error,
      },
    );
  }
}

function count(lines: number | null): number {
  if (!isCount(lines ?? 0)) throw new RangeError('That is not a number of lines.');
  return lines ?? 0;
}

function stepAfter(historyTail: string | null): number {
  const lines = parseLine(historyTail ?? '[]');
  const last = Array.isArray(lines) ? lines.at(-1) : undefined;
  if (typeof last !== 'string') return 0;
  const { _step: step } = parseRow(last);
  return typeof step === 'number' && Number.isInteger(step) ? step + 1 : 0;
}

function splitHeader(header: string): [string, string] {
  const colon = header.indexOf(':');
  return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()];
}

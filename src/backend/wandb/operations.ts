/**
 * The GraphQL operations that the client sends (texts after `core/api/graphql/*.graphql`) and what it reads of the
 * answers.
 */
export const UPSERT_BUCKET = `mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String, $displayName: String, $notes: String, $config: JSONString, $jobType: String, $tags: [String!], $sweep: String, $summaryMetrics: JSONString) {
  upsertBucket(input: {id: $id, name: $name, modelName: $project, entityName: $entity, groupName: $groupName, displayName: $displayName, notes: $notes, config: $config, jobType: $jobType, tags: $tags, sweep: $sweep, summaryMetrics: $summaryMetrics}) {
    bucket { id name displayName project { name entity { name } } historyLineCount }
    inserted
  }
}`;

export interface UpsertBucketResult {
  upsertBucket: {
    bucket: {
      id: string;
      name: string;
      displayName: string | null;
      project: { name: string; entity: { name: string } };
      historyLineCount: number | null;
    };
    inserted: boolean | null;
  };
}

export const RUN_RESUME_STATUS = `query RunResumeStatus($project: String, $entity: String, $name: String!) {
  model(name: $project, entityName: $entity) {
    id name entity { id name }
    bucket(name: $name, missingOk: true) {
      id name displayName summaryMetrics logLineCount historyLineCount eventsLineCount historyTail eventsTail config tags notes wandbConfig(keys: ["t"])
    }
  }
}`;

export interface RunResumeStatusResult {
  model: {
    name: string;
    entity: { name: string };
    bucket: {
      id: string;
      name: string;
      displayName: string | null;
      summaryMetrics: string | null;
      logLineCount: number | null;
      historyLineCount: number | null;
      eventsLineCount: number | null;
      /** A JSON list of lines, the last one last. */
      historyTail: string | null;
      config: string | null;
      tags: string[] | null;
      notes: string | null;
    } | null;
  } | null;
}

export const REWIND_RUN = `mutation RewindRun($runName: String!, $entity: String, $project: String, $metricName: String!, $metricValue: Float!) {
  rewindRun(input: {runName: $runName, entityName: $entity, projectName: $project, metricName: $metricName, metricValue: $metricValue}) {
    rewoundRun { id }
  }
}`;

export const RUN_HISTORY = `query RunHistory($project: String, $entity: String, $name: String!, $minStep: Int64, $maxStep: Int64) {
  model(name: $project, entityName: $entity) {
    bucket(name: $name, missingOk: true) { historyKeys history(minStep: $minStep, maxStep: $maxStep) }
  }
}`;

export interface RunHistoryResult {
  model: { bucket: { history: string[]; historyKeys: { lastStep?: number } | null } | null } | null;
}

export const CREATE_RUN_FILES = `mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
    runID
    uploadHeaders
    files { name uploadUrl }
  }
}`;

export interface CreateRunFilesResult {
  createRunFiles: { runID: string; uploadHeaders: string[]; files: { name: string; uploadUrl: string | null }[] };
}

export const NOTIFY_ALERT = `mutation NotifyScriptableRunAlert($entity: String!, $project: String!, $run: String!, $title: String!, $text: String!, $severity: AlertSeverity!, $waitDuration: Duration) {
  notifyScriptableRunAlert(input: {entityName: $entity, projectName: $project, runName: $run, title: $title, text: $text, severity: $severity, waitDuration: $waitDuration}) {
    success
  }
}`;

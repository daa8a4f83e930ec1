import { GraphQLError, type ValidationRule } from 'graphql';

/** All that a page token may ask for. Which project it may do it in is checked where the project is known. */
const ALLOWED: Record<string, readonly string[]> = {
  Query: ['viewer', 'serverInfo', 'model'],
  Mutation: ['upsertBucket', 'createRunFiles', 'notifyScriptableRunAlert', 'rewindRun'],
  User: ['id', 'name', 'username', 'entity', 'email', 'flags', 'teams'],
  EntityConnection: ['edges'],
  EntityEdge: ['node'],
  ServerInfo: ['features', 'cliVersionInfo', 'latestLocalVersionInfo'],
  ServerFeature: ['name', 'isEnabled'],
  LocalVersionInfo: ['outOfDate', 'latestVersionString', 'versionOnThisInstanceString'],
  Project: ['id', 'name', 'entity', 'entityName', 'bucket'],
  Entity: ['id', 'name'],
  UpsertBucketPayload: ['bucket', 'inserted'],
  Run: [
    'id',
    'name',
    'displayName',
    'description',
    'project',
    'sweepName',
    'config',
    'wandbConfig',
    'summaryMetrics',
    'tags',
    'notes',
    'historyLineCount',
    'eventsLineCount',
    'logLineCount',
    'historyTail',
    'historyKeys',
    'history',
    'eventsTail',
  ],
  SuccessPayload: ['success'],
  RewindRunPayload: ['rewoundRun'],
  CreateRunFilesPayload: ['runID', 'uploadHeaders', 'files'],
  File: ['name', 'uploadUrl', 'uploadHeaders'],
};

/** Refuses every field that a page does not need for writing its own runs. */
export const pageTokenFields: ValidationRule = (context) => ({
  Field(node) {
    const type = context.getParentType()?.name ?? '';
    const field = node.name.value;
    if (field === '__typename' || ALLOWED[type]?.includes(field)) return;
    context.reportError(
      new GraphQLError(`A page token can only write its own runs: it may not ask for ${type}.${field}.`, {
        nodes: node,
      }),
    );
  },
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r', { config: '{"lr":{"value":1}}' });
  await server.fileStream('p', 'r', {
    files: { 'wandb-history.jsonl': { offset: 0, content: ['{"_step":0,"loss":1}'] } },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const RUN_FRAGMENT =
  'fragment RunFragment on Run { id tags name displayName sweepName state config group jobType commit readOnly createdAt heartbeatAt description notes systemMetrics summaryMetrics historyLineCount user { name username } historyKeys }';
const USER_FRAGMENT =
  'fragment UserFragment on User { id name username email admin flags entity deletedAt apiKeys { edges { node { id name description } } } teams { edges { node { name } } } }';
const names = { entity: 'local', project: 'p', name: 'r', run: 'r' };

// Selections as W&B's own clients send them.
test.each([
  ['Viewer', 'query Viewer { viewer { id entity username email flags teams { edges { node { name } } } } }', {}],
  ['GetViewer', `query GetViewer { viewer { ...UserFragment } } ${USER_FRAGMENT}`, {}],
  ['ServerFeaturesQuery', 'query ServerFeaturesQuery { serverInfo { features { name isEnabled } } }', {}],
  [
    'ServerInfo',
    'query ServerInfo { serverInfo { cliVersionInfo latestLocalVersionInfo { outOfDate latestVersionString versionOnThisInstanceString } } }',
    {},
  ],
  [
    'OrganizationCoreWeaveOrganizationID',
    'query OrganizationCoreWeaveOrganizationID($entityName: String!) { entity(name: $entityName) { organization { coreWeaveOrganizationId } } }',
    { entityName: 'local' },
  ],
  [
    'GetProjects',
    `query GetProjects($entity: String, $cursor: String, $perPage: Int = 50) { models(entityName: $entity, after: $cursor, first: $perPage) { pageInfo { __typename endCursor hasNextPage } edges { node { __typename id name entityName createdAt isBenchmark user { ...UserFragment } } } } } ${USER_FRAGMENT}`,
    { entity: 'local' },
  ],
  [
    'Run',
    `query Run($project: String!, $entity: String!, $name: String!) { project(name: $project, entityName: $entity) { run(name: $name) { projectId ...RunFragment } } } ${RUN_FRAGMENT}`,
    names,
  ],
  [
    'RunFiles',
    'query RunFiles($project: String!, $entity: String!, $name: String!, $fileCursor: String, $fileLimit: Int = 50, $fileNames: [String] = [], $upload: Boolean = false, $pattern: String) { project(name: $project, entityName: $entity) { internalId run(name: $name) { fileCount files(names: $fileNames, after: $fileCursor, first: $fileLimit, pattern: $pattern) { edges { node { id name url(upload: $upload) directUrl sizeBytes mimetype updatedAt md5 } cursor } pageInfo { endCursor hasNextPage } } } } }',
    names,
  ],
  [
    'RunParquetHistory',
    'query RunParquetHistory($entity: String!, $project: String!, $runName: String!, $liveKeys: [String!]!) { project(name: $project, entityName: $entity) { run(name: $runName) { parquetHistory(liveKeys: $liveKeys) { parquetUrls liveData } } } }',
    { ...names, runName: 'r', liveKeys: ['loss'] },
  ],
  [
    'HistoryPage',
    'query HistoryPage($entity: String!, $project: String!, $run: String!, $minStep: Int64!, $maxStep: Int64!, $pageSize: Int!) { project(name: $project, entityName: $entity) { run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) } } }',
    { ...names, minStep: 0, maxStep: 1000, pageSize: 1000 },
  ],
  [
    'SampledHistoryPage',
    'query SampledHistoryPage($entity: String!, $project: String!, $run: String!, $spec: JSONString!) { project(name: $project, entityName: $entity) { run(name: $run) { sampledHistory(specs: [$spec]) } } }',
    { ...names, spec: '{"keys":["_step","loss"],"minStep":0,"maxStep":999,"samples":1000}' },
  ],
  [
    'UpsertBucket',
    'mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $groupName: String, $description: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, $host: String, $debug: Boolean, $program: String, $repo: String, $jobType: String, $state: String, $sweep: String, $tags: [String!], $summaryMetrics: JSONString) { upsertBucket(input: { id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity, description: $description, displayName: $displayName, notes: $notes, config: $config, commit: $commit, host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo, jobType: $jobType, state: $state, sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics }) { bucket { id name displayName description config sweepName project { id name entity { id name } } historyLineCount } inserted } }',
    { name: 'r', project: 'p', entity: null, config: null, tags: null, debug: null },
  ],
  [
    'MarkRunFilesUploaded',
    'mutation MarkRunFilesUploaded($entity: String!, $project: String!, $run: String!, $files: [String!]!) { markRunFilesUploaded(input: { entityName: $entity, projectName: $project, runName: $run, files: $files }) { success } }',
    { ...names, files: ['a'] },
  ],
  [
    'CreateProject',
    'mutation CreateProject($input: UpsertModelInput!) { result: upsertModel(input: $input) { project { id name entityName description access views } model { id name entityName description access views } inserted } }',
    { input: { name: 'p2', entityName: 'local' } },
  ],
  [
    'RunStoppedStatus',
    'query RunStoppedStatus($projectName: String, $entityName: String, $runId: String!) { project(name: $projectName, entityName: $entityName) { run(name: $runId) { stopped } } }',
    { projectName: 'p', entityName: 'local', runId: 'r' },
  ],
])('%s is answered in full', async (_name, query, variables) => {
  const answer = await server.graphql<Record<string, unknown>>(query, { ...variables, undeclared: null });
  expect(answer.errors).toBeUndefined();
  expect(answer.status).toBe(200);
  for (const value of Object.values(answer.data!)) expect(value).not.toBeNull();
});

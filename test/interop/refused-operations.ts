/**
 * The operations of W&B's Python client that the server refuses knowingly, by the reason. Each is one of the client's
 * documents that the schema does not have; the client shows its user the sentence with which the server refuses it.
 */
export const REFUSED: Record<string, string[]> = {
  'There is one user, who has the key: nobody else can be made, invited or given a key.': [
    'CreateTeam',
    'CreateInvite',
    'DeleteInvite',
    'CreateServiceAccount',
    'CreateUserFromAdmin',
    'DeleteApiKey',
    'GenerateApiKey',
  ],
  'A registry belongs to an organization, and there are none.': [
    'FetchAdvancedRegistryFeatures',
    'RegistryVersions',
    'RegistryCollections',
    'FetchRegistry',
    'FetchRegistries',
    'RenameRegistry',
    'UpsertRegistry',
    'DeleteRegistry',
    'RegistryUserMembers',
    'RegistryTeamMembers',
    'CreateRegistryMembers',
    'DeleteRegistryMembers',
    'UpdateUserRegistryRole',
    'UpdateTeamRegistryRole',
  ],
  'There are no automations: alerts go to the webhook of `--alert-webhook`.': [
    'GetAutomationsLegacy',
    'GetEntityAutomationsLegacy',
    'GetEntityAutomations',
    'GetOrgAutomations',
    'CreateAutomation',
    'UpdateAutomation',
    'DeleteAutomation',
    'IntegrationsByEntity',
    'CreateGenericWebhookIntegration',
  ],
  'W&B Launch starts programs on clusters, from queues that this server does not have.': [
    'GetRunQueueItem',
    'fetchRunQueuesFromProject',
    'DeleteFromRunQueue',
    'DeleteRunQueue',
    'GetRunQueueMetadata',
    'GetDefaultResourceConfig',
    'GetRunQueueItems',
    'ProjectRunQueues',
    'pushToRunQueueByName',
    'pushToRunQueue',
    'popFromRunQueue',
    'ackRunQueueItem',
    'failRunQueueItem',
    'updateRunQueueItemWarning',
    'createLaunchAgent',
    'updateLaunchAgent',
    'LaunchAgent',
    'CreateDefaultResourceConfig',
    'CreateRunQueue',
    'UpsertRunQueue',
  ],
  'Only servers with the feature SWEEPS_LOCAL_SCHEDULER are asked, and this one says that it has not got it.': [
    'EnqueueSweepRun',
  ],
  'Only files for which the server has given out addresses of parts are sent in parts, and this one gives out none.': [
    'CompleteMultipartUploadArtifact',
  ],
};

/** Documents that are put together only when the program runs, and where it is tested that the server knows them. */
export const MADE_AT_RUN_TIME: Record<string, string> = {
  Run: 'It consists of RunFragment and LightweightRunFragment, which are checked by themselves; every test that reads a run sends it.',
  UseArtifact: 'artifacts.spec.ts uses artifacts.',
};

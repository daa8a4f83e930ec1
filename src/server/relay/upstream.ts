import type { Backend } from '../../backend/backend';
import { identityOf, WandbBackend, type Credential } from '../../backend/wandb/index';
import { DeliveryError } from '../../wire/index';
import { type UpsertBucketResult } from '../../backend/wandb/operations';
import type { StoreView } from '../store/port/store-view';

/**
 * Every field that a run may have, unlike a page's (`core/api/graphql/upsert_bucket.graphql`). A sweep is known to the
 * server that made it only.
 */
const UPSERT_RUN = `mutation UpsertBucket($name: String, $project: String, $entity: String, $groupName: String, $description: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, $host: String, $program: String, $repo: String, $jobType: String, $tags: [String!]) {
  upsertBucket(input: {name: $name, modelName: $project, entityName: $entity, groupName: $groupName, description: $description, displayName: $displayName, notes: $notes, commit: $commit, config: $config, host: $host, jobProgram: $program, jobRepo: $repo, jobType: $jobType, tags: $tags}) {
    bucket { id name displayName project { name entity { name } } historyLineCount }
    inserted
  }
}`;

const VIEWER = 'query Viewer { viewer { id entity username } }';

/** The server that runs are passed on to, spoken to with its own key. */
export class Upstream {
  /** Without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly #client: WandbBackend;

  constructor(url: string, credential: Credential, version: string) {
    this.url = url;
    this.host = new URL(url).host;
    this.#client = new WandbBackend(url, credential, version);
  }

  /**
   * Asks whether it is there and takes the key.
   *
   * @throws DeliveryError
   */
  async check(): Promise<void> {
    const { viewer } = await this.#client.graphql<{ viewer: object | null }>('Viewer', VIEWER, {});
    // W&B's own answer to a key that it does not know.
    if (!viewer) throw new DeliveryError('unauthorized', `${this.host} does not know the key.`);
  }

  /** What a delivery of one run speaks to. */
  backendOf(run: number, store: StoreView): Backend {
    const client = this.#client;
    return {
      async resume(record, signal) {
        const status = await client.resume(record, signal);
        const { history = 0, events = 0, output = 0 } = status?.lines ?? {};
        if (history + events + output === 0) return null;
        throw new DeliveryError(
          'refused',
          `There is a run ${record.project}/${record.id} already, with rows that did not come from here. They are left alone, and this run stays here; log it under another id to pass it on.`,
        );
      },
      async upsert({ id, project, entity, config }) {
        const stored = await store.runs.byId(run);
        if (!stored) throw new DeliveryError('not-found', 'The run was deleted while it was passed on.');
        const variables = {
          name: id,
          project,
          entity,
          groupName: stored.group,
          description: stored.description,
          displayName: stored.displayName,
          notes: stored.notes,
          commit: stored.commit,
          // As it was written: parsing would round integers above 2^53. It is empty when it was found too large.
          config: Object.keys(config).length > 0 ? stored.config : '{}',
          host: stored.host,
          program: stored.program,
          repo: stored.repo,
          jobType: stored.jobType,
          tags: stored.tags,
        };
        return identityOf(await client.graphql<UpsertBucketResult>('UpsertBucket', UPSERT_RUN, variables));
      },
      send: (...all) => client.send(...all),
      alert: (...alert) => client.alert(...alert),
      upload: (...all) => client.upload(...all),
    };
  }
}

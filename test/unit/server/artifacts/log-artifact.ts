import { createHash } from 'node:crypto';
import type { TestServer } from '../../../support/server';

export const md5 = (text: string) => createHash('md5').update(text).digest('base64');

/** What createArtifact answers. */
export interface Begun {
  id: string;
  state: string;
}

/** Logs artifacts as W&B's client does, one request at a time. */
export class Logger {
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async begin(digest: string, input: object = {}): Promise<Begun> {
    const { data, errors } = await this.#send<{ createArtifact: { artifact: Begun } }>(
      'mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }',
      {
        entityName: 'local',
        projectName: 'p',
        artifactTypeName: 'dataset',
        artifactCollectionName: 'ds',
        digest,
        digestAlgorithm: 'MANIFEST_MD5',
        enableDigestDeduplication: true,
        ...input,
      },
    );
    if (errors) throw new Error(errors[0]!.message);
    return data!.createArtifact.artifact;
  }

  /** The addresses for files, in their order; null for what is there already. */
  async announce(artifactID: string, files: { name: string; md5: string }[]): Promise<(string | null)[]> {
    const { data, errors } = await this.#send<{
      createArtifactFiles: { files: { edges: { node: { uploadUrl: string | null } }[] } };
    }>(
      'mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { uploadUrl } } } } }',
      { artifactFiles: files.map((file) => ({ artifactID, ...file })) },
    );
    if (errors) throw new Error(errors[0]!.message);
    return data!.createArtifactFiles.files.edges.map(({ node }) => node.uploadUrl);
  }

  /** Announces and uploads a manifest with these contents. */
  async manifest(artifactID: string, contents: object): Promise<void> {
    const text = JSON.stringify({
      version: 1,
      storagePolicy: 'wandb-storage-policy-v1',
      storagePolicyConfig: {},
      contents,
    });
    const { data, errors } = await this.#send<{
      createArtifactManifest: { artifactManifest: { file: { uploadUrl: string } } };
    }>(
      'mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { file { uploadUrl } } } }',
      {
        artifactID,
        name: 'wandb_manifest.json',
        digest: md5(text),
        entityName: 'local',
        projectName: 'p',
        runName: '',
        type: 'FULL',
      },
    );
    if (errors) throw new Error(errors[0]!.message);
    await put(data!.createArtifactManifest.artifactManifest.file.uploadUrl, text);
  }

  async commit(artifactID: string): Promise<{ status: number; message: string | undefined }> {
    const { status, errors } = await this.#send(
      'mutation($input: CommitArtifactInput!) { commitArtifact(input: $input) { artifact { id } } }',
      {
        artifactID,
      },
    );
    return { status, message: errors?.[0]?.message };
  }

  /** Logs a version with these files, by name and content. */
  async log(files: Record<string, string>, input: object = {}): Promise<Begun> {
    const begun = await this.begin(md5(JSON.stringify(files)), input);
    if (begun.state === 'COMMITTED') return begun;
    const named = Object.entries(files);
    const urls = await this.announce(
      begun.id,
      named.map(([name, text]) => ({ name, md5: md5(text) })),
    );
    for (const [index, [, text]] of named.entries()) if (urls[index]) await put(urls[index], text);
    await this.manifest(
      begun.id,
      Object.fromEntries(named.map(([name, text]) => [name, { digest: md5(text), size: text.length }])),
    );
    const { status, message } = await this.commit(begun.id);
    if (status !== 200) throw new Error(message);
    return begun;
  }

  #send<T>(query: string, input: object) {
    return this.#server.graphql<T>(query, { input });
  }
}

/** As W&B's client does it: without a credential. */
export const put = (url: string, body: string) => fetch(url, { method: 'PUT', body });

/** The address for reading a file of an artifact. */
export async function fileUrl(server: TestServer, name: string, file: string): Promise<string> {
  const { data } = await server.graphql<{
    project: { artifact: { files: { edges: { node: { directUrl: string } }[] } } | null };
  }>(
    'query($name: String!, $file: String!) { project(name: "p") { artifact(name: $name) { files(names: [$file]) { edges { node { directUrl } } } } } }',
    { name, file },
  );
  return data!.project.artifact!.files.edges[0]!.node.directUrl;
}

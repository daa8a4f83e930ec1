import { createHash } from 'node:crypto';

/** Whether a string is an MD5 in base64, in the one spelling that there is of it. */
export function isDigest(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.byteLength === 16 && bytes.toString('base64') === text;
}

export function hexOf(digest: string): string {
  return Buffer.from(digest, 'base64').toString('hex');
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64');
}

/** The digest of an artifact: that of its files' paths and digests (W&B, `core/pkg/artifacts/manifest.go`). */
export function artifactDigest(files: Iterable<{ path: string; digest: string }>): string {
  const hash = createHash('md5').update('wandb-artifact-manifest-v1\n');
  const lines = Array.from(files, ({ path, digest }) => ({ path: Buffer.from(path), digest }));
  // In the order of the paths' bytes, which is not that of their UTF-16 units.
  for (const { path, digest } of lines.sort((a, b) => a.path.compare(b.path))) hash.update(path).update(`:${digest}\n`);
  return hash.digest('hex');
}

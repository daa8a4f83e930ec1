import type { Credential } from '../../backend/wandb/index';

/**
 * The key of the upstream server. It is read again when it was refused: whoever puts another into the file need not
 * start anew.
 */
export function keyCredential(read: () => string): Credential {
  let key = read();
  return {
    token: async () => key,
    renew() {
      const refused = key;
      try {
        key = read();
      } catch {
        // Without its file the key that we have is as good as before.
      }
      return key !== refused;
    },
  };
}

import { messageOf, DeliveryError, toProblem } from '../../wire/index';

/** Gives the token of each request; null sends none. */
export interface Credential {
  token(): Promise<string | null>;
  /** Forgets the token, because it was refused. False when there can be no other one. */
  renew(): boolean;
}

/** Keeps what `fetchToken` gives until it is refused. */
export function cachedCredential(fetchToken: () => Promise<string>): Credential {
  let token: Promise<string> | null = null;
  return {
    token: () =>
      (token ??= fetchToken().catch((error: unknown) => {
        token = null;
        throw error instanceof DeliveryError
          ? error
          : new DeliveryError(
              toProblem(error, 'unreachable').code,
              `The token() given to init() failed: ${messageOf(error)}`,
              {
                cause: error,
              },
            );
      })),
    renew: () => {
      token = null;
      return true;
    },
  };
}

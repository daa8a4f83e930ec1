export { backendOf } from './backend-of';
export { identityOf, WandbBackend } from './client';
export { cachedCredential, fetchPageToken, type Credential, type TokenScope } from './credential';

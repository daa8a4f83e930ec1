export { wandbBackend } from './wandb-backend';
export { identityOf, WandbBackend } from './client';
export { cachedCredential, type Credential } from './credential';
export { fetchPageToken, type TokenScope } from './page-token';

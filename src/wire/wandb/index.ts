/**
 * The W&B protocol, as a client and a server both say it: names of files, forms of bodies, numbers of protocol buffers.
 * No part of the page, of its journal or its outbox knows it: `backend/wandb` speaks it for them.
 */
export * from './config';
export * from './definitions';
export * from './file-stream';
export * from './singletons';

import type { Plugin } from 'vite';

/**
 * What the build tells the service worker of the demo: every file of the page, and a version that changes with any of
 * them.
 */
export interface Precache {
  version: string;
  files: string[];
}

export declare function precache(): Plugin;

import type { Plugin } from 'vite';

export function minifiedAgain(target: string): Plugin;

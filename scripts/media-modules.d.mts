import type { Plugin } from 'vite';

export const MEDIA_MODULES: Record<string, { entry: string; worker: string; serve: string }>;
export function encoders(format: 'es' | 'loadable'): Plugin;

import type { Plugin } from 'vite';
export function usedParts(): Plugin;

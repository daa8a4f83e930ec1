export declare const LAUNCH_FLAGS: string[];
export declare function findChromium(): string | null;
export declare function findFirefox(): string | null;
export declare function findOrInstallChromium(): string;
export declare function missingEngine(engine: 'chromium' | 'firefox' | 'webkit'): string | null;
export declare function installEngines(): string[];

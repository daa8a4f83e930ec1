export declare const LAUNCH_FLAGS: string[];
export declare function findChromium(): string | null;
export declare function findOrInstallChromium(): string;

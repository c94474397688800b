/** The optional packages of exact version that the lock file names and does not hold: `[path, entry]`. */
export function missingPlatformPackages(lock: { packages: Record<string, unknown> }): [string, unknown][];

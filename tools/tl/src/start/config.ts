const OPTIONS = ['once', 'watch', 'no-sample', 'accept-log', 'simulate', 'language'] as const;

/** Returns our options that npm took for its own: it passes them only through the environment. */
export function npmOptions(env: NodeJS.ProcessEnv = process.env): string[] {
  return OPTIONS.filter((name) => env[`npm_config_${name.replace(/^no-/, '').replaceAll('-', '_')}`] !== undefined);
}

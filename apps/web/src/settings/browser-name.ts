import { text } from '../texts/text.js';

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const first = (all: readonly (readonly [RegExp, string])[], client: string): string | undefined =>
  all.find(([pattern]) => pattern.test(client))?.[1];

/** Returns a name such as `Firefox on Linux`. An unknown user agent is returned unchanged. */
export function formatBrowserName(client: string | null): string {
  if (client === null || client === '') return text.settings.sessions.unknownBrowser;
  const [browser, system] = [first(BROWSERS, client), first(SYSTEMS, client)];
  if (browser === undefined) return client.slice(0, 60);
  return system === undefined ? browser : text.settings.sessions.browserOn(browser, system);
}

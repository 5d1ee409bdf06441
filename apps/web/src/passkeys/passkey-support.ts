import { settingsText } from '../texts/settings-text.js';

interface BrowserSupport {
  readonly hostname: string;
  readonly isSecureContext: boolean;
  readonly hasWebAuthn: boolean;
}

const present = (): BrowserSupport => ({
  hostname: window.location.hostname,
  isSecureContext: window.isSecureContext,
  hasWebAuthn: 'PublicKeyCredential' in window,
});

const isAddress = (hostname: string): boolean => /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
const isThisMachine = (hostname: string): boolean => hostname.startsWith('127.') || hostname === '[::1]';

/** Returns why passkeys cannot be used here, or undefined. */
export function findPasskeyObstacle({ hostname, isSecureContext, hasWebAuthn }: BrowserSupport = present()): string | undefined {
  const words = settingsText.passkeys.obstacles;
  if (isThisMachine(hostname)) return words.thisMachine;
  if (isAddress(hostname)) return words.address;
  if (!isSecureContext) return words.https;
  return hasWebAuthn ? undefined : words.browser;
}

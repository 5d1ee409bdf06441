/** Google's addresses. They differ only in tests and behind the operator's own gateway. */
export interface GoogleEndpoints {
  /** A page for people. */
  readonly consentUrl: string;
  readonly tokenUrl: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
}

export const GOOGLE: GoogleEndpoints = {
  consentUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  apiUrl: 'https://www.googleapis.com',
};

export const createGoogleEndpoints = (origin: string): GoogleEndpoints => ({
  consentUrl: `${origin}/o/oauth2/v2/auth`,
  tokenUrl: `${origin}/token`,
  apiUrl: origin,
});

interface GoogleSetting {
  readonly name: string;
  read(raw: string | undefined): { readonly value: GoogleEndpoints } | { readonly problem: string };
}

/** Defines the setting for Google's address in the configuration of a service. */
export const googleSetting = (name: string): GoogleSetting => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: GOOGLE };
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      ? { value: createGoogleEndpoints(url.origin) }
      : { problem: 'must be an address like https://google.example, without a path' };
  },
});

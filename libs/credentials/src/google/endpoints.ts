/** Where Google is: elsewhere only in tests, and behind a gateway of one's own. */
export interface GoogleEndpoints {
  /** A page for people. */
  readonly consentUrl: string;
  readonly tokenUrl: string;
  /** Of the API, without a slash at its end. */
  readonly apiUrl: string;
}

export const GOOGLE: GoogleEndpoints = {
  consentUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  apiUrl: 'https://www.googleapis.com',
};

/** All of it at one other address. */
export const googleAt = (origin: string): GoogleEndpoints => ({
  consentUrl: `${origin}/o/oauth2/v2/auth`,
  tokenUrl: `${origin}/token`,
  apiUrl: origin,
});

interface GoogleSetting {
  readonly name: string;
  read(raw: string | undefined): { readonly value: GoogleEndpoints } | { readonly problem: string };
}

/** Where Google is, for the configuration of a service. */
export const googleSetting = (name: string): GoogleSetting => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: GOOGLE };
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      ? { value: googleAt(url.origin) }
      : { problem: 'must be an address like https://google.example, without a path' };
  },
});

/* Written by `npm run api` from docs/openapi.json. Do not edit. */

/** The types of credentials. Accounts first. */
export const credentialTypes = ['google', 'youtube', 'dropbox', 'microsoft', 'vk', 'gmail', 'outlook', 'zoom', 'password', 'token'] as const;

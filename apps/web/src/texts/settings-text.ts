import { accountDeletionTexts } from './en-account-deletion.js';
import { administrationLogTexts } from './en-administration-log.js';
import { credentialWords } from './en-credentials.js';
import { engineWords } from './en-engines.js';
import { jobWords } from './en-jobs.js';
import { passkeyWords } from './en-passkeys.js';
import { shortcutTexts } from './en-shortcuts.js';
import { webhookWords } from './en-webhooks.js';

/** Texts that the first view does not need: of settings, of jobs, and the list of keys. Otherwise like `text`. */
export const settingsText = {
  administrationLog: administrationLogTexts,
  accountDeletion: accountDeletionTexts,
  passkeys: passkeyWords,
  credentials: credentialWords,
  webhooks: webhookWords,
  engines: engineWords,
  jobs: jobWords,
  shortcuts: shortcutTexts,
  allSections: 'All settings',
} as const;

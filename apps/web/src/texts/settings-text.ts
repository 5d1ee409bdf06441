import { accountDeletionTexts } from './en-account-deletion.js';
import { administrationLogTexts } from './en-administration-log.js';
import { credentialWords } from './en-credentials.js';
import { engineWords } from './en-engines.js';
import { invitationWords } from './en-invitations.js';
import { jobWords } from './en-jobs.js';
import { passkeyWords } from './en-passkeys.js';
import { shortcutTexts } from './en-shortcuts.js';
import { sourceWords } from './en-sources.js';
import { webhookWords } from './en-webhooks.js';

/** Texts that the first view does not need: of settings, of jobs and sources, of invitations, and the list of keys. Otherwise like `text`. */
export const settingsText = {
  administrationLog: administrationLogTexts,
  accountDeletion: accountDeletionTexts,
  passkeys: passkeyWords,
  credentials: credentialWords,
  webhooks: webhookWords,
  engines: engineWords,
  jobs: jobWords,
  sources: sourceWords,
  invitations: invitationWords,
  shortcuts: shortcutTexts,
  allSections: 'All settings',
} as const;

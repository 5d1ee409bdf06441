import { accountDeletionTexts } from './account-deletion.js';
import { administrationLogTexts } from './administration-log.js';
import { arrangeWords } from './arrange.js';
import { credentialWords } from './credentials.js';
import { duplicateWords } from './duplicates.js';
import { documentRuleWords } from './document-rules.js';
import { embedWords } from './embeds.js';
import { engineWords } from './engines.js';
import { invitationWords } from './invitations.js';
import { jobWords } from './jobs.js';
import { passkeyWords } from './passkeys.js';
import { podcastWords } from './podcasts.js';
import { shortcutTexts } from './shortcuts.js';
import { sourceWords } from './sources.js';
import { webhookWords } from './webhooks.js';

/** Texts that the first view does not need: of settings, of jobs and sources, of invitations, and the list of keys. */
export const settingsTexts = {
  administrationLog: administrationLogTexts,
  accountDeletion: accountDeletionTexts,
  passkeys: passkeyWords,
  arrange: arrangeWords,
  credentials: credentialWords,
  webhooks: webhookWords,
  podcasts: podcastWords,
  duplicates: duplicateWords,
  embeds: embedWords,
  engines: engineWords,
  documentRules: documentRuleWords,
  jobs: jobWords,
  sources: sourceWords,
  invitations: invitationWords,
  shortcuts: shortcutTexts,
  allSections: 'All settings',
} as const;

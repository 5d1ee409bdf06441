/* Written by `npm run api` from docs/openapi.json. Do not edit. */
import type { Operation } from './operation.js';
import type { components } from './openapi.js';

type Schemas = components['schemas'];

/** Bind migrated items to files that stay where they are. */
export const bindOriginals: Operation<{ body: Schemas['OriginalBatch']; answer: Schemas['OriginalsResult'] }> = { method: 'POST', path: '/api/v1/admin/imports/originals' };
/** Cancel the deletion of an account. */
export const cancelAccountDeletion: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/deletion' };
/** Change a channel. */
export const changeChannel: Operation<{ path: 'id'; body: Schemas['ChangeChannel'] | undefined; answer: Schemas['Channel'] }> = { method: 'PATCH', path: '/api/v1/channels/{id}' };
/** Rename a credential, or replace its secrets. */
export const changeCredential: Operation<{ path: 'id'; body: Schemas['ChangeCredential'] | undefined; answer: Schemas['Credential'] }> = { method: 'PATCH', path: '/api/v1/credentials/{id}' };
/** Choose where the notices of your library are sent. */
export const changeNotices: Operation<{ body: Schemas['NoticesBody']; answer: Schemas['Notices'] }> = { method: 'PUT', path: '/api/v1/me/notices' };
/** Change the role of a user, or shut the user out. */
export const changeUser: Operation<{ path: 'id'; body: Schemas['ChangeUser'] | undefined; answer: Schemas['User'] }> = { method: 'PATCH', path: '/api/v1/admin/users/{id}' };
/** Change, pause or enable a webhook endpoint. */
export const changeWebhookEndpoint: Operation<{ path: 'id'; body: Schemas['ChangeWebhookEndpoint']; answer: Schemas['WebhookEndpoint'] }> = { method: 'PATCH', path: '/api/v1/webhook-endpoints/{id}' };
/** Check that the pages of a channel can be written. */
export const checkChannel: Operation<{ path: 'id'; body: Schemas['CheckChannel'] | undefined; answer: Schemas['ChannelCheck'] }> = { method: 'POST', path: '/api/v1/channels/{id}/check' };
/** Check whether the identity provider can be used. */
export const checkProvider: Operation<{ answer: Schemas['ProviderState'] }> = { method: 'GET', path: '/api/v1/admin/provider' };
/** Choose the speech model. */
export const chooseModel: Operation<{ body: Schemas['ChooseModel']; answer: Schemas['ModelAnswer'] }> = { method: 'PUT', path: '/api/v1/engines/choice' };
/** Return from the consent page of a service. */
export const comeBackWithConsent: Operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly device_id?: string | undefined; readonly error?: string | undefined }; answer: string }> = { method: 'GET', path: '/api/v1/credentials/oauth/callback' };
/** Start to connect an account at a service. */
export const connectCredential: Operation<{ path: 'id'; answer: Schemas['ConsentLink'] }> = { method: 'POST', path: '/api/v1/credentials/{id}/connect' };
/** Make a channel. */
export const createChannel: Operation<{ body: Schemas['CreateChannel']; answer: Schemas['NewChannel'] }> = { method: 'POST', path: '/api/v1/channels' };
/** Save a credential. */
export const createCredential: Operation<{ body: Schemas['CreateCredential']; answer: Schemas['Credential'] }> = { method: 'POST', path: '/api/v1/credentials' };
/** Make a job. */
export const createJob: Operation<{ body: Schemas['JobBody']; answer: Schemas['Job'] }> = { method: 'POST', path: '/api/v1/jobs' };
/** Set up an own output. */
export const createOwnOutput: Operation<{ body: Schemas['OwnOutputBody']; answer: Schemas['OwnOutput'] }> = { method: 'POST', path: '/api/v1/own-outputs' };
/** Set up a source. */
export const createSource: Operation<{ body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources' };
/** Make a template. */
export const createTemplate: Operation<{ body: Schemas['TemplateBody']; answer: Schemas['Template'] }> = { method: 'POST', path: '/api/v1/templates' };
/** Make a token. */
export const createToken: Operation<{ body: Schemas['CreateToken']; answer: Schemas['CreatedToken'] }> = { method: 'POST', path: '/api/v1/me/tokens' };
/** Make a token for a user. */
export const createTokenForUser: Operation<{ path: 'id'; body: Schemas['CreateTokenForUser']; answer: Schemas['CreatedToken'] }> = { method: 'POST', path: '/api/v1/admin/users/{id}/tokens' };
/** Create a user. */
export const createUser: Operation<{ body: Schemas['CreateUser']; answer: Schemas['User'] }> = { method: 'POST', path: '/api/v1/admin/users' };
/** Set up a webhook endpoint. */
export const createWebhookEndpoint: Operation<{ body: Schemas['WebhookEndpointBody']; answer: Schemas['NewWebhookEndpoint'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints' };
/** Delete the account of a user. */
export const deleteAccount: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }> = { method: 'POST', path: '/api/v1/admin/users/{id}/deletion' };
/** Delete an export and its archive. */
export const deleteExport: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/exports/{id}' };
/** Delete a job. */
export const deleteJob: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/jobs/{id}' };
/** Delete a webhook endpoint. */
export const deleteWebhookEndpoint: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/webhook-endpoints/{id}' };
/** Discard the commit that blocks an item. */
export const discardQuarantined: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DiscardQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }> = { method: 'POST', path: '/api/v1/admin/quarantine/{id}/discard' };
/** Download the administration log. */
export const downloadAdministrationLog: Operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly format?: 'csv' | 'jsonl' | undefined } }> = { method: 'GET', path: '/api/v1/admin/log/download' };
/** Sign out everywhere else. */
export const endOtherSignIns: Operation<{ answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/auth/sessions' };
/** Sign another browser out. */
export const endSignIn: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/auth/sessions/{id}' };
/** Sign a user out everywhere. */
export const endSignInsOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/sessions' };
/** Download a speech model. */
export const fetchModel: Operation<{ path: 'name'; answer: Schemas['ModelAnswer'] }> = { method: 'POST', path: '/api/v1/engines/models/{name}/fetch' };
/** Read the deletion of an account. */
export const getAccountDeletion: Operation<{ path: 'id'; answer: Schemas['AccountDeletion'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/deletion' };
/** Read a channel and its state. */
export const getChannel: Operation<{ path: 'id'; answer: Schemas['Channel'] }> = { method: 'GET', path: '/api/v1/channels/{id}' };
/** Read a credential and its state. */
export const getCredential: Operation<{ path: 'id'; answer: Schemas['Credential'] }> = { method: 'GET', path: '/api/v1/credentials/{id}' };
/** Read an export. */
export const getExport: Operation<{ path: 'id'; answer: Schemas['DataExport'] }> = { method: 'GET', path: '/api/v1/me/exports/{id}' };
/** Download the archive of an export. */
export const getExportArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/me/exports/{id}/archive' };
/** Read a job. */
export const getJob: Operation<{ path: 'id'; answer: Schemas['Job'] }> = { method: 'GET', path: '/api/v1/jobs/{id}' };
/** Read a run of a job. */
export const getJobRun: Operation<{ path: 'id' | 'run'; answer: Schemas['JobRunWithItems'] }> = { method: 'GET', path: '/api/v1/jobs/{id}/runs/{run}' };
/** List the requests to a simulated output, with their replies. */
export const getLedger: Operation<{ path: 'output'; query: { readonly asset_id?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['Ledger'] }> = { method: 'GET', path: '/api/v1/simulation/outputs/{output}/ledger' };
/** Read where the notices of your library are sent. */
export const getNotices: Operation<{ answer: Schemas['Notices'] }> = { method: 'GET', path: '/api/v1/me/notices' };
/** Read an own output. */
export const getOwnOutput: Operation<{ path: 'id'; answer: Schemas['OwnOutput'] }> = { method: 'GET', path: '/api/v1/own-outputs/{id}' };
/** Read which commits block an item, and earlier decisions about it. */
export const getQuarantined: Operation<{ path: 'id'; answer: Schemas['QuarantinedItem'] }> = { method: 'GET', path: '/api/v1/admin/quarantine/{id}' };
/** Read what your library may use this month, and what is left. */
export const getQuota: Operation<{ answer: Schemas['Quota'] }> = { method: 'GET', path: '/api/v1/me/quota' };
/** Read what your library used in a month. */
export const getQuotaHistory: Operation<{ query: { readonly period?: string | undefined }; answer: Schemas['QuotaHistory'] }> = { method: 'GET', path: '/api/v1/me/quota/history' };
/** Read the settings of your library. */
export const getSettings: Operation<{ answer: Schemas['UserSettings'] }> = { method: 'GET', path: '/api/v1/me/settings' };
/** Read how a user can sign in. */
export const getSignInMethodsOfUser: Operation<{ path: 'id'; answer: Schemas['UserSignInMethods'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/sign-in-methods' };
/** Read a source. */
export const getSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'GET', path: '/api/v1/sources/{id}' };
/** Read a sync of a source. */
export const getSourceSync: Operation<{ path: 'id' | 'sync_id'; answer: Schemas['SourceSync'] }> = { method: 'GET', path: '/api/v1/sources/{id}/syncs/{sync_id}' };
/** Read a template. */
export const getTemplate: Operation<{ path: 'id'; answer: Schemas['Template'] }> = { method: 'GET', path: '/api/v1/templates/{id}' };
/** Read a user. */
export const getUser: Operation<{ path: 'id'; answer: Schemas['User'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}' };
/** Read the limits of a user. */
export const getUserLimits: Operation<{ path: 'id'; answer: Schemas['UserLimits'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/quota' };
/** Read the vocabulary of your library. */
export const getVocabulary: Operation<{ answer: Schemas['Vocabulary'] }> = { method: 'GET', path: '/api/v1/me/vocabulary' };
/** Read a webhook endpoint and its state. */
export const getWebhookEndpoint: Operation<{ path: 'id'; answer: Schemas['WebhookEndpoint'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints/{id}' };
/** Start the upload of a file of an imported item. */
export const importFile: Operation<{ body: Schemas['ImportedFile']; answer: Schemas['ImportedFileState'] }> = { method: 'POST', path: '/api/v1/admin/imports/files' };
/** Import the histories of items. */
export const importItems: Operation<{ body: Schemas['ImportBatch']; answer: Schemas['ImportResult'] }> = { method: 'POST', path: '/api/v1/admin/imports' };
/** List the deletions of accounts. */
export const listAccountDeletions: Operation<{ answer: Schemas['AccountDeletionList'] }> = { method: 'GET', path: '/api/v1/admin/deletions' };
/** Read who changed users, rights and settings, and from where. */
export const listAdministrationLog: Operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }> = { method: 'GET', path: '/api/v1/admin/log' };
/** List the channels of your library. */
export const listChannels: Operation<{ answer: Schemas['ChannelList'] }> = { method: 'GET', path: '/api/v1/channels' };
/** List the types of credentials. */
export const listCredentialTypes: Operation<{ answer: Schemas['CredentialTypeList'] }> = { method: 'GET', path: '/api/v1/credential-types' };
/** List the credentials of your library. */
export const listCredentials: Operation<{ answer: Schemas['CredentialList'] }> = { method: 'GET', path: '/api/v1/credentials' };
/** List the systems that report steps and deliveries. */
export const listEventSenders: Operation<{ answer: Schemas['EventSenderList'] }> = { method: 'GET', path: '/api/v1/admin/events/senders' };
/** List your exports. */
export const listExports: Operation<{ answer: Schemas['DataExportList'] }> = { method: 'GET', path: '/api/v1/me/exports' };
/** List the runs of a job. */
export const listJobRuns: Operation<{ path: 'id'; answer: Schemas['JobRunList'] }> = { method: 'GET', path: '/api/v1/jobs/{id}/runs' };
/** List the jobs of your library. */
export const listJobs: Operation<{ answer: Schemas['JobList'] }> = { method: 'GET', path: '/api/v1/jobs' };
/** List the types of outputs, with the forms of their settings. */
export const listOutputTypes: Operation<{ answer: Schemas['OutputTypeList'] }> = { method: 'GET', path: '/api/v1/output-types' };
/** List the own outputs of your library. */
export const listOwnOutputs: Operation<{ answer: Schemas['OwnOutputList'] }> = { method: 'GET', path: '/api/v1/own-outputs' };
/** List the items whose history cannot be applied. */
export const listQuarantine: Operation<{ answer: Schemas['QuarantineList'] }> = { method: 'GET', path: '/api/v1/admin/quarantine' };
/** List what each library used in a month. */
export const listQuotas: Operation<{ query: { readonly period?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['UserQuotaList'] }> = { method: 'GET', path: '/api/v1/stats/quotas' };
/** List the share links of the library. */
export const listShareLinks: Operation<{ answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/share-links' };
/** List the browsers in which you are signed in. */
export const listSignIns: Operation<{ answer: Schemas['SignInList'] }> = { method: 'GET', path: '/api/v1/auth/sessions' };
/** List the simulated outputs. */
export const listSimulatedOutputs: Operation<{ answer: Schemas['SimulatedOutputList'] }> = { method: 'GET', path: '/api/v1/simulation/outputs' };
/** List the last syncs of a source. */
export const listSourceSyncs: Operation<{ path: 'id'; answer: Schemas['SourceSyncList'] }> = { method: 'GET', path: '/api/v1/sources/{id}/syncs' };
/** List the types of sources, with the forms of their settings. */
export const listSourceTypes: Operation<{ answer: Schemas['SourceTypeList'] }> = { method: 'GET', path: '/api/v1/source-types' };
/** List the sources of your library. */
export const listSources: Operation<{ answer: Schemas['SourceList'] }> = { method: 'GET', path: '/api/v1/sources' };
/** List the templates of your library. */
export const listTemplates: Operation<{ answer: Schemas['TemplateList'] }> = { method: 'GET', path: '/api/v1/templates' };
/** List your tokens. */
export const listTokens: Operation<{ answer: Schemas['TokenList'] }> = { method: 'GET', path: '/api/v1/me/tokens' };
/** List all users, the disabled ones included. */
export const listUsers: Operation<{ answer: Schemas['UserList'] }> = { method: 'GET', path: '/api/v1/admin/users' };
/** List the last requests to a webhook endpoint. */
export const listWebhookAttempts: Operation<{ path: 'id'; query: { readonly limit?: number | undefined }; answer: Schemas['WebhookAttemptList'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints/{id}/attempts' };
/** List the webhook endpoints of your library. */
export const listWebhookEndpoints: Operation<{ answer: Schemas['WebhookEndpointList'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints' };
/** List the present workers. */
export const listWorkers: Operation<{ answer: Schemas['WorkerList'] }> = { method: 'GET', path: '/api/v1/workers' };
/** Open a share link. */
export const openShared: Operation<{ body: Schemas['OpenShared']; answer: Schemas['SharedItem'] }> = { method: 'POST', path: '/api/v1/shared/open' };
/** Pause a source. */
export const pauseSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources/{id}/pause' };
/** Preview patterns with a sample. */
export const previewTexts: Operation<{ body: Schemas['TextsPreview']; answer: Schemas['Texts'] }> = { method: 'POST', path: '/api/v1/texts/preview' };
/** Read a shared item. */
export const readShared: Operation<{ path: 'link'; answer: Schemas['SharedItem'] }> = { method: 'GET', path: '/api/v1/shared/{link}' };
/** Read a file of a shared item. */
export const readSharedFile: Operation<{ path: 'link' | 'name' }> = { method: 'GET', path: '/api/v1/shared/{link}/files/{name}' };
/** Read the transcript of a shared recording. */
export const readSharedTranscript: Operation<{ path: 'link'; answer: Schemas['SharedTranscript'] }> = { method: 'GET', path: '/api/v1/shared/{link}/transcript' };
/** Send events again from a position or a time on. */
export const redeliverWebhooks: Operation<{ path: 'id'; body: Schemas['RedeliverWebhooks']; answer: Schemas['WebhookRedelivery'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/redeliver' };
/** Fill the search index again from the log. */
export const refillSearchIndex: Operation<{ answer: Schemas['SearchIndexRefill'] }> = { method: 'POST', path: '/api/v1/admin/search/refill' };
/** Remove a channel. */
export const removeChannel: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/channels/{id}' };
/** Remove a credential. */
export const removeCredential: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/credentials/{id}' };
/** Send no notices. */
export const removeNotices: Operation<{  }> = { method: 'DELETE', path: '/api/v1/me/notices' };
/** Remove an own output. */
export const removeOwnOutput: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/own-outputs/{id}' };
/** Remove all passkeys of a user. */
export const removePasskeysOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/passkeys' };
/** Remove a source and the history of its syncs. */
export const removeSource: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/sources/{id}' };
/** Delete a template. */
export const removeTemplate: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/templates/{id}' };
/** Replace the secret of a channel. */
export const renewChannelSecret: Operation<{ path: 'id'; answer: Schemas['ChannelSecret'] }> = { method: 'POST', path: '/api/v1/channels/{id}/secret' };
/** Replace a job. */
export const replaceJob: Operation<{ path: 'id'; body: Schemas['JobBody']; answer: Schemas['Job'] }> = { method: 'PUT', path: '/api/v1/jobs/{id}' };
/** Replace the settings of an own output. */
export const replaceOwnOutput: Operation<{ path: 'id'; body: Schemas['OwnOutputSettings']; answer: Schemas['OwnOutput'] }> = { method: 'PUT', path: '/api/v1/own-outputs/{id}' };
/** Replace the settings of your library. */
export const replaceSettings: Operation<{ body: Schemas['SharedConfigBody']; answer: Schemas['UserSettings'] }> = { method: 'PUT', path: '/api/v1/me/settings' };
/** Replace the settings of a source. */
export const replaceSource: Operation<{ path: 'id'; body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }> = { method: 'PUT', path: '/api/v1/sources/{id}' };
/** Replace a template. */
export const replaceTemplate: Operation<{ path: 'id'; body: Schemas['TemplateBody']; answer: Schemas['Template'] }> = { method: 'PUT', path: '/api/v1/templates/{id}' };
/** Replace the limits of a user. */
export const replaceUserLimits: Operation<{ path: 'id'; body: Schemas['QuotaLimitsBody']; answer: Schemas['UserLimits'] }> = { method: 'PUT', path: '/api/v1/admin/users/{id}/quota' };
/** Resume a source. */
export const resumeSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources/{id}/resume' };
/** Check all pages of a channel again. */
export const resyncChannel: Operation<{ path: 'id'; answer: Schemas['ChannelResync'] }> = { method: 'POST', path: '/api/v1/channels/{id}/resync' };
/** Try an item again without a change. */
export const retryQuarantined: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RetryQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }> = { method: 'POST', path: '/api/v1/admin/quarantine/{id}/retry' };
/** Revoke all your other tokens. */
export const revokeOtherTokens: Operation<{ answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/me/tokens' };
/** Revoke a share link. */
export const revokeShareLink: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/share-links/{id}' };
/** Revoke a token. */
export const revokeToken: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/tokens/{id}' };
/** Revoke all tokens of a user. */
export const revokeTokensOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/tokens' };
/** Replace the secret of a webhook endpoint. */
export const rotateWebhookSecret: Operation<{ path: 'id'; body: Schemas['RotateWebhookSecret'] | undefined; answer: Schemas['WebhookSecret'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/secret' };
/** Run a job now. */
export const runJob: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['JobRun']; preview: Schemas['JobDryRun'] }> = { method: 'POST', path: '/api/v1/jobs/{id}/run' };
/** Report steps and deliveries that another system has done. */
export const sendEvents: Operation<{ body: Schemas['ExternalEventsBody']; answer: Schemas['ExternalEventVerdicts'] }> = { method: 'POST', path: '/api/v1/admin/events' };
/** Replace the vocabulary of your library. */
export const setVocabulary: Operation<{ body: Schemas['VocabularyBody']; answer: Schemas['Vocabulary'] }> = { method: 'PUT', path: '/api/v1/me/vocabulary' };
/** Export all your data. */
export const startExport: Operation<{ answer: Schemas['DataExport'] }> = { method: 'POST', path: '/api/v1/me/exports' };
/** Sync a source. */
export const syncSource: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['SyncRequest'] | undefined; answer: Schemas['SourceSync'] }> = { method: 'POST', path: '/api/v1/sources/{id}/sync' };
/** Register a video, with the page that shows its status. */
export const takeVideo: Operation<{ path: 'name'; body: Schemas['IncomingVideo']; answer: Schemas['IncomingVideoAnswer'] }> = { method: 'POST', path: '/api/v1/webhooks/{name}' };
/** Receive an event of Zoom. */
export const takeZoomEvent: Operation<{ path: 'connection'; body: Schemas['ZoomEvent']; answer: Schemas['ZoomEventAnswer'] }> = { method: 'POST', path: '/api/v1/webhooks/zoom/{connection}' };
/** Test a credential. */
export const testCredential: Operation<{ path: 'id'; answer: Schemas['CredentialTestAnswer'] }> = { method: 'POST', path: '/api/v1/credentials/{id}/test' };
/** Test a speech engine. */
export const testEngine: Operation<{ body: Schemas['TestEngine'] | undefined; answer: Schemas['EngineTestAnswer'] }> = { method: 'POST', path: '/api/v1/engines/test' };
/** Test an own output. */
export const testOwnOutput: Operation<{ path: 'id'; answer: Schemas['OutputTest'] }> = { method: 'POST', path: '/api/v1/own-outputs/{id}/test' };
/** Test settings of an output before they are saved. */
export const testOwnOutputSettings: Operation<{ body: Schemas['OwnOutputSettings']; answer: Schemas['OutputTest'] }> = { method: 'POST', path: '/api/v1/own-outputs/test' };
/** Test a source. */
export const testSource: Operation<{ path: 'id'; answer: Schemas['SourceTest'] }> = { method: 'POST', path: '/api/v1/sources/{id}/test' };
/** Test settings of a source before they are saved. */
export const testSourceSettings: Operation<{ body: Schemas['SourceSettings']; answer: Schemas['SourceTest'] }> = { method: 'POST', path: '/api/v1/sources/test' };
/** Send a test to a webhook endpoint. */
export const testWebhookEndpoint: Operation<{ path: 'id'; answer: Schemas['WebhookTest'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/test' };
